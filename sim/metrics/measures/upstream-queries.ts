import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const upstreamQueries: RatioMeasure = {
  kind: 'ratio',
  name: 'upstream-queries',
  summary: 'Queries per second that the group sent upstream.',
  of: 'resolver',
  unit: '/s',
  path: 'resolvers[].upstreamQueriesPerSecond',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).upstreamQueries), x: m.span }),
};
