import { peakToMean } from '../skew.ts';
import type { SpreadMeasure } from './measure.ts';
import { observeWindows } from './windows.ts';

export const windowPeakToMean: SpreadMeasure = {
  kind: 'spread',
  name: 'window-peak-to-mean',
  summary: 'Peak-to-mean of the loads in one window, over all windows with load.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.peakToMean',
  enough: 'pooled',
  reportsLargest: true,
  observe: (m) => observeWindows(m, peakToMean),
};
