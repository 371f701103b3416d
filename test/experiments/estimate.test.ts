import { describe, expect, it } from 'vitest';
import {
  estimateMean,
  estimatePooled,
  estimateRatio,
  interval,
} from '../../experiments/estimate.ts';
import { tQuantile } from '../../experiments/statistics/student-t.ts';
import { normalQuantile } from '../../sim/random/normal-quantile.ts';
import { streamsOf } from '../../sim/random/streams.ts';

describe('an estimate over replications', () => {
  it('of plain numbers is their mean, standard deviation and t interval', () => {
    const estimate = estimateMean([2, 4, 9]);
    expect(estimate).toMatchObject({ mean: 5, n: 3 });
    expect(estimate?.sd).toBeCloseTo(Math.sqrt((9 + 1 + 16) / 2), 14);
    // t(0.975) with two degrees: (2p−1)/√(2p(1−p)).
    const half = ((0.95 / Math.sqrt(0.04875)) * Math.sqrt(13)) / Math.sqrt(3);
    expect(estimate?.low).toBeCloseTo(5 - half, 10);
    expect(estimate?.high).toBeCloseTo(5 + half, 10);
  });

  it('of a ratio is sum over sum, its error from the residuals', () => {
    // R = 6/40; residuals 1 − 1.5, 2 − 3, 3 − 1.5; mean x 40/3.
    const estimate = estimateRatio({ ys: [1, 2, 3], xs: [10, 20, 10] });
    expect(estimate?.mean).toBeCloseTo(0.15, 15);
    expect(estimate?.sd).toBeCloseTo(Math.sqrt((0.25 + 1 + 2.25) / 2) / (40 / 3), 14);
  });

  it('of sums is their value, its error from leaving out one replication at a time', () => {
    const samples = [2, 4, 9].map((y) => Float64Array.of(y, 1));
    const mean = (sums: Float64Array) => (sums[0] as number) / (sums[1] as number);
    const [jackknife, plain] = [estimatePooled(samples, mean), estimateMean([2, 4, 9])];
    // For a mean the jackknife is the usual error, exactly.
    expect(jackknife?.mean).toBe(5);
    expect(jackknife?.sd).toBeCloseTo(plain?.sd as number, 12);
    expect(estimatePooled(samples, () => null)).toBeNull();
    const fragile = (sums: Float64Array) => ((sums[1] as number) < 3 ? null : mean(sums));
    expect(estimatePooled(samples, fragile)).toEqual({
      mean: 5,
      sd: null,
      low: null,
      high: null,
      n: 3,
    });
  });

  it('of one replication has no interval', () => {
    expect(estimateMean([7])).toEqual({ mean: 7, sd: null, low: null, high: null, n: 1 });
  });

  it('of nothing to measure is null, of some replications without is not', () => {
    expect(estimateRatio({ ys: [0, 0], xs: [0, 0] })).toBeNull();
    expect(estimateRatio({ ys: [], xs: [] })).toBeNull();
    expect(estimateRatio({ ys: [0, 3], xs: [0, 4] })?.mean).toBe(0.75);
  });

  it('of equal replications is exactly their value', () => {
    const tenth = Array.from({ length: 10 }, () => 0.1);
    expect(estimateMean(tenth)).toEqual({ mean: 0.1, sd: 0, low: 0.1, high: 0.1, n: 10 });
  });

  it('widens with the confidence', () => {
    const wide = interval(0, 1, 10, 0.99);
    expect(wide.high).toBeCloseTo(tQuantile(0.995, 9) / Math.sqrt(10), 12);
  });
});

describe('the 95 % interval', () => {
  /** Binomial(2000, 0.95): 1900 ± 9.75; so 93.5 to 96.5 % is three standard errors each way. */
  const EXPERIMENTS = 2000;
  const covered = (experiment: () => { low: number; high: number; truth: number }) => {
    let count = 0;
    for (let e = 0; e < EXPERIMENTS; e++) {
      const { low, high, truth } = experiment();
      if (low <= truth && truth <= high) count += 1;
    }
    return count / EXPERIMENTS;
  };
  const bounds = (estimate: ReturnType<typeof estimateMean>) => ({
    low: estimate?.low as number,
    high: estimate?.high as number,
  });

  it('of a mean of ten normal replications covers the truth as often as it says', () => {
    const stream = streamsOf('coverage', 1)('floor', 'mean');
    const part = covered(() => {
      const values = Array.from({ length: 10 }, () => 3 + normalQuantile(stream.open()));
      return { ...bounds(estimateMean(values)), truth: 3 };
    });
    expect(part).toBeGreaterThan(0.935);
    expect(part).toBeLessThan(0.965);
  });

  it('of a ratio of sums covers the truth, with denominators that vary', () => {
    const stream = streamsOf('coverage', 1)('floor', 'ratio');
    const part = covered(() => {
      const xs = Array.from({ length: 20 }, () => 1000 + 100 * normalQuantile(stream.open()));
      const ys = xs.map((x) => 0.3 * x + 15 * normalQuantile(stream.open()));
      return { ...bounds(estimateRatio({ ys, xs })), truth: 0.3 };
    });
    expect(part).toBeGreaterThan(0.935);
    expect(part).toBeLessThan(0.965);
  });
});
