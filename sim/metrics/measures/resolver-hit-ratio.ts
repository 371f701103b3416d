import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const resolverHitRatio: RatioMeasure = {
  kind: 'ratio',
  name: 'hit-ratio',
  summary: 'The part of queries answered from a live entry; joining a query under way is no hit.',
  of: 'resolver',
  unit: 'share',
  path: 'resolvers[].hitRatio',
  read: (m, i) => ({
    y: sum((m.resolvers[i] as ResolverCounts).hits),
    x: sum((m.resolvers[i] as ResolverCounts).queries),
  }),
};
