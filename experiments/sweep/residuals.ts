/** What each replication adds to the error of a number. */
import type { Samples } from '../estimate.ts';

export interface Deviating {
  readonly value: number;
  /** By replication; their mean is 0. Null where replications alone tell nothing. */
  readonly residuals: readonly number[] | null;
}

/** R = ΣY/ΣX and (Y − R·X)/X̄ of each replication; null without an X. */
export function ratioOf({ ys, xs }: Samples): Deviating | null {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const x = sum(xs);
  if (x === 0) return null;
  const value = sum(ys) / x;
  const residuals = ys.map((y, r) => ((y - value * (xs[r] as number)) * xs.length) / x);
  return { value, residuals };
}

/** What leaving a replication out moves, as if it were that replication's own deviation (Tukey's pseudo-values). */
export function pseudo(without: readonly number[] | null): number[] | null {
  if (without === null) return null;
  const n = without.length;
  const mean = without.reduce((sum, one) => sum + one, 0) / n;
  return without.map((one) => (n - 1) * (mean - one));
}
