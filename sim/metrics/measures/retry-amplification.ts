import type { RatioMeasure } from './measure.ts';
import { clientSum } from './sums.ts';

export const retryAmplification: RatioMeasure = {
  kind: 'ratio',
  name: 'retry-amplification',
  summary: 'Attempts per request made.',
  of: 'run',
  unit: 'ratio',
  path: 'totals.retryAmplification',
  read: (m) => ({
    y: clientSum(m, (clients) => clients.attempts),
    x: clientSum(m, (clients) => clients.made),
  }),
};
