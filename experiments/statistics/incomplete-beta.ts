import { continuedFraction } from './continued-fraction.ts';
import { logGamma } from './log-gamma.ts';

/**
 * The regularised incomplete beta function I_x(a, b), 0 to 1; a, b > 0, 0 ≤ x ≤ 1. Relative error about
 * 1e-13 where it is small (Numerical Recipes, section 6.4).
 *
 * @param complement 1 − x, where the caller knows it more precisely
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const scale = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(complement),
  );
  return x < (a + 1) / (a + b + 2)
    ? (scale * fraction(x, a, b)) / a
    : 1 - (scale * fraction(complement, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  return continuedFraction((n) => [n === 1 ? 1 : coefficient(n - 1, x, a, b), 1]);
}

function coefficient(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  return n % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}
