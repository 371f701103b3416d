import { describe, expect, it } from 'vitest';
import { permutedDistance } from '../../../experiments/statistics/permuted-distance.ts';
import { streamsOf } from '../../../sim/random/streams.ts';

const stream = () => streamsOf('permuted', 1)('deal', 'test');

describe('the permuted Kolmogorov-Smirnov distance', () => {
  it('is the largest gap between the distribution functions', () => {
    // Functions 1/4, 1 and 3/4, 1.
    const found = permutedDistance([[1, 3]], [[3, 1]], stream());
    expect(found?.distance).toBeCloseTo(0.5, 12);
  });

  it('is 0, with p 1, between equal histograms, and 1 between disjoint ones', () => {
    expect(permutedDistance([[2, 2]], [[2, 2]], stream())).toMatchObject({ distance: 0, p: 1 });
    expect(permutedDistance([[5]], [[0, 5]], stream())?.distance).toBe(1);
  });

  it('has nothing to say when a side is empty', () => {
    expect(permutedDistance([], [[1]], stream())).toBeNull();
    expect(permutedDistance([[]], [[1]], stream())).toBeNull();
  });

  it('has the exact p where all deals can be counted', () => {
    // Of the 20 deals of 3 and 3 only the real one and its mirror keep them apart: p = 1/10.
    const a = [[4], [4], [4]];
    const b = [
      [0, 4],
      [0, 4],
      [0, 4],
    ];
    const found = permutedDistance(a, b, stream(), 20_000);
    const error = Math.sqrt((0.1 * 0.9) / 20_000);
    expect(Math.abs((found?.p ?? 0) - 0.1)).toBeLessThan(4 * error);
    expect(found?.least).toBe(1 / 20);
  });

  it('rejects one law at a level of 5 % in 5 % of cases, however dependent a histogram is inside', () => {
    const random = streamsOf('permuted', 2)('work', 'null');
    // All ten observations of a histogram are in one step: a plain test would reject nearly always.
    const histogram = () => {
      const counts = [0, 0, 0, 0, 0];
      counts[random.below(5)] = 10;
      return counts;
    };
    const trials = 400;
    let rejected = 0;
    for (let trial = 0; trial < trials; trial++) {
      const sides = [0, 1].map(() => Array.from({ length: 8 }, histogram));
      const found = permutedDistance(sides[0] ?? [], sides[1] ?? [], random, 199);
      if ((found?.p ?? 1) <= 0.05) rejected += 1;
    }
    // Ties make it conservative.
    expect(rejected / trials).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / trials));
  });
});
