import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../experiments/estimate.ts';
import { Spread } from '../../experiments/spread.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { histogramOf } from './synthetic.ts';

const observed = (...values: readonly number[]) => ({
  histogram: histogramOf(...values),
  largest: null,
  skipped: 0,
});
const uniform = (count: number) => Array.from({ length: count }, (_, i) => (i + 0.5) / count);

describe('a spread over replications', () => {
  it('has the mean of all observations, sum over sum', () => {
    const spread = new Spread('perReplication');
    spread.fold(observed(1, 2, 3));
    spread.fold(observed(10));
    expect(spread.mean()?.mean).toBe(4);
  });

  it('has quantiles of the pooled observations, with the spread of those of the replications', () => {
    const spread = new Spread('perReplication');
    spread.fold(observed(...uniform(1000)));
    spread.fold(observed(...uniform(1000).map((u) => u + 1)));
    const median = spread.quantile('p50');
    // A bucket is 1/128 of a power of two wide: its middle is off by at most 0.4 %.
    expect(Math.abs((median?.mean as number) - 1)).toBeLessThan(0.004);
    expect(Math.abs((median?.sd as number) - Math.SQRT1_2)).toBeLessThan(0.004 * 2);
    expect(median?.n).toBe(2);
  });

  it('gives no quantile below 10/(1−q) observations in every replication', () => {
    const at = (counts: readonly number[]) => {
      const spread = new Spread('perReplication');
      for (const count of counts) spread.fold(observed(...uniform(count)));
      return (['p50', 'p95', 'p99'] as const).map((name) => spread.quantile(name) !== null);
    };
    expect(at([5000, 1000])).toEqual([true, true, true]);
    expect(at([5000, 999])).toEqual([true, true, false]);
    expect(at([200, 200])).toEqual([true, true, false]);
    expect(at([199, 5000])).toEqual([true, false, false]);
    expect(at([19, 5000])).toEqual([false, false, false]);
  });

  it('of windows asks for as many in all replications together', () => {
    const spread = new Spread('pooled');
    for (let r = 0; r < 9; r++) spread.fold(observed(...uniform(100)));
    expect(spread.quantile('p99')).toBeNull();
    spread.fold(observed(...uniform(100)));
    expect(spread.quantile('p99')).not.toBeNull();
  });

  it('keeps the exact largest value and counts what was skipped', () => {
    const spread = new Spread('pooled');
    spread.fold({ histogram: histogramOf(1.5, 2.25), largest: 2.25, skipped: 3 });
    spread.fold({ histogram: histogramOf(), largest: null, skipped: 4 });
    expect([spread.largest, spread.pooled, spread.skipped]).toEqual([2.25, 2, 7]);
  });

  it('covers the true quantile as often as it says', () => {
    const stream = streamsOf('coverage', 1)('floor', 'quantile');
    let covered = 0;
    for (let e = 0; e < 400; e++) {
      const spread = new Spread('perReplication');
      for (let r = 0; r < 10; r++) {
        spread.fold(observed(...Array.from({ length: 400 }, () => stream.open())));
      }
      const { low, high } = spread.quantile('p50') ?? { low: 1, high: 0 };
      if ((low as number) <= 0.5 && 0.5 <= (high as number)) covered += 1;
    }
    // Binomial(400, 0.95): 380 ± 4.4, three standard errors.
    expect(covered).toBeGreaterThan(380 - 14);
    expect(covered).toBeLessThan(380 + 14);
  });

  it('agrees with the plain mean when every replication observes once', () => {
    const spread = new Spread('perReplication');
    for (const value of [1, 4, 7]) spread.fold(observed(value));
    expect(spread.mean()).toEqual(estimateMean([1, 4, 7]));
  });
});
