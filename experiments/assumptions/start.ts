import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

/** How the state at time 0 was had (model.md part 3). */
export function startAssumption({ start, history, clients }: Scenario, leadIn: number): Assumption {
  const pools = clients.some(({ behaviour }) => behaviour.pool?.idle === Number.POSITIVE_INFINITY);
  return {
    about: 'start',
    text:
      start === 'cold'
        ? 'cold: every cache begins empty and TTL phases are locked together, so curves after an event at a fixed time are wrong, not noisy'
        : `stationary: caches begin from their closed forms${leadIn > 0 ? `, then ${leadIn} s run unrecorded` : ''}` +
          (pools ? `; choices without an end were made within ${history} s before` : ''),
    source: 'skew53, how a run starts',
  };
}
