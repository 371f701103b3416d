/** Populations of resolvers: queries at the authority and hit ratios weighted by requests (validation.md 2.5, 2.6). */
import { describe, expect, it } from 'vitest';
import {
  populationHitRatio,
  populationMissRate,
  zipfShares,
} from '../../theory/caching/population.ts';
import { farmAmplification, farmHitRatio } from '../../theory/caching/resolver-farm.ts';
import { hitsOf, replicated } from '../support/replicated.ts';
import { resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const zipf = (count: number, s: number) => ({
  ...resolverGroup('isp', count),
  popularity: { kind: 'zipf', s } as const,
});

describe('100 requests/s over resolvers by Zipf(1), within 4 standard errors (validation.md 2.6)', () => {
  it.each([
    [100, 10, 8.04, 0.92],
    [100, 60, 1.6, 0.984],
    [1000, 10, 28.52, 0.715],
    [1000, 60, 10.81, 0.892],
    [1000, 300, 2.98, 0.97],
  ])('%d resolvers, TTL %d s: %d queries/s, hit ratio %d', (count, ttl, queries, hits) => {
    const rates = zipfShares(count, 1).map((share) => 100 * share);
    const [rate, ratio] = [populationMissRate(rates, ttl), populationHitRatio(rates, ttl)];
    expect(rate).toBeCloseTo(queries, 2);
    expect(ratio).toBeCloseTo(hits, 3);
    const duration = 300;
    const scenario = scenarioOf({ rate: 100, ttl, duration }, { resolvers: [zipf(count, 1)] });
    const measured = replicated(scenario, 'population', 12, ({ authority }) => ({
      y: sum(authority.queries),
      x: duration,
    }));
    expect(Math.abs(measured.value - rate)).toBeLessThan(4 * measured.error);
    expect(measured.error).toBeLessThan(0.04 * rate);
    const hit = replicated(scenario, 'population', 12, hitsOf());
    expect(Math.abs(hit.value - ratio)).toBeLessThan(4 * hit.error);
  });
});

describe('a farm of caches behind one address, one request/s, TTL 60, asked at random (validation.md 2.5)', () => {
  it.each([
    [4, 0.9375, 3.81],
    [16, 0.7895, 12.84],
  ])('%d caches: hit ratio %d, %d times the queries of one', (shards, hits, times) => {
    expect(farmHitRatio(1, 60, shards)).toBeCloseTo(hits, 4);
    expect(farmAmplification(1, 60, shards)).toBeCloseTo(times, 2);
    const farm = scenarioOf({
      rate: 1,
      ttl: 60,
      duration: 3000,
      resolver: { shards, shardPick: 'query' },
    });
    const hit = replicated(farm, 'farm', 40, hitsOf());
    expect(Math.abs(hit.value - farmHitRatio(1, 60, shards))).toBeLessThan(4 * hit.error);
    const queries = replicated(farm, 'farm', 40, ({ authority }) => ({
      y: sum(authority.queries) * 61,
      x: 3000,
    }));
    expect(Math.abs(queries.value - farmAmplification(1, 60, shards))).toBeLessThan(
      4 * queries.error,
    );
  });
});
