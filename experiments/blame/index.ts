import { BY_PLACE } from '../../sim/metrics/unpredicted.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { BlamedPart, Measured, Result } from '../result.ts';
import type { Blame, BlamedCause, Prediction } from './blamed.ts';
import { predictionOf } from './predictions.ts';
import { isFixed } from './ranked.ts';
import {
  type Change,
  isFixedByClients,
  withoutContent,
  withoutFixedOrder,
  withoutKept,
  withoutOrder,
  withoutSorting,
} from './removals.ts';

export type { Blame, BlamedCause } from './blamed.ts';

const UNTOLD = 'without expected CV² the causes of a group cannot be told apart';
const NO_SCENARIO = 'the scenario is not at hand';

/**
 * Ranks the causes of a result's skew.
 *
 * @param scenario that was run; null: it is not at hand, so that nothing can be said of what is without a cause
 */
export function blame(result: Result, scenario: Scenario | null): Blame {
  const { whole } = result.skew;
  const reason = whole.expectedCvSquaredReason;
  const parts = result.skew.blamed ?? [];
  const causes = parts.map((part): BlamedCause => {
    const change = reason === BY_PLACE || scenario === null ? null : changeFor(part, scenario);
    return {
      ...part,
      removal: change && { set: change.set },
      without: withoutIt(part, parts, result, scenario, change),
      checked: null,
    };
  });
  return {
    scenario: { name: result.scenario.name, hash: result.scenario.hash },
    cvSquared: whole.cvSquared,
    expectedCvSquared: whole.expectedCvSquared,
    peakToMean: whole.peakToMean,
    reason,
    causes,
  };
}

/** How a cause is removed; null: nothing to write removes it. */
function changeFor({ cause, group }: BlamedPart, scenario: Scenario): Change | null {
  if (group === null) return null;
  const { name } = group;
  const client = scenario.clients.find((one) => one.name === name);
  if (cause === 'order') return withoutOrder(scenario, name);
  if (cause === 'content') return withoutContent(scenario, name);
  if (cause === 'kept') return something(client ? withoutKept(scenario, client) : null);
  if (group.kind === 'resolvers')
    return isFixed(scenario, name) ? withoutFixedOrder(scenario, name) : null;
  return something(client && isFixedByClients(client) ? withoutSorting(scenario, client) : null);
}

const something = (change: Change | null) =>
  change === null || change.set.length === 0 ? null : change;

function withoutIt(
  part: BlamedPart,
  parts: readonly BlamedPart[],
  result: Result,
  scenario: Scenario | null,
  change: Change | null,
): BlamedCause['without'] {
  if (scenario === null) return { reason: NO_SCENARIO };
  if (change === null) return { reason: part.group === null ? 'chance stays' : UNTOLD };
  return predictionOf(part, parts, result, scenario, change.scenario);
}

/** The scenario without a cause; null: nothing removes it. */
export function without(cause: BlamedCause, scenario: Scenario): Scenario | null {
  return changeFor(cause, scenario)?.scenario ?? null;
}

/** A cause, and what a run without it measured. */
export function checkedBy(cause: BlamedCause, { skew }: Result): BlamedCause {
  const { cvSquared, peakToMean } = skew.whole;
  const predicted = 'reason' in cause.without ? null : cause.without;
  return {
    ...cause,
    checked: { cvSquared, peakToMean, standardErrors: apart(cvSquared, predicted) },
  };
}

function apart(measured: Measured, predicted: Prediction | null): number | null {
  if (measured?.sd == null || predicted === null) return null;
  const errors = [measured, predicted.cvSquared].map(({ sd, n }) =>
    sd === null || n === 0 ? 0 : sd / Math.sqrt(n),
  );
  const error = Math.sqrt(errors.reduce((sum, one) => sum + one * one, 0));
  return error === 0 ? null : (measured.mean - predicted.cvSquared.mean) / error;
}
