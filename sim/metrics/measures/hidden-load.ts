import type { RatioMeasure } from './measure.ts';

export const hiddenLoad: RatioMeasure = {
  kind: 'ratio',
  name: 'hidden-load',
  summary: 'Requests that follow one authority answer, on average over the answers.',
  of: 'run',
  unit: 'requests',
  path: 'authority.hiddenLoad.mean',
  read: ({ skew }) => ({ y: skew.wholeRequests, x: skew.answers }),
};
