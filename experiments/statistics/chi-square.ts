/** The chi-square law with `df` > 0 degrees of freedom, and Pearson's statistic. */
import { upperGamma } from './incomplete-gamma.ts';

/** P(X > x), tails included: the p-value of a chi-square test. */
export function chiSquareUpperTail(x: number, df: number): number {
  return upperGamma(df / 2, x / 2);
}

/** The critical value: the x with P(X > x) = level, 0 < level < 1; relative error about 1e-12. */
export function chiSquareCritical(level: number, df: number): number {
  let low = 0;
  let high = df + 1;
  while (chiSquareUpperTail(high, df) > level) high *= 2;
  while (high - low > high * 1e-13) {
    const middle = (low + high) / 2;
    if (chiSquareUpperTail(middle, df) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Pearson's Σ(observed − expected)²/expected over expected > 0.
 *
 * Only for independent counts: authority answers, never requests behind one cache (model.md part 6).
 */
export function pearson(observed: readonly number[], expected: readonly number[]): number {
  return observed.reduce((sum, count, i) => {
    const e = expected[i] as number;
    return e > 0 ? sum + ((count - e) * (count - e)) / e : sum;
  }, 0);
}
