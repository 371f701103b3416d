import type { RatioMeasure } from './measure.ts';

export const intendedShare: RatioMeasure = {
  kind: 'ratio',
  name: 'intended-share',
  summary:
    'What share is judged against: a fresh query and a uniform pick for every request, or as the scenario says.',
  of: 'backend',
  unit: 'share',
  path: 'backends[].intendedShare',
  read: ({ backends }, i) => ({ y: backends.intendedWhole[i] as number, x: 1 }),
};
