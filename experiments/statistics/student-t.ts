/** Student's t law with `df` > 0 degrees of freedom. */

import { normalQuantile } from '../../sim/random/normal-quantile.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { logGamma } from './log-gamma.ts';

/** P(T > t), tails included. */
export function tUpperTail(t: number, df: number): number {
  const whole = df + t * t;
  const tail = incompleteBeta(df / whole, df / 2, 0.5, (t * t) / whole) / 2;
  return t >= 0 ? tail : 1 - tail;
}

/** P(T ≤ t). */
export function tCdf(t: number, df: number): number {
  return tUpperTail(-t, df);
}

/** The t with P(T ≤ t) = p, 0 < p < 1; relative error below 1e-12 up to 1,000 degrees of freedom, 1e-9 to 1e6. */
export function tQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, df);
  // The tail is convex and the normal's is lighter: Newton from there climbs to the answer and never past it.
  let t = normalQuantile(p);
  for (let round = 0; round < 200; round++) {
    const step = (tUpperTail(t, df) - (1 - p)) / density(t, df);
    t += step;
    if (step <= t * 1e-14) break;
  }
  return t;
}

function density(t: number, df: number): number {
  const log = logGamma((df + 1) / 2) - logGamma(df / 2) - Math.log(df * Math.PI) / 2;
  return Math.exp(log - ((df + 1) / 2) * Math.log1p((t * t) / df));
}
