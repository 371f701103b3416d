import { describe, expect, it } from 'vitest';
import { explain } from '../../../experiments/explain/index.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import { poolOf, resolverGroup, scenarioOf } from '../../support/scenarios.ts';

const of = (scenario: Scenario) =>
  explain({ scenario, seed: 1, replications: 1, hash: '', notes: [] });
const longest = (scenario: Scenario, tier: string) =>
  of(scenario).lifetimes.find((one) => one.tier === tier)?.longestSeconds;
const reasons = (scenario: Scenario) =>
  of(scenario).predictions.flatMap(({ rows }) =>
    rows.flatMap((row) => ('reason' in row ? [row.reason] : [])),
  );

describe('how long an answer can be in use', () => {
  it.each<[string, Scenario, string, number | null]>([
    ['a TTL', scenarioOf({}), 'clients users', 60],
    ['a TTL cut', scenarioOf({ resolver: { maxTtl: 20 } }), 'clients users', 20],
    ['a TTL raised', scenarioOf({ resolver: { minTtl: 90 } }), 'clients users', 90],
    [
      'a TTL and its last second',
      scenarioOf({ resolver: { ttlClock: 'seconds', lastSecond: 'hit' } }),
      'clients users',
      61,
    ],
    [
      'a TTL and a fixed client cache',
      scenarioOf({ clients: 9, client: { dns: { kind: 'fixed', seconds: 30 } } }),
      'clients users',
      90,
    ],
    [
      'a TTL where the client honours it',
      scenarioOf({ clients: 9, client: { dns: { kind: 'ttl' } } }),
      'clients users',
      60,
    ],
    [
      'a TTL through a chain that counts down',
      scenarioOf(
        {},
        { resolvers: [{ ...resolverGroup('isp', 3), upstream: 'up' }, resolverGroup('up', 1)] },
      ),
      'clients users',
      60,
    ],
    [
      'a TTL through a chain whose lower cache keeps at least 30 s',
      scenarioOf(
        {},
        {
          resolvers: [
            { ...resolverGroup('isp', 3, { minTtl: 30 }), upstream: 'up' },
            resolverGroup('up', 1),
          ],
        },
      ),
      'clients users',
      90,
    ],
    [
      'any time on a connection in use',
      scenarioOf({ clients: 9, client: { pool: poolOf({ idle: 30, maxConns: 6 }) } }),
      'connections of users',
      null,
    ],
  ])('%s', (_, scenario, tier, seconds) => {
    expect(longest(scenario, tier)).toBe(seconds);
  });
});

describe('where no formula holds there is a reason and no number', () => {
  const chain = (more: object) =>
    scenarioOf(
      {},
      {
        resolvers: [
          { ...resolverGroup('isp', 3), upstream: 'up', ...more },
          resolverGroup('up', 2),
        ],
      },
    );

  it.each<[string, Scenario, string]>([
    [
      'arrivals that are not Poisson',
      scenarioOf(
        {},
        {
          clients: scenarioOf({}).clients.map((c) => ({
            ...c,
            arrivals: { name: 'regular', settings: 1 },
          })),
        },
      ),
      'not Poisson but regular',
    ],
    [
      'connections for ever',
      scenarioOf({
        clients: 50,
        client: { pool: poolOf({ idle: Number.POSITIVE_INFINITY, maxConns: 6 }) },
      }),
      'have no end',
    ],
    [
      'few clients a resolver',
      scenarioOf({ clients: 9, client: { dns: { kind: 'fixed', seconds: 30 } } }),
      'too few a resolver',
    ],
    [
      'a popularity drawn anew',
      scenarioOf(
        {},
        {
          resolvers: [{ ...resolverGroup('isp', 3), popularity: { kind: 'lognormal', sigma: 1 } }],
        },
      ),
      'drawn anew',
    ],
    ['a fresh upstream each time', chain({ upstreamPick: 'query' }), 'fresh member'],
    [
      'orders that a counter turns',
      scenarioOf({
        resolver: {
          orderOnHit: {
            name: 'rotate',
            settings: { by: 'counter', step: 1, per: 'entry', first: 0 },
          },
        },
      }),
      'without a closed form',
    ],
    [
      'a naive shuffle',
      scenarioOf({ resolver: { orderOnHit: { name: 'shuffleNaive', settings: null } } }),
      'without a closed form',
    ],
  ])('%s', (_, scenario, reason) => {
    expect(reasons(scenario).join('\n')).toContain(reason);
  });
});

it('every prediction names a formula, and a measure that a result has', () => {
  const rows = of(scenarioOf({ rate: 100 })).predictions.flatMap(({ rows: all }) => all);
  expect(rows.length).toBeGreaterThan(6);
  for (const row of rows) if ('value' in row) expect(row.source).not.toBe('');
});

it('a name without records is explained as the negative answer that it gets', () => {
  const base = scenarioOf({});
  const scenario = {
    ...base,
    clients: base.clients.map((client) => ({
      ...client,
      lookup: [{ name: 'gone.example.com', share: 1 }],
    })),
  };
  expect(of(scenario).names).toMatchObject([
    { code: 'NXDOMAIN', policy: null, intended: [], ttlSeconds: [900] },
  ]);
});
