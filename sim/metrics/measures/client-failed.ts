import type { ClientCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const clientFailed: RatioMeasure = {
  kind: 'ratio',
  name: 'failed',
  summary: 'Requests of the group whose last attempt failed.',
  of: 'client',
  unit: 'requests',
  path: 'clients[].failed',
  read: (m, i) => ({ y: sum((m.clients[i] as ClientCounts).failures), x: 1 }),
};
