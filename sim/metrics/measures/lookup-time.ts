import type { ClientCounts } from '../../measurements.ts';
import { recorded, type SpreadMeasure } from './measure.ts';

export const lookupTime: SpreadMeasure = {
  kind: 'spread',
  name: 'lookup-time',
  summary: 'From the question to the answer of a lookup, as the client sees it.',
  of: 'client',
  unit: 's',
  path: 'clients[].lookupTime',
  enough: 'perReplication',
  reportsLargest: false,
  observe: (m, i) => recorded((m.clients[i] as ClientCounts).lookupTime),
};
