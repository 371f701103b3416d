import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const joins: RatioMeasure = {
  kind: 'ratio',
  name: 'joins',
  summary: 'Queries that waited for one already under way.',
  of: 'resolver',
  unit: 'queries',
  path: 'resolvers[].joins',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).joins), x: 1 }),
};
