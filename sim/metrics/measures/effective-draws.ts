import { members } from '../skew.ts';
import { expectedCvSquaredOf } from './expected-cv-squared.ts';
import type { RatioMeasure } from './measure.ts';

export const effectiveDraws: RatioMeasure = {
  kind: 'ratio',
  name: 'effective-draws',
  summary: 'Independent draws that would give the expected CV²: (N−1)/E[CV²].',
  of: 'run',
  unit: 'draws',
  path: 'skew.whole.effectiveDraws',
  read(m) {
    if (m.skew.unpredicted !== null) return null;
    const expected = expectedCvSquaredOf(m);
    return expected === null
      ? { y: 0, x: 0 }
      : { y: members(m.backends.intendedWhole) - 1, x: expected };
  },
};
