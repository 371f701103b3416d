import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const authorityQueriesTotal: RatioMeasure = {
  kind: 'ratio',
  name: 'authority-queries-total',
  summary: 'Queries that reached the authority.',
  of: 'run',
  unit: 'queries',
  path: 'totals.authorityQueries',
  read: (m) => ({ y: sum(m.authority.queries), x: 1 }),
};
