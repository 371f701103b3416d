import { peakToMean } from '../skew.ts';
import { once, type RatioMeasure } from './measure.ts';
import { ofWhole } from './whole-loads.ts';

export const peakToMeanFloor: RatioMeasure = {
  kind: 'ratio',
  name: 'peak-to-mean-floor',
  summary:
    'Peak-to-mean that chance alone gives: the same requests, each at a backend drawn by intended share.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.whole.floor.peakToMean',
  read: (m) => once(ofWhole(m, 'twin', peakToMean)),
};
