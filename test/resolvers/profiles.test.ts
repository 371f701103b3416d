/** Every resolver profile as a scenario would take it, and what it says of TTLs and orders (reference part F1). */
import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../../scenarios/format/resolve/resolver-behaviour.ts';

describe.each([
  // order on hit, on miss, base, min and max TTL, prefetch, shards
  ['ideal', 'base', 'base', 'wire', 0, Number.POSITIVE_INFINITY, 'none', 1],
  ['bind-9.20', 'bindSeeded', 'bindSeeded', 'sorted', 0, 604_800, 'below', 1],
  ['bind-9.21', 'rotate', 'rotate', 'sorted', 0, 604_800, 'below', 1],
  ['bind-cyclic-legacy', 'rotate', 'rotate', 'sorted', 0, 604_800, 'below', 1],
  ['unbound', 'rotate', 'rotate', 'wire', 0, 86_400, 'none', 1],
  ['pdns-recursor', 'filling', 'shuffle', 'wire', 1, 86_400, 'none', 1],
  ['pdns-recursor-nopc', 'shuffle', 'shuffle', 'wire', 1, 86_400, 'share', 1],
  ['knot', 'rotate', 'rotate', 'sorted', 5, 86_400, 'none', 1],
  ['dnsmasq-home', 'rotate', 'base', 'wire', 0, Number.POSITIVE_INFINITY, 'none', 1],
  ['resolved-stub', 'shuffle', 'base', 'wire', 0, 7_200, 'none', 1],
  ['coredns-k8s', 'shuffle', 'shuffle', 'wire', 5, 30, 'none', 2],
  ['nodelocal-dns', 'filling', 'base', 'wire', 5, 30, 'none', 1],
  ['cloudflare-1111', 'shuffle', 'shuffle', 'wire', 0, 86_400, 'none', 2],
  ['isp-pool', 'bindSeeded', 'bindSeeded', 'sorted', 0, 604_800, 'below', 8],
  ['isp-ttl-extender', 'bindSeeded', 'bindSeeded', 'sorted', 300, 604_800, 'below', 8],
  ['bind-9.18', 'bindSeeded', 'bindSeeded', 'sorted', 0, 604_800, 'below', 1],
  ['bind-stale', 'bindSeeded', 'bindSeeded', 'sorted', 0, 604_800, 'below', 1],
  ['unbound-prefetch-stale', 'rotate', 'rotate', 'wire', 0, 86_400, 'share', 1],
  ['opendns', 'shuffle', 'shuffle', 'wire', 0, 604_800, 'none', 4],
  ['windows-dns', 'rotate', 'rotate', 'wire', 0, 86_400, 'none', 1],
  ['google-public', 'shuffle', 'shuffle', 'wire', 0, 21_600, 'share', 16],
  ['aws-vpc', 'shuffle', 'shuffle', 'wire', 0, 300, 'none', 16],
  ['adguard-fastest', 'filling', 'base', 'wire', 600, Number.POSITIVE_INFINITY, 'none', 1],
] as const)('%s', (name, hit, miss, base, minTtl, maxTtl, prefetch, shards) => {
  it('is what its documents say', () => {
    const behaviour = behaviourOf(name, {});
    expect(behaviour).toMatchObject({
      base,
      minTtl,
      maxTtl,
      shards,
      orderOnHit: { name: hit },
      orderOnMiss: { name: miss },
      prefetch: { kind: prefetch },
    });
  });
});

describe.each([
  // window, TTL and whether the original one is its limit, patience, recheck
  ['bind-stale', 86_400, 30, false, Number.POSITIVE_INFINITY, 30],
  ['unbound-prefetch-stale', 86_400, 30, true, 1.8, 5],
  ['opendns', 86_400, 30, false, Number.POSITIVE_INFINITY, 30],
] as const)('%s', (name, window, seconds, atMostOriginal, patience, recheck) => {
  it('uses expired records as its documents say', () => {
    expect(behaviourOf(name, {}).serveStale).toEqual({
      window,
      ttl: { seconds, atMostOriginal },
      patience,
      recheck,
    });
  });
});

it.each(['bind-9.18', 'bind-9.20', 'unbound', 'pdns-recursor', 'knot', 'coredns-k8s'])(
  '%s uses no expired records, as shipped',
  (name) => {
    expect(behaviourOf(name, {})).not.toHaveProperty('serveStale');
  },
);

it('a profile’s habit ends where a scenario says none', () => {
  expect(behaviourOf('bind-stale', { serveStale: null })).toEqual(behaviourOf('bind-9.20', {}));
});

it.each([
  ['bind-9.20', 1],
  ['unbound', 5],
  ['pdns-recursor', 60],
  ['resolved-stub', 10],
  ['coredns-k8s', 5],
  ['nodelocal-dns', 5],
] as const)('%s keeps a failure for %i s', (name, servfailTtl) => {
  expect(behaviourOf(name, {})).toMatchObject({ servfailTtl });
});

it.each([
  ['dnsmasq-home', 150],
  ['resolved-stub', 4096],
  ['coredns-k8s', 9984],
] as const)('%s holds %i records', (name, capacity) => {
  expect(behaviourOf(name, {})).toMatchObject({ capacity });
});
