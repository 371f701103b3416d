import * as z from 'zod/mini';
import { duration, real, type Seconds } from '../settings.ts';
import { lawPlugin } from './law.ts';

/** Exponential of mean `means[0]` with chance `p`, else of mean `means[1]`. */
interface Mixture {
  readonly p: number;
  readonly means: readonly [Seconds, Seconds];
}

const HINT = 'expected { mean, cv } or { p, means: [a, b] }';

const settings = z.union(
  [
    z.pipe(
      z.strictObject({ mean: duration, cv: real(1, 1000) }),
      z.transform(({ mean, cv }) => balanced(mean, cv * cv)),
    ),
    z.pipe(
      z.strictObject({
        p: real(0, 1),
        means: z.tuple([duration, duration], { error: 'expected two durations' }),
      }),
      z.transform((mixture): Mixture => mixture),
    ),
  ],
  { error: HINT },
);

export const hyperexponential = lawPlugin({
  name: 'hyperexponential',
  summary:
    'One of two exponentials, short or long: burstier than one. By mean and CV (≥ 1) with balanced means, or by hand.',
  settings,
  mean: meanOf,
  cvSquared: ({ p, means: [a, b] }) => {
    const mean = meanOf({ p, means: [a, b] });
    return mean > 0 ? (2 * (p * a * a + (1 - p) * b * b)) / (mean * mean) - 1 : 0;
  },
  sampler:
    ({ p, means: [a, b] }, stream) =>
    () =>
      (stream.uniform() < p ? a : b) * stream.exponential(),
  quantile: (mixture) => (u) => quantile(mixture, u),
  covering: ({ p, means: [a, b] }, stream) => {
    const chance = (p * a) / meanOf({ p, means: [a, b] });
    return () =>
      (stream.uniform() < chance ? a : b) * (stream.exponential() + stream.exponential());
  },
});

function meanOf({ p, means: [a, b] }: Mixture): Seconds {
  return p * a + (1 - p) * b;
}

/**
 * Balanced means, p·a = (1−p)·b: each branch brings half of the time (Morse, Queues, Inventories and Maintenance,
 * 1958). Then p = (1 + √((c²−1)/(c²+1)))/2.
 */
function balanced(mean: Seconds, cvSquared: number): Mixture {
  const p = (1 + Math.sqrt((cvSquared - 1) / (cvSquared + 1))) / 2;
  return { p, means: [mean / (2 * p), mean / (2 * (1 - p))] };
}

/** More steps than Newton's method needs from where it begins. */
const STEPS = 60;
const PRECISION = 1e-14;

/**
 * The logarithm of P(X > x) is convex: Newton's method nears the root from below once it begins there, at the
 * greater of the two quantiles that each branch alone would give.
 */
function quantile({ p, means: [a, b] }: Mixture, u: number): Seconds {
  const target = Math.log1p(-u);
  let x = 0;
  if (p > 0) x = Math.max(x, a * (Math.log(p) - target));
  if (p < 1) x = Math.max(x, b * (Math.log1p(-p) - target));
  if (a === 0 || b === 0) return x;
  for (let i = 0; i < STEPS; i++) {
    const first = p * Math.exp(-x / a);
    const second = (1 - p) * Math.exp(-x / b);
    const tail = first + second;
    const step = ((Math.log(tail) - target) * tail) / (first / a + second / b);
    if (!(step > PRECISION * x)) break;
    x += step;
  }
  return x;
}
