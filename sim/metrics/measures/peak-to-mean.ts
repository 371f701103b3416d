import { peakToMean } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const peakToMeanWhole: RatioMeasure = {
  kind: 'ratio',
  name: 'peak-to-mean',
  summary: 'Load of the most loaded backend over what it should have had: max sᵢ/pᵢ.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.peakToMean',
  read: (m) => once(ofWhole(m, 'requests', peakToMean)),
};
