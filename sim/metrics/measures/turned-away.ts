import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const turnedAway: RatioMeasure = {
  kind: 'ratio',
  name: 'turned-away',
  summary: 'Queries that a resolver turned away, by joinLimit or rateLimit.',
  of: 'resolver',
  unit: 'queries',
  path: 'resolvers[].turnedAway',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).turnedAway), x: 1 }),
};
