import { FAILURES } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { columnSum } from './sums.ts';

export const failuresByReason: RatioMeasure = {
  kind: 'ratio',
  name: 'failures',
  summary: 'Requests that failed for one reason, the last attempt deciding.',
  of: 'failure',
  unit: 'requests',
  path: 'totals.failuresByReason.*',
  read: (m, i) => ({
    y: m.clients.reduce(
      (total, { failures }) => total + columnSum(failures, FAILURES.length, i),
      0,
    ),
    x: 1,
  }),
};
