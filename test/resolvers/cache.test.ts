import { describe, expect, it } from 'vitest';
import { Cache, clamped, prefetchLead } from '../../sim/resolvers/cache.ts';
import { idealBehaviour } from '../../sim/resolvers/fields.ts';
import type { ResolverBehaviour } from '../../sim/scenario.ts';

const ideal = idealBehaviour;
const unbound: ResolverBehaviour = { ...ideal, ttlClock: 'seconds', ttlPassed: 'floor' };
const bind: ResolverBehaviour = { ...unbound, prefetch: { kind: 'below', below: 2, eligible: 9 } };

const filled = (behaviour: ResolverBehaviour, ttl: number, at = 0, phase = 0) => {
  const cache = new Cache(1, phase);
  cache.put(0, 5, ttl, at, behaviour);
  return cache;
};

describe('exact clock', () => {
  it('hits at ages 0 ≤ age < T and hands on what remains', () => {
    const cache = filled(ideal, 60, 10);
    expect(cache.isLive(0, 10)).toBe(true);
    expect(cache.isLive(0, 69.999)).toBe(true);
    expect(cache.isLive(0, 70)).toBe(false);
    expect(cache.remaining(0, 25.5, ideal)).toBeCloseTo(44.5);
  });
  it('keeps nothing of TTL 0', () => {
    expect(filled(ideal, 0).isLive(0, 0)).toBe(false);
  });
});

describe('seconds clock', () => {
  it('counts age in whole clock seconds: stored at 10.7, TTL 60, a miss once the clock shows 70', () => {
    const cache = filled(unbound, 60, 10.7);
    expect(cache.isLive(0, 69.999)).toBe(true);
    expect(cache.isLive(0, 70)).toBe(false);
    expect(cache.remaining(0, 11.2, unbound)).toBe(59);
  });
  it('turns with the phase of the clock', () => {
    const cache = filled(unbound, 60, 10.7, 0.5);
    expect(cache.isLive(0, 70.49)).toBe(true);
    expect(cache.isLive(0, 70.5)).toBe(false);
  });
  it('with lastSecond: hit serves one second more, shown as TTL 0', () => {
    const behaviour: ResolverBehaviour = { ...unbound, lastSecond: 'hit' };
    const cache = filled(behaviour, 60, 10);
    expect(cache.isLive(0, 70.5)).toBe(true);
    expect(cache.remaining(0, 70.5, behaviour)).toBe(0);
    expect(cache.isLive(0, 71)).toBe(false);
  });
});

describe('prefetch (conformance vectors)', () => {
  it('BIND, TTL 60: a hit with 2 s left refreshes once, with 3 s left not; TTL 8 never', () => {
    const cache = filled(bind, 60);
    expect(cache.takePrefetch(0, 57.9)).toBe(false);
    expect(cache.takePrefetch(0, 58)).toBe(true);
    expect(cache.takePrefetch(0, 59)).toBe(false);
    expect(prefetchLead(bind, 8)).toBe(0);
  });
  it('Unbound’s 10 %, TTL 60: not at 53 s, from 54 s on; TTL 9 never', () => {
    const share: ResolverBehaviour = {
      ...unbound,
      prefetch: { kind: 'share', share: 0.1, plus: 0 },
    };
    expect(filled(share, 60).takePrefetch(0, 53.9)).toBe(false);
    expect(filled(share, 60).takePrefetch(0, 54)).toBe(true);
    expect(prefetchLead(share, 9)).toBe(0);
  });
});

it('clamps positive and negative TTLs apart', () => {
  const behaviour: ResolverBehaviour = {
    ...ideal,
    minTtl: 5,
    maxTtl: 300,
    negativeTtl: { min: 0, max: 60 },
  };
  expect([1, 60, 900].map((ttl) => clamped(ttl, false, behaviour))).toEqual([5, 60, 300]);
  expect([1, 900].map((ttl) => clamped(ttl, true, behaviour))).toEqual([1, 60]);
});
