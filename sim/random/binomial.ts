import { logFactorial } from './log-factorial.ts';
import type { Stream } from './stream.ts';

/**
 * A binomial variate: successes in `n` trials of chance `p`. By inversion when few are expected, else by
 * the transformed rejection BTRS of Hörmann ("The generation of binomial random variates", 1993).
 */
export function binomial(n: number, p: number, stream: Stream): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p, stream);
  return n * p < 10 ? byInversion(n, p, stream) : byRejection(n, p, stream);
}

function byInversion(n: number, p: number, stream: Stream): number {
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let rest = stream.open();
  let k = 0;
  while (rest > chance && k < n) {
    rest -= chance;
    k += 1;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}

function byRejection(n: number, p: number, stream: Stream): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * p);
  const logOdds = Math.log(p / (1 - p));
  for (;;) {
    const u = stream.open() - 0.5;
    const v = stream.open();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const height = Math.log((v * alpha) / (a / (us * us) + b));
    const bound =
      logFactorial(mode) +
      logFactorial(n - mode) -
      logFactorial(k) -
      logFactorial(n - k) +
      (k - mode) * logOdds;
    if (height <= bound) return k;
  }
}

/** Throws `n` balls at shares that sum to 1 (or all 0: nothing lands) into `out`. */
export function multinomial(
  n: number,
  shares: Float64Array,
  stream: Stream,
  out: Float64Array,
): void {
  let left = n;
  let mass = shares.reduce((sum, share) => sum + share, 0);
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i] as number;
    const hits = mass > 0 ? binomial(left, Math.min(1, share / mass), stream) : 0;
    out[i] = hits;
    left -= hits;
    mass -= share;
  }
}
