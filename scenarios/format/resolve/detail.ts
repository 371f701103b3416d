import { needsRequests } from '../../../sim/counts/needs.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import type { Context } from './context.ts';

/**
 * The detail in force: `auto` is counts where they can be, and `counts` is refused at every line that it cannot run.
 * Decided from the scenario alone.
 */
export function resolveDetail(
  asked: ScenarioInput['detail'],
  scenario: Omit<Scenario, 'detail'>,
  isSound: boolean,
  context: Context,
): Scenario['detail'] {
  // What a mistake left behind is no scenario to judge.
  if (asked === 'requests' || !isSound || context.objections > 0) return 'requests';
  const needs = needsRequests(scenario);
  if (asked === 'auto') return needs.length === 0 ? 'counts' : 'requests';
  for (const { path, reason } of needs)
    context.wrong(
      path,
      `detail: counts cannot run ${path.findLast((key) => typeof key === 'string')}: ${reason}; write detail: requests, or auto`,
    );
  return 'counts';
}
