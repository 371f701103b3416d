/** How a scenario is read: YAML in, a study or every problem out. */

export { scenarioJsonSchema } from './json-schema.ts';
export { loadScenario } from './load.ts';
export { type ParseOptions, parseScenario } from './parse.ts';
export { formatProblems, type Problem, ScenarioError } from './problem.ts';
export { type ReadText, UnreadableError } from './reader.ts';
