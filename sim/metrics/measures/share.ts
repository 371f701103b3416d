import type { RatioMeasure } from './measure.ts';
import { columnSum, sum } from './sums.ts';

export const share: RatioMeasure = {
  kind: 'ratio',
  name: 'share',
  summary: 'The part of all accepted attempts that the backend got.',
  of: 'backend',
  unit: 'share',
  path: 'backends[].share',
  read: ({ backends }, i) => ({
    y: columnSum(backends.requests, backends.names.length, i),
    x: sum(backends.requests),
  }),
};
