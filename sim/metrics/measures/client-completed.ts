import type { ClientCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const clientCompleted: RatioMeasure = {
  kind: 'ratio',
  name: 'completed',
  summary: 'Requests of the group that ended well.',
  of: 'client',
  unit: 'requests',
  path: 'clients[].completed',
  read: (m, i) => ({ y: sum((m.clients[i] as ClientCounts).completed), x: 1 }),
};
