import type { ResolverCounts } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';

export const staleAnswers: RatioMeasure = {
  kind: 'ratio',
  name: 'stale-answers',
  summary: 'Answers that a resolver gave from records that had expired (RFC 8767).',
  of: 'resolver',
  unit: 'answers',
  path: 'resolvers[].staleAnswers',
  read: (m, i) => ({ y: sum((m.resolvers[i] as ResolverCounts).staleAnswers), x: 1 }),
};
