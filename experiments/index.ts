/** Many runs and what they add up to. */
export {
  type Baseline,
  type BaselineJudgement,
  baselineOf,
  type Difference,
  differences,
  judgeBaseline,
  type Likened,
  type Likeness,
} from './baseline/index.ts';
export { compare, type Side } from './compare.ts';
export { type Cost, estimateCost, refuse } from './cost.ts';
export {
  LostReplication,
  type ParallelOptions,
  runParallel,
  runParallelTallied,
} from './parallel.ts';
export { looksUpTo, MOST_REPLICATIONS } from './precision.ts';
export type * from './result.ts';
export { type RunOptions, run, runTallied, type Simulate } from './run.ts';
export type { Note, Study } from './study.ts';
