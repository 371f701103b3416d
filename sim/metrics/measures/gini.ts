import { gini } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const giniWhole: RatioMeasure = {
  kind: 'ratio',
  name: 'gini',
  summary: 'Gini coefficient of the loads relative to the intended shares: 0 when even.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.gini',
  read: (m) => once(ofWhole(m, 'requests', gini)),
};
