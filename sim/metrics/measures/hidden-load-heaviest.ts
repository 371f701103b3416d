import type { RatioMeasure } from './measure.ts';

export const hiddenLoadHeaviest: RatioMeasure = {
  kind: 'ratio',
  name: 'hidden-load-heaviest',
  summary: 'Requests that followed the most followed answer of a replication.',
  of: 'run',
  unit: 'requests',
  path: 'authority.hiddenLoad.heaviest',
  read: ({ skew }) => ({ y: skew.heaviest, x: 1 }),
};
