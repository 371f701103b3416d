import type { RatioMeasure } from './measure.ts';
import { columnSum } from './sums.ts';

export const backendRequests: RatioMeasure = {
  kind: 'ratio',
  name: 'requests',
  summary: 'Attempts that the backend accepted.',
  of: 'backend',
  unit: 'requests',
  path: 'backends[].requests',
  read: ({ backends }, i) => ({ y: columnSum(backends.requests, backends.names.length, i), x: 1 }),
};
