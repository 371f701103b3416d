import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const requests: RatioMeasure = {
  kind: 'ratio',
  name: 'requests',
  summary: 'Attempts that a backend accepted.',
  of: 'run',
  unit: 'requests',
  path: 'totals.requests',
  read: (m) => ({ y: sum(m.backends.requests), x: 1 }),
};
