import { describe, expect, it } from 'vitest';
import {
  kolmogorovSmirnov,
  kolmogorovUpperTail,
} from '../../../experiments/statistics/kolmogorov-smirnov.ts';
import { Stream } from '../../../sim/random/stream.ts';

/** All ways to choose which of `n + m` places hold the first sample. */
function arrangements(n: number, m: number): number[][] {
  if (n === 0) return [[]];
  if (n + m === 0) return [];
  const last = n + m - 1;
  const with_ = arrangements(n - 1, m).map((places) => [...places, last]);
  return m > 0 ? [...with_, ...arrangements(n, m - 1)] : with_;
}

describe('the two-sample Kolmogorov-Smirnov test', () => {
  it('has the p-value that counting every arrangement gives', () => {
    const n = 4;
    const m = 5;
    const all = arrangements(n, m).map((places) => {
      const others = Array.from({ length: n + m }, (_, i) => i).filter((i) => !places.includes(i));
      return kolmogorovSmirnov(places, others);
    });
    expect(all).toHaveLength(126);
    for (const { statistic, p } of all) {
      const atLeast = all.filter((other) => other.statistic > statistic - 1e-9).length;
      expect(p).toBeCloseTo(atLeast / all.length, 12);
    }
  });

  it('measures the largest distance, ties taken together', () => {
    expect(kolmogorovSmirnov([1, 2, 3], [4, 5, 6]).statistic).toBe(1);
    expect(kolmogorovSmirnov([1, 2, 2, 3], [2, 2, 3, 4]).statistic).toBe(0.25);
    expect(kolmogorovSmirnov([1, 2], [1, 2])).toEqual({ statistic: 0, p: 1 });
  });

  it('refuses empty samples', () => {
    expect(() => kolmogorovSmirnov([], [1])).toThrow(RangeError);
  });

  it('meets the limit law in large samples, within one step of the lattice', () => {
    const points = (count: number, shift: number) =>
      Array.from({ length: count }, (_, i) => (i + shift) / count);
    const { statistic, p } = kolmogorovSmirnov(points(1000, 0.4), points(1000, 60.5));
    expect(statistic).toBeCloseTo(0.061, 3);
    const limit = (distance: number) => kolmogorovUpperTail(Math.sqrt(500) * distance);
    expect(p).toBeLessThan(limit(statistic - 0.001));
    expect(p).toBeGreaterThan(limit(statistic + 0.001));
  });

  it('rejects one law in a hundred at the level of 1 %', () => {
    const stream = new Stream(Int32Array.of(1, 2, 3, 4));
    const sample = (count: number) => Array.from({ length: count }, () => stream.open());
    let rejected = 0;
    for (let i = 0; i < 2000; i++)
      if (kolmogorovSmirnov(sample(150), sample(120)).p < 0.01) rejected += 1;
    // Binomial(2000, 0.01) is 20 ± 4.45; the law of the statistic is discrete, so a little below.
    expect(rejected).toBeGreaterThan(20 - 4 * 4.45);
    expect(rejected).toBeLessThan(20 + 4 * 4.45);
  });

  it('has the limit law of the tables, continuous where its two series meet', () => {
    expect(kolmogorovUpperTail(1.3580986)).toBeCloseTo(0.05, 7);
    expect(kolmogorovUpperTail(1.6276236)).toBeCloseTo(0.01, 7);
    expect(kolmogorovUpperTail(1 - 1e-12)).toBeCloseTo(kolmogorovUpperTail(1), 11);
    expect(kolmogorovUpperTail(0)).toBe(1);
  });
});
