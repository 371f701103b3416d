/** The standard normal law. */
import { upperGamma } from './incomplete-gamma.ts';

/** P(Z > z), tails included. */
export function normalUpperTail(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}
