import type { RatioMeasure } from './measure.ts';

export const windowExpectedCvSquared: RatioMeasure = {
  kind: 'ratio',
  name: 'window-expected-cv-squared',
  summary: "Mean over windows of the CV² that theory expects from the window's own G and H.",
  of: 'run',
  unit: 'ratio',
  path: 'skew.windows.expectedCvSquared',
  read({ skew }) {
    if (skew.unpredicted !== null) return null;
    const followed = Array.from(skew.windowRequests.entries()).filter(([, g]) => g > 0);
    const y = followed.reduce((sum, [w, g]) => sum + (skew.windowWeight[w] as number) / (g * g), 0);
    return { y, x: followed.length };
  },
};
