import { cvSquared } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const cvSquaredWhole: RatioMeasure = {
  kind: 'ratio',
  name: 'cv-squared',
  summary: 'CV² of the loads over the whole span: Σ(sᵢ−pᵢ)²/pᵢ over intended shares pᵢ > 0.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.cvSquared',
  read: (m) => once(ofWhole(m, 'requests', cvSquared)),
};
