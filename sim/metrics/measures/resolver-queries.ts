import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const resolverQueries: RatioMeasure = {
  kind: 'ratio',
  name: 'queries',
  summary: 'Queries that the group received.',
  of: 'resolver',
  unit: 'queries',
  path: 'resolvers[].queries',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).queries), x: 1 }),
};
