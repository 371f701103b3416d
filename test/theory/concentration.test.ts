/**
 * How popularity, TTL and the number of addresses in an answer make loads uneven (validation.md 4.1–4.4), from
 * stationary starts, by numbers of requests; means over replications within 4 of their standard errors.
 */
import { describe, expect, it } from 'vitest';
import type { Measurements } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { zipfShares } from '../../theory/caching/population.ts';
import { sharesByTtl } from '../../theory/skew/answer-ttl.ts';
import { expectedPeakToMean } from '../../theory/skew/peak-load.ts';
import {
  expectedGroupSums,
  freshPickCvSquared,
  horizonCvSquaredOfRequests,
  singleAnswerCvSquared,
} from '../../theory/skew/share-variance.ts';
import { replicated } from '../support/replicated.ts';
import { columnSums, resolverGroup, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

/** For ever, beside any run: what a cache holds at the start it keeps. */
const NEVER = 1e9;

function population(shape: Shape, count: number, s: number): Scenario {
  const resolvers = [{ ...resolverGroup('isp', count), popularity: { kind: 'zipf', s } as const }];
  return scenarioOf(
    { window: shape.duration as number, ...shape },
    { resolvers, detail: 'counts' },
  );
}

const loadsOf = ({ backends }: Measurements) =>
  columnSums(backends.requests, backends.names.length);

function cvSquared(measured: Measurements): number {
  const loads = loadsOf(measured);
  const mean = sum(loads) / loads.length;
  return sum(loads.map((load) => (load / mean - 1) * (load / mean - 1))) / loads.length;
}

function mean(scenario: Scenario, replications: number, read: (m: Measurements) => number) {
  return replicated(scenario, 'concentration', replications, (m) => ({ y: read(m), x: 1 }));
}

describe('a snapshot of caches by Zipf(s): CV² = (N−1)Σw², whatever the number of requests (4.1)', () => {
  it.each([
    [20, 1, 3, 0.497],
    [20, 1.2, 8, 1.08],
    [100, 0, 3, 0.141],
    [100, 0.8, 8, 0.48],
    [1000, 1, 3, 0.242],
  ])('%d caches, s = %d, %d backends: CV %d', (count, s, backends, printed) => {
    const shares = zipfShares(count, s);
    const truth = (backends - 1) * sum(shares.map((w) => w * w));
    expect(Math.sqrt(truth)).toBeCloseTo(printed, 2);
    // A million requests: what they add by falling as they do, (N−1)/n, is nothing beside it.
    const scenario = population({ backends, ttl: NEVER, rate: 1e5, duration: 10 }, count, s);
    const measured = mean(scenario, 150, cvSquared);
    expect(Math.abs(measured.value - truth)).toBeLessThan(
      4 * measured.error + (backends - 1) / 1e6,
    );
    expect(measured.error).toBeLessThan(0.15 * truth);
  });
});

describe('CV² over an hour against TTL: 200 resolvers by Zipf(1), 50 requests/s, 5 backends (4.1)', () => {
  it.each([
    [5, 0.0169, 14.7],
    [60, 0.0564, 2.81],
    [900, 0.2179, 0.219],
  ])('TTL %d s: CV %d, %d queries/s', (ttl, printed, queries) => {
    const rates = zipfShares(200, 1).map((share) => 50 * share);
    const expected = singleAnswerCvSquared(5, expectedGroupSums(rates, ttl, 3600));
    // The printed figures leave out that the hour's ends cut epochs: a third of TTL/hour.
    const uncut = horizonCvSquaredOfRequests(5, rates, ttl, 3600);
    expect(Math.sqrt(uncut)).toBeCloseTo(printed, 2);
    expect(expected / uncut).toBeGreaterThan(1 - ttl / 3600);
    const scenario = population({ backends: 5, ttl, rate: 50, duration: 3600 }, 200, 1);
    const measured = mean(scenario, ttl < 10 ? 20 : 100, cvSquared);
    expect(Math.abs(measured.value - expected)).toBeLessThan(4 * measured.error);
    expect(measured.error).toBeLessThan(0.2 * expected);
    const rate = mean(scenario, 6, ({ authority }) => sum(authority.queries) / 3600);
    expect(Math.abs(rate.value - sum(rates.map((r) => r / (1 + r * ttl))))).toBeLessThan(
      4 * rate.error,
    );
    expect(Math.abs(rate.value / queries - 1)).toBeLessThan(0.05);
  });
});

describe('the largest load of equal caches is the multinomial maximum (4.2)', () => {
  it.each([
    [2, 8, 1.273],
    [3, 32, 1.263],
    [8, 64, 1.529],
    [16, 16, 3.078],
  ])('%d backends, %d caches: peak to mean %d', (backends, count, printed) => {
    const truth = expectedPeakToMean(backends, count);
    expect(truth).toBeCloseTo(printed, 3);
    const scenario = population({ backends, ttl: NEVER, rate: 1e8, duration: 10 }, count, 0);
    const measured = mean(scenario, 200, (m) => {
      const loads = loadsOf(m);
      return (Math.max(...loads) / sum(loads)) * loads.length;
    });
    expect(Math.abs(measured.value - truth)).toBeLessThan(4 * measured.error);
    expect(measured.error).toBeLessThan(0.02 * truth);
  });
});

describe('eight of N addresses, 30 resolvers at 0.5/s, TTL 60, an hour (4.3)', () => {
  const sums = expectedGroupSums(new Float64Array(30).fill(0.5), 60, 3600);
  const measuredFor = (backends: number, pick: string) =>
    mean(
      scenarioOf(
        {
          backends,
          resolvers: 30,
          rate: 15,
          ttl: 60,
          duration: 3600,
          window: 3600,
          client: { pick },
        },
        { detail: 'counts' },
      ),
      150,
      cvSquared,
    );

  it.each([
    [8, 0.0114],
    [12, 0.0221],
    [20, 0.0348],
    [40, 0.0549],
  ])('a random pick, N = %d: [(N/8−1)ΣG² + N(1−1/8)ΣG]/(ΣG)², CV %d', (backends, printed) => {
    const expected = freshPickCvSquared(backends, 8, sums);
    expect(Math.sqrt(expected)).toBeCloseTo(printed, 3);
    const measured = measuredFor(backends, 'random');
    expect(Math.abs(measured.value - expected)).toBeLessThan(4 * measured.error);
    expect(measured.error).toBeLessThan(0.1 * expected);
  });

  it.each([
    [8, 0.0643],
    [20, null],
  ])(
    'the first address, N = %d: (N−1)ΣG²/(ΣG)², whatever else the answer holds',
    (backends, printed) => {
      const expected = singleAnswerCvSquared(backends, sums);
      if (printed !== null) expect(Math.sqrt(expected)).toBeCloseTo(printed, 3);
      const measured = measuredFor(backends, 'first');
      expect(Math.abs(measured.value - expected)).toBeLessThan(4 * measured.error);
      expect(measured.error).toBeLessThan(0.1 * expected);
    },
  );
});

it('answers with TTLs of their own: share 0.700 of the one kept 60 s against 20 s, 0.1 requests/s (4.4)', () => {
  const base = scenarioOf({ backends: 2, resolvers: 50, rate: 5, duration: 3600, window: 3600 });
  const zones = base.zones.map((zone) => ({
    ...zone,
    records: zone.records.map((record, i) => ({
      ...record,
      ttl: i === 0 ? 60 : 20,
      routing: 'weighted',
      settings: { weight: 1 },
    })),
  }));
  const [share] = sharesByTtl(0.1, [
    { chance: 0.5, ttl: 60 },
    { chance: 0.5, ttl: 20 },
  ]);
  expect(share).toBeCloseTo(0.7, 10);
  const measured = replicated({ ...base, zones }, 'own TTLs', 40, (m) => ({
    y: loadsOf(m)[0] as number,
    x: sum(loadsOf(m)),
  }));
  expect(Math.abs(measured.value - (share as number))).toBeLessThan(4 * measured.error);
  expect(measured.error).toBeLessThan(0.01);
});
