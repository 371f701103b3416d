/** Look-ups of names that search lists complete (resolv.conf(5)), as dialogues on a virtual clock. */
import { describe, expect, it } from 'vitest';
import type { ClientGroup, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { leadInOf } from '../../sim/start/lead-in.ts';
import { read } from '../scenarios/sample.ts';
import { clientGroup, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const NAME = 'app.example.com';
const CLUSTER = ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
/** As a pod asks for it: ndots: 5. */
const TRIES = [...CLUSTER.map((suffix) => `${NAME}.${suffix}`), NAME];
const constant = (seconds: number) => ({ name: 'constant', settings: seconds });

/** A pod's look-ups, every ten seconds, of a resolver a tenth of a second away. */
function pods(
  tries: readonly string[] | undefined,
  more: Partial<ClientGroup> = {},
  change: Partial<Scenario> = {},
  resolver: Partial<ResolverBehaviour> = {},
): Scenario {
  const plain = scenarioOf({ duration: 600, ttl: 100, backends: 1 });
  return {
    ...plain,
    start: 'cold',
    zones: [
      ...plain.zones,
      {
        ...(plain.zones[0] as Scenario['zones'][0]),
        name: 'cluster.local',
        records: [],
        negativeTtl: 30,
      },
    ],
    resolvers: [
      {
        ...resolverGroup('isp', 1, resolver),
        latency: { client: constant(0.1), upstream: null },
      },
    ],
    clients: [
      {
        ...clientGroup(1, null),
        arrivals: { name: 'regular', settings: 0.1 },
        lookup: [{ name: NAME, share: 1, ...(tries && { tries }) }],
        ...more,
      },
    ],
    ...change,
  };
}

function outcome(scenario: Scenario, seed = 1) {
  const m = simulate(scenario, seed, 1);
  const [users, isp] = [m.clients[0], m.resolvers[0]];
  return {
    made: sum(users?.made ?? []),
    completed: sum(users?.completed ?? []),
    lookups: sum(users?.lookups ?? []),
    cacheHits: sum(users?.cacheHits ?? []),
    queries: sum(isp?.queries ?? []),
    upstream: sum(isp?.upstreamQueries ?? []),
    authority: sum(m.authority.queries),
    slowest: users?.lookupTime?.quantile(1) ?? 0,
    timed: users?.lookupTime?.total ?? 0,
    byKind: m.authority.byKind.map(({ name, code, queries, usdPerMonth }) => ({
      name,
      code,
      queries,
      isFree: usdPerMonth === 0,
    })),
  };
}

describe('a look-up of a name with fewer dots than ndots', () => {
  it('is four queries one after the other where three suffixes are tried in vain', () => {
    const { made, completed, lookups, queries, slowest, timed } = outcome(pods(TRIES));
    expect(completed).toBe(made);
    expect(lookups).toBe(made);
    expect(queries).toBe(4 * made);
    expect(timed).toBe(made);
    expect(slowest).toBeCloseTo(0.4, 1);
  });

  it('finds in the cache what was in vain before, for the negative TTL of the zone', () => {
    const { upstream, byKind } = outcome(pods(TRIES));
    // Every 30 s, three names; every 100 s, the fourth; a query every ten seconds finds them ended one query late at most.
    const denied = byKind.filter(({ code, queries }) => code === 'NXDOMAIN' && queries > 0);
    expect(denied.map(({ name }) => name)).toEqual(TRIES.slice(0, 3));
    for (const { queries } of denied) {
      expect(queries).toBeGreaterThanOrEqual(600 / 40);
      expect(queries).toBeLessThanOrEqual(600 / 30 + 1);
    }
    expect(upstream).toBe(sum(byKind.map(({ queries }) => queries)));
  });

  it('is one query with a trailing dot', () => {
    const { made, queries, slowest } = outcome(pods(undefined));
    expect(queries).toBe(made);
    expect(slowest).toBeCloseTo(0.1, 1);
  });

  it('costs the zones nothing where a suffix is in none of them: the root denies it for a day', () => {
    const { byKind, authority } = outcome(pods([`${NAME}.lan`, NAME]));
    const [own, root] = byKind.filter(({ queries }) => queries > 0);
    expect(root).toEqual({ name: `${NAME}.lan`, code: 'NXDOMAIN', queries: 1, isFree: true });
    expect(authority).toBe(own?.queries);
  });
});

describe('a look-up with a search list', () => {
  it('takes the first name that has addresses, and goes on once that has none', () => {
    const { scenario } = read(`version: 1
name: moving-in
duration: 10m
start: cold
zones:
  - { name: example.com, records: [{ name: app, type: A, ttl: 10, value: 192.0.2.1 }] }
  - { name: cluster.local, negativeTtl: 30, records: [{ name: app.example.com, type: A, ttl: 10, value: 192.0.2.2 }] }
resolvers: [{ name: isp, profile: ideal }]
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: app.example.com, search: [cluster.local], ndots: 5,
      arrivals: { regular: 0.1/s } }
events:
  - at: 5m
    change:
      changes:
        - { action: DELETE, record: { name: app.example.com.cluster.local, type: A, ttl: 10, value: 192.0.2.2 } }
`);
    const { made, completed, queries } = outcome(scenario);
    expect(completed).toBe(made);
    // Half the time one query, then two; the change takes up to a minute to reach an edge, and ten seconds more.
    expect(queries).toBeGreaterThanOrEqual(1.5 * made - 8);
    expect(queries).toBeLessThanOrEqual(1.5 * made + 1);
  });

  it('fails once when no name has addresses', () => {
    const tries = TRIES.slice(0, 3);
    const { made, completed, queries, lookups } = outcome(
      pods(tries, { lookup: [{ name: tries[2] as string, share: 1, tries }] }),
    );
    expect(completed).toBe(0);
    expect(lookups).toBe(made);
    expect(queries).toBe(3 * made);
  });

  it('ends where there is no finding out', () => {
    const out = {
      verb: 'resolverOutage' as const,
      name: 'out',
      at: constant(0),
      curve: { bin: null, until: null, at: null },
      resolver: 'isp',
      answer: 'servfail' as const,
      members: 1,
      lasts: null,
    };
    const scenario = pods(TRIES, {}, { events: [out] });
    const m = simulate(scenario, 1, 1);
    expect(sum(m.clients[0]?.completed ?? [])).toBe(0);
    expect(sum(m.clients[0]?.failures ?? [])).toBe(sum(m.clients[0]?.made ?? []));
  });

  it('is kept by the client as a whole, and its refreshes search too', () => {
    const dns = { kind: 'fixed', seconds: 60 } as const;
    const known = { ...clientGroup(1, 1, { dns }), arrivals: { name: 'regular', settings: 0.1 } };
    const { behaviour, count } = known;
    const kept = outcome(pods(TRIES, { behaviour, count }));
    expect(kept.queries).toBe(4 * (kept.lookups - kept.cacheHits));
    expect(kept.cacheHits).toBeGreaterThan(0.8 * kept.lookups);
    const timed = clientGroup(1, 5, {
      dns: { kind: 'fixed', seconds: Number.POSITIVE_INFINITY },
      reresolve: { interval: 20 },
    });
    const renewed = outcome(pods(TRIES, { behaviour: timed.behaviour, count: 5 }));
    // Thirty times each, of five clients, and what they ask for before their first list is there.
    expect(renewed.queries % 4).toBe(0);
    expect(renewed.queries / 4).toBeGreaterThanOrEqual(5 * 29);
    expect(renewed.queries / 4).toBeLessThanOrEqual(5 * 32);
    expect(renewed.completed).toBe(renewed.made);
  });

  it('goes through stubs, each name for itself', () => {
    const stub = { timeout: 5, attempts: 2, pick: 'ordered' } as const;
    const { behaviour } = clientGroup(1, null, { stub });
    const { made, completed, queries } = outcome(pods(TRIES, { behaviour }));
    expect(completed).toBe(made);
    expect(queries).toBe(4 * made);
  });

  it('goes to the cache of each name where caches are divided by name', () => {
    const { made, queries, upstream } = outcome(
      pods(TRIES, {}, {}, { shards: 8, shardPick: 'name' }),
    );
    expect(queries).toBe(4 * made);
    expect(upstream).toBe(outcome(pods(TRIES)).upstream);
  });

  it('starts with the negative entries that such look-ups leave', () => {
    // Poisson look-ups at 1/s, negative TTL 30: an entry is asked of the authority every 31 s.
    const scenario = pods(
      TRIES,
      { arrivals: { name: 'poisson', settings: 1 } },
      { start: 'stationary', leadIn: 0, duration: 30, window: 7.5 },
    );
    expect(leadInOf(scenario).exact).toBe(false);
    let denied = 0;
    const runs = 300;
    for (let seed = 1; seed <= runs; seed++)
      for (const { code, queries } of outcome(scenario, seed).byKind)
        if (code === 'NXDOMAIN') denied += queries;
    // One at most for a run and name, with a chance of 30/31; were all three always together, nine times its variance.
    const mean = (3 * 30) / 31;
    const variance = 9 * (30 / 31) * (1 / 31);
    expect(Math.abs(denied / runs - mean)).toBeLessThan(4 * Math.sqrt(variance / runs));
  });
});
