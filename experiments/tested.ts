/** A scenario as a test: what it expects of itself, and what was accepted of it before. */
import type { BaselineJudgement } from './baseline/index.ts';
import type { Result } from './result.ts';

export type { BaselineJudgement, Difference, Likened } from './baseline/index.ts';

export interface TestedScenario {
  /** As it was named. */
  readonly file: string;
  readonly result: Result;
  readonly baseline: BaselineState;
  readonly wallSeconds: number;
}

export type BaselineState =
  /** There is none. */
  | { readonly kind: 'absent'; readonly file: string }
  /** The result has just become it. */
  | { readonly kind: 'accepted'; readonly file: string }
  | { readonly kind: 'compared'; readonly file: string; readonly judgement: BaselineJudgement };

/** A file that never came to be a test. */
export interface UntestedFile {
  readonly file: string;
  /** For people, several lines perhaps. */
  readonly message: string;
}

export interface Tested {
  readonly scenarios: readonly TestedScenario[];
  readonly untested: readonly UntestedFile[];
}

export type TestVerdict = 'passed' | 'failed' | 'different' | 'inconclusive';

/** An expectation that failed counts before a difference, and that before what is not known. */
export function verdictOf({ result, baseline }: TestedScenario): TestVerdict {
  const judged = result.expectations.map(({ verdict }) => verdict);
  const likeness = baseline.kind === 'compared' ? baseline.judgement.likeness : 'same';
  if (judged.includes('failed')) return 'failed';
  if (likeness === 'different') return 'different';
  if (judged.includes('inconclusive') || likeness === 'inconclusive') return 'inconclusive';
  // Neither expectations nor a baseline: nothing was tested.
  return judged.length === 0 && baseline.kind === 'absent' ? 'inconclusive' : 'passed';
}
