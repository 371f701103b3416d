/** The library: read a scenario, run it, look at the result. */
export {
  type Baseline,
  type BaselineJudgement,
  baselineOf,
  type Cost,
  type Difference,
  differences,
  estimateCost,
  judgeBaseline,
  type Likened,
  type Likeness,
  LostReplication,
  type Note,
  type ParallelOptions,
  type RunOptions,
  refuse,
  run,
  runParallel,
  type Simulate,
  type Study,
} from './experiments/index.ts';
export type * from './experiments/result.ts';
export { type RenderedChart, renderCharts } from './reports/render-charts.ts';
export {
  formatProblems,
  loadScenario,
  type ParseOptions,
  type Problem,
  parseScenario,
  type ReadText,
  ScenarioError,
  scenarioJsonSchema,
  UnreadableError,
} from './scenarios/format/index.ts';
export type { Measurements } from './sim/measurements.ts';
export type { Scenario } from './sim/scenario.ts';
export { simulate } from './sim/simulate.ts';
