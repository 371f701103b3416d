/** How many independent draws a chi-square test needs (validation, part 4.7). */
import { chiSquareCritical, chiSquareUpperTail } from './chi-square.ts';
import { logGamma } from './log-gamma.ts';

/**
 * P(X > x) for a noncentral chi-square: a Poisson mixture of central ones (Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions 2, chapter 29).
 *
 * @param noncentrality Σ(expected under the truth − expected under the null)²/expected under the null
 */
export function noncentralUpperTail(x: number, df: number, noncentrality: number): number {
  const half = noncentrality / 2;
  const reach = 12 * Math.sqrt(half) + 40;
  let sum = 0;
  for (let j = Math.max(0, Math.floor(half - reach)); j <= half + reach; j++) {
    sum +=
      Math.exp(j * Math.log(half) - half - logGamma(j + 1)) * chiSquareUpperTail(x, df + 2 * j);
  }
  return sum;
}

/**
 * Authority answers needed to notice, with probability `power`, that one of `backends` equal backends gets
 * 1 + `off` times its part and the others share the difference evenly: the noncentrality of n answers is
 * n·off²/(N−1).
 *
 * @param level of the test, such as 1e-6
 */
export function answersToDetect(
  backends: number,
  off: number,
  level: number,
  power: number,
): number {
  const df = backends - 1;
  const critical = chiSquareCritical(level, df);
  let low = 0;
  let high = 1;
  while (noncentralUpperTail(critical, df, high) < power) high *= 2;
  while (high - low > high * 1e-12) {
    const middle = (low + high) / 2;
    if (noncentralUpperTail(critical, df, middle) < power) low = middle;
    else high = middle;
  }
  return Math.ceil((high * df) / (off * off));
}
