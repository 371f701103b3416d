import { cvSquared } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const cvSquaredFloor: RatioMeasure = {
  kind: 'ratio',
  name: 'cv-squared-floor',
  summary:
    'CV² that chance alone gives: the same requests, each at a backend drawn by intended share.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.floor.cvSquared',
  read: (m) => once(ofWhole(m, 'twin', cvSquared)),
};
