/**
 * A stationary start is stationary: what the first window measures is what a late one does, for whatever a scenario
 * is made of. Differences are paired by replication and held to 4 of their standard errors.
 */
import { describe, expect, it } from 'vitest';
import type { Measurements } from '../../sim/measurements.ts';
import type { ClientBehaviour, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  clientGroup,
  columnSums,
  poolOf,
  resolverGroup,
  type Shape,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const REPLICATIONS = 60;
const WINDOW = 10;
const DURATION = 210;

const plain: Shape = { ttl: 20, rate: 40, resolvers: 50, duration: DURATION, window: WINDOW };
const resolver = (behaviour: Partial<ResolverBehaviour>) =>
  scenarioOf({ ...plain, resolver: behaviour });
const clients = (client: Partial<ClientBehaviour>, more: Partial<Scenario> = {}) =>
  scenarioOf({ ...plain, rate: 20, resolvers: 10, clients: 200, client }, more);
const arrivals = (name: string, settings: unknown) => {
  const base = scenarioOf({ ...plain, rate: 2, resolvers: 1 });
  return { ...base, clients: base.clients.map((c) => ({ ...c, arrivals: { name, settings } })) };
};
/** Records that answer alone, each with its own TTL. */
const mixed = (scenario: Scenario, ttls: readonly number[]): Scenario => ({
  ...scenario,
  zones: scenario.zones.map((zone) => ({
    ...zone,
    records: zone.records.map((record, i) => ({
      ...record,
      ttl: ttls[i] as number,
      routing: 'weighted',
      settings: { weight: 1 },
    })),
  })),
});
/** Forwarders over forwarders, the last asking the authority. */
const chain = (...behaviours: readonly Partial<ResolverBehaviour>[]) => {
  const counts = [40, 8, 2].slice(-behaviours.length);
  const resolvers = behaviours.map((behaviour, i) => ({
    ...resolverGroup(i === 0 ? 'isp' : `level ${i}`, counts[i] as number, behaviour),
    upstream: i + 1 < behaviours.length ? `level ${i + 1}` : null,
  }));
  return scenarioOf({ ...plain, rate: 4 }, { resolvers });
};
const slow = (scenario: Scenario): Scenario => ({
  ...scenario,
  resolvers: scenario.resolvers.map((group) => ({
    ...group,
    latency: { client: null, upstream: { name: 'exponential', settings: 1 } },
  })),
});
const nowhere = (scenario: Scenario): Scenario => ({
  ...scenario,
  zones: scenario.zones.map((zone) => ({ ...zone, negativeTtl: 15 })),
  clients: scenario.clients.map((group) => ({
    ...group,
    lookup: [{ name: 'gone.example.com', share: 1 }],
  })),
});
const seconds = { ttlClock: 'seconds', ttlPassed: 'floor' } as const;

const scenarios: readonly (readonly [string, Scenario])[] = [
  ['caches of any popularity', scenarioOf(plain, { resolvers: [zipf()] })],
  ['answers with TTLs of their own', mixed(resolver({}), [5, 20, 60])],
  ['negative answers', nowhere(resolver({}))],
  ['a countdown chain of two', chain({}, {})],
  ['a countdown chain of three', chain({}, {}, {})],
  ['random shards before a forwarder', chain({ shards: 4, shardPick: 'query' }, {})],
  ['a forwarder that keeps answers longer', chain({ minTtl: 45 }, {})],
  ['a forwarder that keeps answers shorter', chain({ maxTtl: 7 }, {})],
  ['a clock of whole seconds', resolver(seconds)],
  ['a clock whose last second hits', resolver({ ...seconds, lastSecond: 'hit' })],
  ['a clock of seconds, TTLs mixed', mixed(resolver(seconds), [2, 10, 30])],
  ['a chain on clocks of seconds', chain(seconds, seconds)],
  ['prefetch', resolver({ prefetch: { kind: 'share', share: 0.25, plus: 0 } })],
  [
    'prefetch on a clock of seconds',
    resolver({ ...seconds, prefetch: { kind: 'below', below: 4, eligible: 9 } }),
  ],
  ['expired records at once', resolver(atOnce(30))],
  ['expired records at once on a clock of seconds', resolver({ ...seconds, ...atOnce(30) })],
  ['shards that clients are hashed to', hashedShards()],
  ['clients that keep answers 25 s', clients({ dns: { kind: 'fixed', seconds: 25 } })],
  ['clients that honour TTLs', clients({ dns: { kind: 'ttl' } })],
  ['connections that live 30 s idle', clients({ pool: poolOf({ idle: 30, maxConns: 6 }) })],
  ['connections for ever', clients({ pool: poolOf({ maxConns: 1 }) })],
  ['regular arrivals', arrivals('regular', 0.13)],
  [
    'bursty arrivals',
    arrivals('renewal', { rate: 0.2, law: { name: 'lognormal', settings: { mean: 1, cv: 3 } } }),
  ],
  ['answers that take their time', slow(resolver({}))],
  ...[
    ['busy caches', {}],
    ['busy caches, prefetch', { prefetch: { kind: 'share', share: 0.25, plus: 0 } }],
    ['busy caches, clock of seconds', seconds],
    [
      'busy caches, prefetch on a clock of seconds whose last second hits',
      { ...seconds, lastSecond: 'hit', prefetch: { kind: 'share', share: 0.25, plus: 0 } },
    ],
  ].map(([name, behaviour]) => busy(name as string, behaviour as Partial<ResolverBehaviour>)),
];

/** Answers from records that have expired, before they are renewed. */
function atOnce(window: number): Partial<ResolverBehaviour> {
  return {
    serveStale: { window, ttl: { seconds: 5, atMostOriginal: false }, patience: 0, recheck: 30 },
  };
}

/** Five requests a second for a TTL of 20 s: caches that begin in step stay so for thousands of seconds. */
function busy(name: string, behaviour: Partial<ResolverBehaviour>): readonly [string, Scenario] {
  return [name, scenarioOf({ ...plain, rate: 300, resolvers: 60, resolver: behaviour })];
}

function zipf() {
  return { ...resolverGroup('isp', 200), popularity: { kind: 'zipf', s: 1 } as const };
}

function hashedShards(): Scenario {
  const resolvers = [resolverGroup('isp', 5, { shards: 8, shardPick: 'client' })];
  return scenarioOf({ ...plain, rate: 8 }, { resolvers, clients: [clientGroup(8, 60)] });
}

/** Ratios of one window that must not depend on which. */
const measures: Readonly<
  Record<string, (m: Measurements, window: number) => { y: number; x: number } | null>
> = {
  'hit ratio of the first tier': ({ resolvers: [group] }, w) => ({
    y: group?.hits[w] as number,
    x: group?.queries[w] as number,
  }),
  'stale answers': ({ resolvers: [group] }, w) => ({ y: group?.staleAnswers[w] as number, x: 1 }),
  'queries of the last tier': ({ resolvers }, w) => ({
    y: resolvers.at(-1)?.queries[w] as number,
    x: 1,
  }),
  'authority queries': ({ authority }, w) => ({ y: authority.queries[w] as number, x: 1 }),
  'hit ratio of clients': ({ clients: [group] }, w) =>
    group?.cacheHits ? { y: group.cacheHits[w] as number, x: group.lookups[w] as number } : null,
  'look-ups': ({ clients: [group] }, w) => ({ y: group?.lookups[w] as number, x: 1 }),
  'share of the first backend': ({ backends: { requests, names } }, w) => {
    const loads = requests.slice(w * names.length, (w + 1) * names.length);
    return sum(loads) > 0 ? { y: loads[0] as number, x: sum(loads) } : null;
  },
  'square of the largest load': ({ backends: { requests, names } }, w) => {
    const loads = [...requests.slice(w * names.length, (w + 1) * names.length)];
    return { y: Math.max(...loads) * Math.max(...loads), x: 1 };
  },
};

describe.each(scenarios)('%s', (name, scenario) => {
  const runs = Array.from({ length: REPLICATIONS }, (_, r) => simulate(scenario, name, r + 1));
  it.each(Object.entries(measures))('%s', (_what, read) => {
    const late = [10, 15, 20];
    const values = runs.flatMap((m) => {
      const first = read(m, 0);
      const others = late.map((w) => read(m, w)).filter((pair) => pair !== null);
      return first && others.length > 0 ? [{ first, others }] : [];
    });
    // What never happens has no ratio.
    if (!values.some(({ first }) => first.x > 0)) return;
    const ratio = (pairs: readonly { y: number; x: number }[]) =>
      sum(pairs.map(({ y }) => y)) / sum(pairs.map(({ x }) => x));
    const [a, b] = [ratio(values.map((v) => v.first)), ratio(values.flatMap((v) => v.others))];
    const [xa, xb] = [
      sum(values.map((v) => v.first.x)),
      sum(values.flatMap((v) => v.others.map(({ x }) => x))),
    ];
    const residuals = values.map(
      ({ first, others }) =>
        (first.y - a * first.x) / xa - sum(others.map(({ y, x }) => y - b * x)) / xb,
    );
    const n = values.length;
    const error = Math.sqrt((sum(residuals.map((e) => e * e)) * n) / (n - 1));
    expect(Math.abs(a - b)).toBeLessThanOrEqual(4 * error + 1e-12);
  });
});

it('clients that chose long ago behind forwarders chose among the answers of their time', () => {
  const pinned: Partial<ClientBehaviour> = {
    pool: poolOf({ maxConns: 1 }),
  };
  const shape: Shape = { ttl: 60, rate: 20, duration: 60, clients: 200, client: pinned };
  const direct = scenarioOf(shape, { history: 6000 });
  const behind = scenarioOf(shape, {
    history: 6000,
    resolvers: [
      { ...resolverGroup('isp', 10), upstream: 'far', upstreamPick: 'same' },
      resolverGroup('far', 1),
    ],
  });
  const cvSquared = (scenario: Scenario) => {
    const each = Array.from({ length: 100 }, (_, r) => {
      const loads = columnSums(simulate(scenario, 'pinned', r + 1).backends.requests, 3);
      return (
        3 * sum(loads.map((load) => (load / sum(loads) - 1 / 3) * (load / sum(loads) - 1 / 3)))
      );
    });
    const mean = sum(each) / each.length;
    const variance = sum(each.map((x) => (x - mean) * (x - mean))) / (each.length - 1);
    return { mean, variance: variance / each.length };
  };
  const [one, two] = [cvSquared(direct), cvSquared(behind)];
  // One answer for all would give a CV² of 2; some 60 answers give a thirtieth or so of that.
  expect(one.mean).toBeLessThan(0.2);
  expect(Math.abs(one.mean - two.mean)).toBeLessThan(4 * Math.sqrt(one.variance + two.variance));
});

it('clients that keep their answers and their connections for ever ask for nothing more, and the start comes to an end', () => {
  const kept = {
    dns: { kind: 'fixed', seconds: Number.POSITIVE_INFINITY },
    pool: poolOf({}),
  } as const;
  const scenario = clients(kept, { resolvers: [resolverGroup('isp', 10, { maxTtl: 0 })] });
  const { resolvers, backends } = simulate({ ...scenario, history: 6000 }, 'for ever', 1);
  expect(sum(resolvers[0]?.queries ?? [])).toBe(0);
  expect(sum(backends.requests)).toBeGreaterThan(20 * DURATION * 0.9);
});
