import { cv } from '../skew.ts';
import type { RatioMeasure } from './measure.ts';
import { meanOver } from './windows.ts';

export const windowCvFloor: RatioMeasure = {
  kind: 'ratio',
  name: 'window-cv-floor',
  summary: 'Mean over windows of the CV that chance alone gives.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.cv.floor',
  read: (m) => meanOver(m, 'twin', cv),
};
