import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const retries: RatioMeasure = {
  kind: 'ratio',
  name: 'retries',
  summary: 'Times that a client began a failed request again.',
  of: 'run',
  unit: 'retries',
  path: 'totals.retries',
  read: (m) => ({ y: clientSum(m, (clients) => clients.retries), x: 1 }),
};
