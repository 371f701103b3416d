/** What the process exits with, the same for every command. If several apply, the first in this order. */
export const EXIT = {
  done: 0,
  bug: 1,
  usage: 2,
  scenario: 3,
  expectation: 4,
  differs: 5,
  inconclusive: 6,
  cells: 7,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done'],
  [EXIT.bug, 'internal error: a bug'],
  [EXIT.usage, 'usage, or a path on the command line that cannot be read or written'],
  [EXIT.scenario, 'something wrong inside a scenario, or a file it names'],
  [EXIT.expectation, 'an expectation failed'],
  [EXIT.differs, 'differs from the baseline, or the two runs compared differ clearly'],
  [EXIT.inconclusive, 'not decided (test --strict)'],
  [EXIT.cells, 'some cells of a sweep failed, or are not there to be merged'],
  [EXIT.interrupted, 'interrupted (Ctrl-C); finished replications are kept'],
  [EXIT.terminated, 'terminated; finished replications are kept'],
];

/** For `--help`. */
export function exitCodesHelp(): string {
  const lines = MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}
