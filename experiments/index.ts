/** Many runs and what they add up to. */
export { type Baseline, baselineOf, type Difference, differences } from './baseline.ts';
export { type Cost, estimateCost, refuse } from './cost.ts';
export { LostReplication, type ParallelOptions, runParallel } from './parallel.ts';
export type * from './result.ts';
export { type RunOptions, run, type Simulate } from './run.ts';
export type { Note, Study } from './study.ts';
