import { recorded, type SpreadMeasure } from './measure.ts';

export const ageOfAnswers: SpreadMeasure = {
  kind: 'spread',
  name: 'age-of-answers',
  summary: 'How long ago the authority gave the answer behind a request.',
  of: 'run',
  unit: 's',
  path: 'ageOfAnswers',
  enough: 'perReplication',
  reportsLargest: false,
  observe: (m) => recorded(m.ageOfAnswers),
};
