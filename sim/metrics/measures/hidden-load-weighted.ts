import type { RatioMeasure } from './measure.ts';

export const hiddenLoadWeighted: RatioMeasure = {
  kind: 'ratio',
  name: 'hidden-load-weighted',
  summary: 'Requests behind the answer that a request chosen at random followed: ΣG²/ΣG.',
  of: 'run',
  unit: 'requests',
  path: 'authority.hiddenLoad.weighted',
  read: ({ skew }) => ({ y: skew.sumSquares, x: skew.wholeRequests }),
};
