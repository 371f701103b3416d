import { keepsStoredOrder } from '../../sim/metrics/unpredicted.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Measured, Result } from '../result.ts';
import type { Blame, BlamedCause, Prediction } from './blamed.ts';
import { predictionOf } from './predictions.ts';
import { type Part, partsByGroup, partsMeasured } from './ranked.ts';
import {
  type Change,
  isFixedByClients,
  withoutContent,
  withoutFixedOrder,
  withoutKept,
  withoutOrder,
  withoutSorting,
} from './removals.ts';
import { inWords } from './words.ts';

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
  const parts = reason === null ? partsByGroup(result) : partsMeasured(result, culprits(scenario));
  const all = reason === null ? whole.expectedCvSquared : whole.cvSquared;
  const causes = parts
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .map((part): BlamedCause => {
      const change = scenario && changeFor(part, scenario);
      return {
        ...part,
        says: inWords(part, result, scenario),
        share: all === null || all.mean === 0 ? 0 : part.cvSquared.mean / all.mean,
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

/** Chance comes last, whatever it weighs. */
const weightOf = ({ cause, cvSquared }: Part) =>
  cause === 'chance' ? Number.NEGATIVE_INFINITY : cvSquared.mean;

/** Whether clients or resolvers arrange addresses in a way that no repetition averages out. */
function culprits(scenario: Scenario | null): 'clients' | 'resolvers' {
  if (scenario === null || scenario.clients.some(isFixedByClients)) return 'clients';
  return scenario.resolvers.some((group) => isFixed(scenario, group.name))
    ? 'resolvers'
    : 'clients';
}

function isFixed(scenario: Scenario, name: string): boolean {
  const ordered = scenario.zones.some(({ order }) => order === 'fixed');
  const group = scenario.resolvers.find((one) => one.name === name);
  return group !== undefined && keepsStoredOrder(group.behaviour, ordered);
}

/** How a cause is removed; null: nothing to write removes it. */
function changeFor({ cause, group }: Part, scenario: Scenario): Change | null {
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
  part: Part,
  parts: readonly Part[],
  result: Result,
  scenario: Scenario | null,
  change: Change | null,
): BlamedCause['without'] {
  if (scenario === null) return { reason: NO_SCENARIO };
  if (change === null) return { reason: part.group === null ? 'chance stays' : UNTOLD };
  return predictionOf(part, parts, result, scenario, change.scenario);
}

/** The scenario without a cause; null: nothing removes it. */
export function without(
  { cause, group, cvSquared }: BlamedCause,
  scenario: Scenario,
): Scenario | null {
  return changeFor({ cause, group, cvSquared }, scenario)?.scenario ?? null;
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
