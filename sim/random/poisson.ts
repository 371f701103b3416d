import { logFactorial } from './log-factorial.ts';
import type { Stream } from './stream.ts';

/** Below this mean, counting up from 0 is faster than rejection. */
const FEW = 10;

/**
 * A Poisson variate: how many events of a Poisson process of that mean there are. By inversion when few are
 * expected, else by the transformed rejection PTRS of Hörmann ("The transformed rejection method for generating
 * Poisson random variables", Insurance: Mathematics and Economics 12, 1993).
 *
 * @param mean 0 or more; below 2⁵⁰, so that counts stay exact
 */
export function poisson(mean: number, stream: Stream): number {
  if (!(mean > 0)) return 0;
  return mean < FEW ? byInversion(mean, stream) : byRejection(mean, stream);
}

function byInversion(mean: number, stream: Stream): number {
  let chance = Math.exp(-mean);
  let rest = stream.open();
  let k = 0;
  // The chances of more than 200 sum to less than the finest step of `open`.
  while (rest > chance && k < 200) {
    rest -= chance;
    k += 1;
    chance *= mean / k;
  }
  return k;
}

function byRejection(mean: number, stream: Stream): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const alpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = stream.open() - 0.5;
    const v = stream.open();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k))
      return k;
  }
}
