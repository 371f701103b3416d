import { cvSquared, members } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { sum } from './sums.ts';
import { ofWhole } from './whole-loads.ts';

export const excessCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'excess-cv-squared',
  summary:
    'CV² less (N−1)/n, what n requests that each chose for themselves would show; about 0 without skew.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.excessCvSquared',
  read(m) {
    const measured = ofWhole(m, 'requests', cvSquared);
    const chance = (members(m.backends.intendedWhole) - 1) / sum(m.backends.requests);
    return once(measured === null ? null : measured - chance);
  },
};
