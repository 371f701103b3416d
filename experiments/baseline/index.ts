export { type Baseline, baselineOf } from './baseline.ts';
export { type Difference, differences } from './exactly.ts';
export { type BaselineJudgement, judgeBaseline, type Likened, type Likeness } from './judge.ts';
