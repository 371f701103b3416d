import { verdictOf } from '../../experiments/tested.ts';
import { inAscii } from '../text/style.ts';
import type { TestReporter } from './reporter.ts';
import { account, complaints, MARKS, tally } from './wording.ts';

export const text: TestReporter = {
  name: 'text',
  summary: 'a line for each scenario, and what is wrong with it',
  render({ scenarios, untested }, { unicode }) {
    const lines = [
      ...scenarios.flatMap((tested) => [
        `${MARKS[verdictOf(tested)]}  ${tested.file}: ${account(tested)}`,
        ...complaints(tested).map((line) => `        ${line}`),
      ]),
      ...untested.flatMap(({ file, message }) => [
        `ERR   ${file}`,
        ...message.split('\n').map((line) => `        ${line}`),
      ]),
      tally(scenarios, untested.length),
    ].join('\n');
    return unicode ? lines : inAscii(lines);
  },
};
