/** Whether an estimate lies within limits: yes, no, or not known yet. */
import { interval } from '../estimate.ts';
import type { Estimate, ExpectationResult } from '../result.ts';

export type Judgement = Pick<ExpectationResult, 'verdict' | 'reason' | 'replicationsNeeded'>;

export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/** More replications than anybody runs: the number is on the limit itself. */
const MOST_REPLICATIONS = 10_000;

/**
 * *Met*: the whole 95 % interval is within the limits. *Failed*: the interval at 1 − 0.05/`of` is wholly outside
 * them, so that of as many expectations as there are not one in twenty files fails by chance. Else not known.
 *
 * @param of expectations that are judged together
 */
export function judge(estimate: Estimate, limits: Limits, of: number): Judgement {
  const { mean, sd, n, low, high } = estimate;
  if (sd === null || low === null || high === null) {
    return unknown('one replication gives no interval', Math.max(2, n + 1));
  }
  if (isWithin(low, limits) && isWithin(high, limits)) return met;
  const wide = interval(mean, sd, n, 1 - 0.05 / of);
  const { low: least, high: most } = wide as { low: number; high: number };
  if (limits.high !== null && least > limits.high) return failed(null);
  if (limits.low !== null && most < limits.low) return failed(null);
  const distance = Math.min(
    ...[limits.low, limits.high]
      .filter((limit) => limit !== null)
      .map((limit) => Math.abs(mean - limit)),
  );
  const half = (high - low) / 2;
  const needed =
    distance > 0 ? Math.max(n + 1, Math.ceil(n * (half / distance) * (half / distance))) : Infinity;
  return unknown(
    needed > MOST_REPLICATIONS ? 'it is on the limit' : null,
    needed > MOST_REPLICATIONS ? null : needed,
  );
}

export const met: Judgement = { verdict: 'met', reason: null, replicationsNeeded: null };

export function failed(reason: string | null): Judgement {
  return { verdict: 'failed', reason, replicationsNeeded: null };
}

export function unknown(
  reason: string | null,
  replicationsNeeded: number | null = null,
): Judgement {
  return { verdict: 'inconclusive', reason, replicationsNeeded };
}

function isWithin(value: number, { low, high }: Limits): boolean {
  return (low === null || value >= low) && (high === null || value <= high);
}
