import type { ClientCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const clientMade: RatioMeasure = {
  kind: 'ratio',
  name: 'made',
  summary: 'Requests that the group made.',
  of: 'client',
  unit: 'requests',
  path: 'clients[].made',
  read: (m, i) => ({ y: sum((m.clients[i] as ClientCounts).made), x: 1 }),
};
