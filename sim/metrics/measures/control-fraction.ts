import type { RatioMeasure } from './measure.ts';

export const controlFraction: RatioMeasure = {
  kind: 'ratio',
  name: 'control-fraction',
  summary: 'Authority answers per request: how much of the load DNS decides.',
  of: 'run',
  unit: 'ratio',
  path: 'authority.controlFraction',
  read: ({ skew }) => ({ y: skew.answers, x: skew.wholeRequests }),
};
