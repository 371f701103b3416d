/** The two-sample Kolmogorov-Smirnov test: do two samples come from one law? */

export interface KolmogorovSmirnov {
  /** Largest distance between the two empirical distribution functions, 0 to 1. */
  readonly statistic: number;
  /** Chance of a distance at least as large from one continuous law. */
  readonly p: number;
}

/** Up to this product of the sample sizes, which is the work, the p-value is exact. */
const EXACT = 1_000_000;

/**
 * Compares two non-empty samples of independent observations. The p-value is exact without ties up
 * to a million pairs (lattice paths; Hodges, Ark. Mat. 3, 1958), else Kolmogorov's limit with the correction of
 * Stephens (J. R. Stat. Soc. B 32, 1970). Ties make it conservative.
 *
 * @throws {RangeError} if a sample is empty
 */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): KolmogorovSmirnov {
  const n = a.length;
  const m = b.length;
  if (n === 0 || m === 0)
    throw new RangeError('a Kolmogorov-Smirnov test needs two non-empty samples');
  const lattice = distance(Float64Array.from(a).sort(), Float64Array.from(b).sort());
  const statistic = lattice / (n * m);
  if (n * m <= EXACT) return { statistic, p: exactTail(lattice, n, m) };
  const root = Math.sqrt((n * m) / (n + m));
  return { statistic, p: kolmogorovUpperTail((root + 0.12 + 0.11 / root) * statistic) };
}

/** Largest |i·m − j·n| over the merged order: n·m times the statistic, in whole numbers. */
function distance(a: Float64Array, b: Float64Array): number {
  let i = 0;
  let j = 0;
  let most = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    most = Math.max(most, Math.abs(i * b.length - j * a.length));
  }
  return most;
}

/** Part of all orders of n and m different values that reach a lattice distance of at least `lattice`. */
function exactTail(lattice: number, n: number, m: number): number {
  // Chance that a random order, standing at (i, j), has reached the distance already.
  let row = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    const next = new Float64Array(m + 1);
    for (let j = 0; j <= m; j++) {
      if (lattice === 0 || (i + j > 0 && Math.abs(i * m - j * n) >= lattice)) next[j] = 1;
      else if (i + j > 0) {
        const fromA = i > 0 ? i * (row[j] as number) : 0;
        const fromB = j > 0 ? j * (next[j - 1] as number) : 0;
        next[j] = (fromA + fromB) / (i + j);
      }
    }
    row = next;
  }
  return row[m] as number;
}

/** P(K > x) for Kolmogorov's law, both forms of the theta series, each where it settles fast. */
export function kolmogorovUpperTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k < 20; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 10; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return 2 * sum;
}
