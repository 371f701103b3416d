import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const wasted: RatioMeasure = {
  kind: 'ratio',
  name: 'wasted',
  summary: 'Attempts that a backend served to the end though their client had given up.',
  of: 'run',
  unit: 'attempts',
  path: 'totals.wasted',
  read: ({ backends: { servers } }) => servers && { y: sum(servers.wasted), x: 1 },
};
