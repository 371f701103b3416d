import { answerAt, answersFor } from './answers.ts';
import type { RatioMeasure } from './measure.ts';

export const answerShare: RatioMeasure = {
  kind: 'ratio',
  name: 'answer-share',
  summary: 'The part of authority answers for a name that give a value in any place.',
  of: 'answer',
  unit: 'share',
  path: 'authority.answers[].any',
  read: (m, i) => ({ y: answerAt(m, i).any, x: answersFor(m, i) }),
};
