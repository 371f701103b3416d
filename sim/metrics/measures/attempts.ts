import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const attempts: RatioMeasure = {
  kind: 'ratio',
  name: 'attempts',
  summary: 'Tries of a request at one address.',
  of: 'run',
  unit: 'attempts',
  path: 'totals.attempts',
  read: (m) => ({ y: clientSum(m, (clients) => clients.attempts), x: 1 }),
};
