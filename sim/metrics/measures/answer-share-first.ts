import { answerAt, answersFor } from './answers.ts';
import type { RatioMeasure } from './measure.ts';

export const answerShareFirst: RatioMeasure = {
  kind: 'ratio',
  name: 'answer-share-first',
  summary: 'The part of authority answers for a name that give a value in the first place.',
  of: 'answer',
  unit: 'share',
  path: 'authority.answers[].first',
  read: (m, i) => ({ y: answerAt(m, i).first, x: answersFor(m, i) }),
};
