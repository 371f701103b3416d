import { peakToMean } from '../skew.ts';
import type { RatioMeasure } from './measure.ts';
import { meanOver } from './windows.ts';

export const windowPeakToMeanFloor: RatioMeasure = {
  kind: 'ratio',
  name: 'window-peak-to-mean-floor',
  summary: 'Mean over windows of the peak-to-mean that chance alone gives.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.peakToMean.floor',
  read: (m) => meanOver(m, 'twin', peakToMean),
};
