import { verdictOf } from '../../experiments/tested.ts';
import type { TestReporter } from './reporter.ts';

export const json: TestReporter = {
  name: 'json',
  summary: 'verdicts, expectations and differences for a program',
  render({ scenarios, untested }) {
    const document = {
      scenarios: scenarios.map((tested) => ({
        file: tested.file,
        name: tested.result.scenario.name,
        verdict: verdictOf(tested),
        expectations: tested.result.expectations,
        baseline: tested.baseline,
      })),
      untested,
    };
    return JSON.stringify(document, null, 2);
  },
};
