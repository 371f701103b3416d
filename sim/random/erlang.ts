import * as z from 'zod/mini';
import { duration, whole } from '../settings.ts';
import { lawPlugin } from './law.ts';
import { logFactorial } from './log-factorial.ts';
import { normalQuantile } from './normal-quantile.ts';
import type { Stream } from './stream.ts';

export const erlang = lawPlugin({
  name: 'erlang',
  summary: 'A sum of k equal exponential parts with the given mean: steadier than one, CV 1/√k.',
  settings: z.strictObject({ mean: duration, k: whole(1, 1000) }),
  mean: ({ mean }) => mean,
  cvSquared: ({ mean, k }) => (mean > 0 ? 1 / k : 0),
  sampler: ({ mean, k }, stream) => sums(k, mean / k, stream),
  quantile: ({ mean, k }) => {
    const part = mean / k;
    return (u) => part * standardQuantile(k, u);
  },
  covering: ({ mean, k }, stream) => sums(k + 1, mean / k, stream),
});

function sums(parts: number, mean: number, stream: Stream): () => number {
  return () => {
    let sum = 0;
    for (let i = 0; i < parts; i++) sum += stream.exponential();
    return mean * sum;
  };
}

/** More steps than Newton's method needs from where it begins. */
const STEPS = 60;
const PRECISION = 1e-14;

/**
 * The quantile for parts of mean 1, by Newton's method on the logarithm of the nearer tail, which is concave: from
 * its second step on the method nears the root from one side. It begins at the approximation of Wilson and
 * Hilferty (1931), for the lowest part at the first term of the series.
 */
function standardQuantile(k: number, u: number): number {
  if (u <= 0) return 0;
  if (k === 1) return -Math.log1p(-u);
  const lower = u < 0.5;
  const target = lower ? Math.log(u) : Math.log1p(-u);
  const cube = 1 - 1 / (9 * k) + normalQuantile(u) / (3 * Math.sqrt(k));
  let x = cube > 0.1 ? k * cube * cube * cube : Math.exp((target + logFactorial(k)) / k);
  for (let i = 0; i < STEPS; i++) {
    const logDensity = (k - 1) * Math.log(x) - x - logFactorial(k - 1);
    const tail = lower ? lowerOverDensity(k, x) : upperOverDensity(k, x);
    const excess = logDensity + Math.log(tail) - target;
    const step = lower ? -excess * tail : excess * tail;
    x += step;
    if (Math.abs(step) <= PRECISION * x) break;
  }
  return x;
}

/** P(X > x) over the density at x: 1 + (k−1)/x + (k−1)(k−2)/x² + … */
function upperOverDensity(k: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let i = k - 1; i > 0; i--) {
    term *= i / x;
    sum += term;
  }
  return sum;
}

/** P(X ≤ x) over the density at x: x/k + x²/(k(k+1)) + … */
function lowerOverDensity(k: number, x: number): number {
  let term = x / k;
  let sum = term;
  for (let i = k + 1; term > PRECISION * sum; i++) {
    term *= x / i;
    sum += term;
  }
  return sum;
}
