/**
 * The Kolmogorov-Smirnov distance of two sets of histograms, and how often chance alone makes one as large. The
 * observations inside a histogram may depend on each other, whole histograms of one law are exchangeable: the null
 * is had by dealing them out anew (Good, Permutation, Parametric, and Bootstrap Tests of Hypotheses, chapter 3).
 */
import type { Stream } from '../../sim/random/stream.ts';

/** Counts by step, of equal steps; a short one ends in zeros. */
export type Counts = readonly number[];

export interface PermutedDistance {
  /** Largest distance between the two distribution functions at the end of a step, 0 to 1. */
  readonly distance: number;
  /** Part of the deals, the real one among them, with at least that distance. */
  readonly p: number;
  /** The least p there could be: one over the number of different deals, or of those tried. */
  readonly least: number;
}

/**
 * @param deals how many to try
 * @returns null when a side has no observation
 */
export function permutedDistance(
  a: readonly Counts[],
  b: readonly Counts[],
  stream: Stream,
  deals = 1999,
): PermutedDistance | null {
  const steps = Math.max(...[...a, ...b].map((counts) => counts.length), 0);
  const all: Float64Array[] = [...a, ...b].map((counts) =>
    Float64Array.from({ length: steps }, (_, k) => counts[k] ?? 0),
  );
  const distance = distanceOf(all, a.length, steps);
  if (distance === null) return null;
  let atLeast = 1;
  for (let deal = 0; deal < deals; deal++) {
    for (let i = 0; i < a.length; i++) {
      const j = i + stream.below(all.length - i);
      [all[i], all[j]] = [all[j] as Float64Array, all[i] as Float64Array];
    }
    // A sum of doubles in another order may be less by a rounding.
    if ((distanceOf(all, a.length, steps) ?? 0) >= distance - 1e-12) atLeast += 1;
  }
  return {
    distance,
    p: atLeast / (deals + 1),
    least: Math.max(1 / (deals + 1), 1 / choose(all.length, a.length)),
  };
}

/** Between the first `size` histograms and the rest. */
function distanceOf(all: readonly Float64Array[], size: number, steps: number): number | null {
  const [one, other] = [sumOf(all.slice(0, size), steps), sumOf(all.slice(size), steps)];
  const [n, m] = [one, other].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  if (!n || !m) return null;
  let [ofOne, ofOther] = [0, 0];
  let most = 0;
  for (let k = 0; k < steps; k++) {
    ofOne += (one as Float64Array)[k] as number;
    ofOther += (other as Float64Array)[k] as number;
    most = Math.max(most, Math.abs(ofOne / n - ofOther / m));
  }
  return most;
}

function sumOf(histograms: readonly Float64Array[], steps: number): Float64Array {
  const sum = new Float64Array(steps);
  for (const counts of histograms)
    for (let k = 0; k < steps; k++) sum[k] = (sum[k] as number) + (counts[k] as number);
  return sum;
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
