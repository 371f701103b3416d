import { cv } from '../skew.ts';
import type { SpreadMeasure } from './measure.ts';
import { observeWindows } from './windows.ts';

export const windowCv: SpreadMeasure = {
  kind: 'spread',
  name: 'window-cv',
  summary: 'Coefficient of variation of the loads in one window, over all windows with load.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.cv',
  enough: 'pooled',
  reportsLargest: true,
  observe: (m) => observeWindows(m, cv),
};
