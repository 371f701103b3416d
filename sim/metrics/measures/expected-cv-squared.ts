import type { Measurements } from '../../measurements.ts';
import { once, type RatioMeasure } from './measure.ts';

export const expectedCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'expected-cv-squared',
  summary:
    'CV² that theory expects from how many requests followed each answer and each choice inside it.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.expectedCvSquared',
  read: (m) => (m.skew.unpredicted === null ? once(expectedCvSquaredOf(m)) : null),
};

/** Σ(c₁G² + c₂ΣH²)/(ΣG)² over the whole span (model.md part 6); null without requests. */
export function expectedCvSquaredOf({ skew }: Measurements): number | null {
  return skew.wholeRequests > 0
    ? skew.wholeWeight / (skew.wholeRequests * skew.wholeRequests)
    : null;
}
