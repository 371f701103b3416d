import { cv } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const cvWhole: RatioMeasure = {
  kind: 'ratio',
  name: 'cv',
  summary: 'Coefficient of variation of the loads over the whole span, the root of CV².',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.cv',
  read: (m) => once(ofWhole(m, 'requests', cv)),
};
