import { needsRequests } from '../../../sim/counts/needs.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import type { Context } from './context.ts';

/** The detail in force; `counts` is refused at every line that it cannot run. Decided from the scenario alone. */
export function resolveDetail(
  asked: ScenarioInput['detail'],
  scenario: Omit<Scenario, 'detail'>,
  context: Context,
): Scenario['detail'] {
  // What a mistake left behind is no scenario to judge.
  if (asked !== 'counts' || context.objections > 0) return 'requests';
  for (const { path, reason } of needsRequests(scenario))
    context.wrong(
      path,
      `detail: counts cannot run ${path.findLast((key) => typeof key === 'string')}: ${reason}; write detail: requests, or auto`,
    );
  return 'counts';
}
