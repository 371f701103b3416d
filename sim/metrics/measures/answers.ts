import type { AuthorityCounts, Measurements } from '../../measurements.ts';

type AnswerCount = AuthorityCounts['answers'][number];

/** Row `i` of the authority's answers. */
export function answerAt(m: Measurements, i: number): AnswerCount {
  return m.authority.answers[i] as AnswerCount;
}

/** Answers given for the name of row `i`: each of them names one value first. */
export function answersFor(m: Measurements, i: number): number {
  const name = answerAt(m, i).name;
  return m.authority.answers.reduce(
    (total, answer) => (answer.name === name ? total + answer.first : total),
    0,
  );
}
