/**
 * Whether a result still says what was accepted. With the same version, scenario and seed, number by number to the
 * last bit. Otherwise as two one-sided tests would (Schuirmann, J. Pharmacokin. Biopharm. 15, 1987): the *same* when
 * the interval of the difference lies within ±δ, *different* when it lies wholly outside, else not known yet.
 */
import { welch } from '../compare.ts';
import { interval } from '../estimate.ts';
import type { Estimate, Measured, Result } from '../result.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { changedSettings, type Difference, differences } from './exactly.ts';
import { judgeLoads } from './loads.ts';
import { acceptedMean, toleratedIn } from './tolerated.ts';

export type Likeness = 'same' | 'different' | 'inconclusive';

/** One number beside the accepted one. */
export interface Likened {
  readonly path: string;
  readonly what: string;
  readonly likeness: Likeness;
  readonly baseline: number | null;
  readonly result: number | null;
  /** Result less baseline. */
  readonly difference: Measured;
  /** The largest difference that is none. */
  readonly delta: number;
  /** Why, where the numbers alone do not say. */
  readonly reason: string | null;
}

export interface BaselineJudgement {
  readonly likeness: Likeness;
  /** Version, seed or scenario that are not those of the baseline; empty: compared to the last bit. */
  readonly changed: readonly Difference[];
  /** Numbers that are not the same to the last bit; empty unless compared so. */
  readonly differences: readonly Difference[];
  /** Empty when compared to the last bit, or the same to it in spite of what has changed. */
  readonly numbers: readonly Likened[];
}

export function judgeBaseline(baseline: Baseline, result: Result): BaselineJudgement {
  const changed = changedSettings(baseline, result);
  if (changed.length === 0) {
    const found = differences(baseline, result);
    const likeness = found.length > 0 ? 'different' : 'same';
    return { likeness, changed, differences: found, numbers: [] };
  }
  // A comment or a new key with its default: the same experiment under another hash.
  if (differences(baseline, result).length === 0)
    return { likeness: 'same', changed, differences: [], numbers: [] };
  const tolerated = toleratedIn(result);
  const gone = Object.keys(baseline.deviations).filter(
    (path) => !tolerated.some((one) => one.path === path),
  );
  const of = tolerated.length + 1;
  const numbers = [
    ...tolerated.map(({ path, what, estimate, delta }) => ({
      path,
      what,
      ...liken(accepted(baseline, path), estimate, delta(baseline.numbers), of),
    })),
    ...gone.map((path) => ({
      path,
      what: path,
      likeness: 'different' as const,
      baseline: baseline.numbers[path] ?? null,
      result: null,
      difference: null,
      delta: 0,
      reason: 'there is no such number any more',
    })),
    judgeLoads(baseline, baselineOf(result)),
  ];
  return { likeness: worst(numbers), changed, differences: [], numbers };
}

/** A number as it was accepted. */
function accepted({ numbers, deviations, settings }: Baseline, path: string): Measured {
  const mean = acceptedMean(numbers, path);
  if (mean === null) return null;
  return { mean, sd: deviations[path] ?? null, low: null, high: null, n: settings.replications };
}

function liken(
  before: Measured,
  after: Measured,
  delta: number,
  of: number,
): Omit<Likened, 'path' | 'what'> {
  const sides = { baseline: before?.mean ?? null, result: after?.mean ?? null, delta };
  if (!before && !after) return { ...sides, likeness: 'same', difference: null, reason: null };
  if (!before || !after) {
    const reason = before ? 'there is no such number any more' : 'the baseline has no such number';
    return { ...sides, likeness: 'different', difference: null, reason };
  }
  const difference = welch(before, after);
  return { ...sides, difference, ...verdictOn(difference, delta, of) };
}

function verdictOn(
  { mean, sd, low, high, n }: Estimate,
  delta: number,
  of: number,
): Pick<Likened, 'likeness' | 'reason'> {
  if (low === null || high === null)
    return mean === 0
      ? { likeness: 'same', reason: null }
      : { likeness: 'inconclusive', reason: 'one replication gives no interval' };
  if (low >= -delta && high <= delta) return { likeness: 'same', reason: null };
  const wide = interval(mean, sd, n, 1 - 0.05 / of) as { low: number; high: number };
  if (wide.low > delta || wide.high < -delta) return { likeness: 'different', reason: null };
  return { likeness: 'inconclusive', reason: 'more replications would decide' };
}

function worst(numbers: readonly { readonly likeness: Likeness }[]): Likeness {
  for (const likeness of ['different', 'inconclusive'] as const)
    if (numbers.some((number) => number.likeness === likeness)) return likeness;
  return 'same';
}
