import type { RatioMeasure } from './measure.ts';

export const windowExpectedCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'window-expected-cv-squared',
  summary:
    "Mean of the CV² that theory expects from a window's own G and H, over windows before anything changes.",
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.expectedCvSquared',
  read({ skew }) {
    const followed = Array.from(skew.windowRequests.entries()).filter(
      ([w, g]) => g > 0 && w < skew.predictedWindows,
    );
    const y = followed.reduce((sum, [w, g]) => sum + (skew.windowWeight[w] as number) / (g * g), 0);
    return { y, x: followed.length };
  },
};
