import { members } from '../skew.ts';
import { expectedCvSquaredOf } from './expected-cv-squared.ts';
import { once, type RatioMeasure } from './measure.ts';

/** Kish, Survey Sampling (1965): the variance of clustered counts over that of independent ones. */
export const designEffect: RatioMeasure = {
  kind: 'ratio',
  name: 'design-effect',
  summary: 'How many times fewer effective draws than requests: ΣG·E[CV²]/(N−1).',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.designEffect',
  read(m) {
    const n = members(m.backends.intendedWhole);
    if (m.skew.unpredicted !== null || n < 2) return null;
    const expected = expectedCvSquaredOf(m);
    return once(expected === null ? null : (m.skew.wholeRequests * expected) / (n - 1));
  },
};
