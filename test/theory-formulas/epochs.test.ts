import { describe, expect, it } from 'vitest';
import { missRate } from '../../theory/caching/poisson-cache.ts';
import { prefetchMissRate } from '../../theory/caching/prefetch-cache.ts';
import {
  restOfFillingSecond,
  secondsClockCycle,
  secondsClockMissRatio,
  secondsClockPrefetchMissRatio,
} from '../../theory/caching/seconds-clock.ts';
import { epochDesignEffect } from '../../theory/skew/design-effect.ts';
import { squaresInWindow } from '../../theory/skew/epoch-pairs.ts';
import { connectionPairs } from '../../theory/skew/kept-connections.ts';
import { expectedPeakToMean, normalPeakToMean } from '../../theory/skew/peak-load.ts';

const epochs = (rate: number, ttl: number) => ({
  rate,
  answerRate: missRate(rate, ttl),
  lifetimes: [{ seconds: ttl, chance: 1 }],
});

describe('ΣG² of a window', () => {
  it.each([
    [0.1, 60],
    [5, 60],
  ])('is the design effect a request in a long one (λ %d, T %d)', (rate, ttl) => {
    const long = 1e9;
    expect(squaresInWindow(epochs(rate, ttl), long) / (rate * long)).toBeCloseTo(
      epochDesignEffect(rate, ttl),
      4,
    );
  });

  it('is E[n²] of a Poisson n in a window much shorter than the TTL of a busy cache', () => {
    expect(squaresInWindow(epochs(100, 1e6), 1) / (100 + 100 * 100)).toBeCloseTo(1, 4);
  });

  it('is the number of requests without a cache', () => {
    expect(squaresInWindow(epochs(3, 0), 10)).toBeCloseTo(30, 10);
  });

  it('weighs answers of different TTLs by how often they are given', () => {
    const mixed = {
      rate: 1,
      answerRate: 1 / 31,
      lifetimes: [20, 40].map((seconds) => ({ seconds, chance: 0.5 })),
    };
    const only = (seconds: number) =>
      squaresInWindow({ ...mixed, lifetimes: [{ seconds, chance: 1 }] }, 100);
    expect(squaresInWindow(mixed, 100)).toBeCloseTo((only(20) + only(40)) / 2, 8);
  });
});

describe('a seconds clock', () => {
  it('that refreshes ahead never is the one that does not', () => {
    expect(secondsClockPrefetchMissRatio(0.3, 30, 0, 0)).toBeCloseTo(
      secondsClockMissRatio(0.3, 30),
      12,
    );
  });

  it('refreshes as an exact one does when its TTLs are long', () => {
    const [rate, ttl, lead] = [0.01, 86_400, 8640];
    expect(
      1 / secondsClockCycle(rate, ttl - lead) / prefetchMissRate(rate, ttl, lead / ttl),
    ).toBeCloseTo(1, 4);
  });

  it('leaves half a second after a filling by sparse queries, nearly a whole one by dense ones', () => {
    const mean = (rate: number) =>
      restOfFillingSecond(rate, 1000).reduce((sum, rest) => sum + rest, 0) / 1000;
    expect(mean(1e-6)).toBeCloseTo(0.5, 5);
    expect(mean(50)).toBeCloseTo(1 - 1 / 50, 3);
  });
});

it.each([2, 3, 8])(
  'the largest of %d loads is that of normal ones when the draws are many',
  (backends) => {
    const exact = expectedPeakToMean(backends, 1024) - 1;
    expect((normalPeakToMean(backends, (backends - 1) / 1024) - 1) / exact).toBeCloseTo(1, 1);
  },
);

describe('pairs of requests over one connection', () => {
  it('are all of a window no longer than the idle limit that keeps it open', () => {
    // Trapezoids err by (μ·step)²·μW/12, here 3·10⁻⁴.
    expect(connectionPairs(2, 1e3, 5) / (10 * 10)).toBeCloseTo(1, 3);
  });

  it('are those within the limit where requests are sparse: 2μ²(Wd − d²/2)', () => {
    const [rate, idle, window] = [1e-5, 60, 600];
    const within = 2 * rate * rate * (window * idle - (idle * idle) / 2);
    expect(connectionPairs(rate, idle, window) / within).toBeCloseTo(1, 2);
  });
});
