import type { ClientCounts } from '../../measurements.ts';
import { recorded, type SpreadMeasure } from './measure.ts';

export const connectTime: SpreadMeasure = {
  kind: 'spread',
  name: 'connect-time',
  summary: 'From the first connection attempt to an open connection, as the client sees it.',
  of: 'client',
  unit: 's',
  path: 'clients[].connectTime',
  enough: 'perReplication',
  reportsLargest: false,
  observe: (m, i) => recorded((m.clients[i] as ClientCounts).connectTime),
};
