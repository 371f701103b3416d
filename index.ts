/** The library: read a scenario, run it, look at the result. */
export {
  type Baseline,
  baselineOf,
  type Difference,
  differences,
  type RunOptions,
  run,
} from './experiments/index.ts';
export type * from './experiments/result.ts';
export type { Note, Study } from './experiments/study.ts';
export { renderCharts } from './reports/render-charts.ts';
export {
  formatProblems,
  loadScenario,
  type ParseOptions,
  type Problem,
  parseScenario,
  ScenarioError,
  scenarioJsonSchema,
} from './scenarios/format/index.ts';
export type { Measurements } from './sim/measurements.ts';
export type { Scenario } from './sim/scenario.ts';
export { simulate } from './sim/simulate.ts';
