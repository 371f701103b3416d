import { jain } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const jainWhole: RatioMeasure = {
  kind: 'ratio',
  name: 'jain',
  summary: 'Jain fairness index of the loads: 1/(1 + CV²), 1 when even.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.jain',
  read: (m) => once(ofWhole(m, 'requests', jain)),
};
