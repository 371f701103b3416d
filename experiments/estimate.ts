/** Estimates over replications: means, ratios and their confidence intervals (model.md part 6). */
import type { Estimate, Measured } from './result.ts';
import { tQuantile } from './statistics/student-t.ts';

/** One number per replication for the numerator and the denominator of a ratio. */
export interface Samples {
  readonly ys: readonly number[];
  readonly xs: readonly number[];
}

/**
 * R = ΣY/ΣX with the standard error of the residuals Y − R·X and Student's t with n − 1 degrees of freedom
 * (Cochran, Sampling Techniques, chapter 6). With X = 1 throughout it is the plain mean. `sd` is the standard
 * deviation of the residuals over mean X, so that the half-width is t·sd/√n.
 *
 * @param confidence of the interval, 0 to 1
 * @returns null when ΣX is 0: there was nothing to measure
 */
export function estimateRatio({ ys, xs }: Samples, confidence = 0.95): Measured {
  const n = xs.length;
  const total = xs.reduce((sum, x) => sum + x, 0);
  if (total === 0) return null;
  // From the first ratio on, corrected by the rest: equal replications give exactly their value, sd exactly 0.
  const first = xs.findIndex((x) => x !== 0);
  const start = (ys[first] as number) / (xs[first] as number);
  const mean = start + ys.reduce((sum, y, r) => sum + (y - start * (xs[r] as number)), 0) / total;
  const squares = ys.reduce((sum, y, r) => {
    const residual = y - mean * (xs[r] as number);
    return sum + residual * residual;
  }, 0);
  return interval(mean, n < 2 ? null : Math.sqrt(squares / (n - 1)) / (total / n), n, confidence);
}

/**
 * A number of sums over replications, with Tukey's jackknife: the spread of its values when each replication is
 * left out in turn (Efron, The Jackknife, the Bootstrap and Other Resampling Plans, chapter 3).
 *
 * @param value null when the sums do not give it; there is no interval if that happens with one left out
 */
export function estimatePooled(
  samples: readonly Float64Array[],
  value: (sums: Float64Array) => number | null,
  confidence = 0.95,
): Measured {
  const n = samples.length;
  const { whole, without } = leaveOneOut(samples, value);
  if (whole === null) return null;
  if (without === null) return interval(whole, null, n, confidence);
  const mean = without.reduce((sum, one) => sum + one, 0) / n;
  const squares = without.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return interval(whole, Math.sqrt((n - 1) * squares), n, confidence);
}

/** The number of all sums, and of all but one in turn: null where that cannot be had. */
export function leaveOneOut(
  samples: readonly Float64Array[],
  value: (sums: Float64Array) => number | null,
): { readonly whole: number | null; readonly without: readonly number[] | null } {
  const total = new Float64Array(samples[0]?.length ?? 0);
  for (const sample of samples)
    for (let k = 0; k < total.length; k++) total[k] = at(total, k) + at(sample, k);
  const whole = value(total);
  if (whole === null || samples.length < 2) return { whole, without: null };
  const without = samples.map((sample) => value(total.map((sum, k) => sum - at(sample, k))));
  return { whole, without: without.includes(null) ? null : (without as number[]) };
}

const at = (values: Float64Array, k: number) => values[k] as number;

/** Mean of one number per replication; null when there is none. */
export function estimateMean(values: readonly number[], confidence = 0.95): Measured {
  return estimateRatio({ ys: values, xs: values.map(() => 1) }, confidence);
}

/**
 * mean ± t·sd/√n with n − 1 degrees of freedom.
 *
 * @param sd standard deviation of one replication; null, as with one replication: no interval
 */
export function interval(mean: number, sd: number | null, n: number, confidence = 0.95): Estimate {
  if (sd === null || n < 2) return { mean, sd: null, low: null, high: null, n };
  const half = (criticalT(n - 1, confidence) * sd) / Math.sqrt(n);
  return { mean, sd, low: mean - half, high: mean + half, n };
}

const criticals = new Map<string, number>();

/** Two-sided critical value of Student's t, remembered: a document needs one of them thousands of times. */
function criticalT(df: number, confidence: number): number {
  const key = `${df}/${confidence}`;
  const known = criticals.get(key) ?? tQuantile((1 + confidence) / 2, df);
  criticals.set(key, known);
  return known;
}
