import { cvSquared } from '../skew.ts';
import type { RatioMeasure } from './measure.ts';
import { meanOver } from './windows.ts';

export const windowCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'window-cv-squared',
  summary: 'Mean over windows of CV², to set beside what theory expects of it.',
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.cvSquared',
  read: (m) => meanOver(m, 'requests', cvSquared),
};
