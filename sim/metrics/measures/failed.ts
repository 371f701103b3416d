import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const failed: RatioMeasure = {
  kind: 'ratio',
  name: 'failed',
  summary: 'Requests whose last attempt failed, for any reason.',
  of: 'run',
  unit: 'requests',
  path: 'totals.failed',
  read: (m) => ({ y: clientSum(m, (clients) => clients.failures), x: 1 }),
};
