import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const made: RatioMeasure = {
  kind: 'ratio',
  name: 'made',
  summary: 'Requests made by users.',
  of: 'run',
  unit: 'requests',
  path: 'totals.made',
  read: (m) => ({ y: clientSum(m, (clients) => clients.made), x: 1 }),
};
