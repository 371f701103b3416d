import type { ClientCounts } from '../../measurements.ts';
import { recorded, type SpreadMeasure } from './measure.ts';

export const totalTime: SpreadMeasure = {
  kind: 'spread',
  name: 'total-time',
  summary: 'From making a request to its end, as the client sees it.',
  of: 'client',
  unit: 's',
  path: 'clients[].totalTime',
  enough: 'perReplication',
  reportsLargest: false,
  observe: (m, i) => recorded((m.clients[i] as ClientCounts).totalTime),
};
