/** CV² without a cause: from the sums of the run where those are exact, else from theory for the scenario without it. */
import { byName } from '../../sim/plugin.ts';
import { orders } from '../../sim/resolvers/orders/index.ts';
import type { ResolverGroup, Scenario } from '../../sim/scenario.ts';
import { interval } from '../estimate.ts';
import { expectedSkew } from '../explain/expected-skew.ts';
import { settingOf } from '../explain/setting.ts';
import type { BlamedPart, Estimate, Result } from '../result.ts';
import type { Prediction } from './blamed.ts';
import { added } from './ranked.ts';

/**
 * @param scenario as it was run, and without the part
 * @param parts all, of expected CV²
 */
export function predictionOf(
  part: BlamedPart,
  parts: readonly BlamedPart[],
  result: Result,
  scenario: Scenario,
  changed: Scenario,
): Prediction | { readonly reason: string } {
  const gone = removedWith(part, parts, scenario);
  if (gone !== null) {
    const left = parts.filter((one) => !gone.includes(one)).map(({ cvSquared }) => cvSquared);
    return withPeak(added(left), result, 'run');
  }
  const predicted = expectedSkew(settingOf(changed));
  if ('reason' in predicted) return predicted;
  const { durationSeconds, warmupSeconds } = result.scenario;
  const mean = predicted(durationSeconds - warmupSeconds);
  return withPeak(interval(mean, null, 0), result, 'theory');
}

/** The parts that go when one is removed and nothing else changes; null: other things change with it. */
function removedWith(
  part: BlamedPart,
  parts: readonly BlamedPart[],
  scenario: Scenario,
): BlamedPart[] | null {
  if (part.group === null) return null;
  const { name } = part.group;
  if (part.cause === 'order') {
    // Who asks it would keep the orders it gives.
    return scenario.resolvers.some(({ upstream }) => upstream !== null) ? null : [part];
  }
  if (part.cause === 'kept') {
    const client = scenario.clients.find((group) => group.name === name);
    const asked = scenario.resolvers.filter((group) =>
      client?.resolvers.some((used) => used.group === group.name),
    );
    // With more look-ups more would share an answer: that is nothing only if answers say nothing and orders are fresh.
    const isAlone =
      scenario.resolvers.every(({ upstream }) => upstream === null) &&
      asked.every(isFresh) &&
      parts.every(
        ({ cause, cvSquared }) => cause !== 'content' || Math.abs(cvSquared?.mean ?? 0) < 1e-12,
      );
    return isAlone ? [part] : null;
  }
  if (part.cause === 'content') {
    const isAlone =
      scenario.resolvers.length === 1 &&
      scenario.resolvers.every(
        ({ behaviour, latency }) => behaviour.minTtl === 0 && latency.upstream === null,
      ) &&
      scenario.clients.every(
        ({ behaviour: { dns } }) => dns.kind === 'none' || dns.kind === 'fixed',
      );
    return isAlone ? parts.filter(({ cause }) => cause === 'content' || cause === 'order') : null;
  }
  return null;
}

/** Whether every response is arranged anew and at random. */
function isFresh({ behaviour }: ResolverGroup): boolean {
  return [behaviour.orderOnMiss, behaviour.orderOnHit].every(({ name, settings }) => {
    const order = byName(orders, name);
    return order.memoryless && !order.countedPer?.(settings) && name !== 'shuffleNaive';
  });
}

/** A peak goes with the root of CV²: as far above 1 as before, in that measure. */
function withPeak(cvSquared: Estimate, { skew }: Result, by: Prediction['by']): Prediction {
  const { peakToMean, cvSquared: now } = skew.whole;
  const isKnown = peakToMean !== null && now !== null && now.mean > 0;
  return {
    cvSquared,
    peakToMean: isKnown
      ? 1 + (peakToMean.mean - 1) * Math.sqrt(Math.max(0, cvSquared.mean) / now.mean)
      : null,
    by,
  };
}
