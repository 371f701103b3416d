import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const completed: RatioMeasure = {
  kind: 'ratio',
  name: 'completed',
  summary: 'Requests that ended well.',
  of: 'run',
  unit: 'requests',
  path: 'totals.completed',
  read: (m) => ({ y: clientSum(m, (clients) => clients.completed), x: 1 }),
};
