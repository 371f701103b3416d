import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { poolOf, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const delay = fc.oneof(
  fc.constant(null),
  fc.record({
    name: fc.constantFrom('constant', 'exponential'),
    settings: fc.constantFrom(0.02, 0.4, 3),
  }),
);
const order = fc
  .constantFrom('base', 'filling', 'shuffle', 'bindSeeded')
  .map((name) => ({ name, settings: null }));

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    rtt: delay,
    toClient: delay,
    upstream: delay,
    chain: fc.boolean(),
    clients: fc.constantFrom(null, 1, 30),
    dns: fc.constantFrom(
      { kind: 'none' } as const,
      { kind: 'ttl' } as const,
      { kind: 'fixed', seconds: 25 } as const,
    ),
    pool: fc.constantFrom(null, poolOf({ idle: 20, maxConns: 1 }), poolOf({ maxConns: 6 })),
    pick: fc.constantFrom('first', 'random'),
    ttl: fc.constantFrom(0, 1, 30),
    backends: fc.constantFrom(1, 3, 11),
    orderOnMiss: order,
    orderOnHit: order,
    ttlClock: fc.constantFrom('exact' as const, 'seconds' as const),
    start: fc.constantFrom('stationary' as const, 'cold' as const),
    connect: fc.constantFrom(
      { name: 'single', settings: null },
      { name: 'stagger', settings: { stagger: 0.3, parallel: 2, abort: false } },
      { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: true } },
    ),
    lookup: fc.constantFrom('app.example.com', 'gone.example.com'),
  })
  .map(
    ({
      rtt,
      toClient,
      upstream,
      chain,
      clients,
      dns,
      pool,
      pick,
      connect,
      lookup,
      start,
      ...rest
    }) => {
      const stateful = clients !== null;
      const scenario = scenarioOf(
        {
          duration: 120,
          warmup: 20,
          rate: 8,
          resolvers: 3,
          clients,
          ttl: rest.ttl,
          backends: rest.backends,
          resolver: {
            orderOnMiss: rest.orderOnMiss,
            orderOnHit: rest.orderOnHit,
            ttlClock: rest.ttlClock,
            shards: 2,
          },
          client: {
            pick,
            connect,
            dns: stateful ? dns : { kind: 'none' },
            pool: stateful ? pool : null,
          },
        },
        { start, network: { places: [], rtt } },
      );
      const [isp] = scenario.resolvers;
      return {
        ...scenario,
        clients: scenario.clients.map((group) => ({
          ...group,
          lookup: [{ name: lookup, share: 1 }],
        })),
        resolvers: [
          {
            ...(isp as NonNullable<typeof isp>),
            latency: { client: toClient, upstream },
            upstream: chain ? 'parent' : null,
          },
          { ...resolverGroup('parent', 2), latency: { client: null, upstream } },
        ],
      };
    },
  );

it('conserves requests: in flight at start + made = completed + failed + in flight at the end', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const m = simulate(scenario, 'conservation', 1);
      const [group] = m.clients;
      const total = (key: 'made' | 'completed' | 'failures' | 'attempts' | 'attemptsFailed') =>
        sum(group?.[key] ?? []);
      expect(m.inFlightStart + total('made')).toBe(
        total('completed') + total('failures') + m.inFlightEnd,
      );
      expect(m.attemptsInFlightStart + total('attempts')).toBe(
        total('completed') + total('attemptsFailed') + m.attemptsInFlightEnd,
      );
      expect(m.inFlightStart).toBeGreaterThanOrEqual(0);
      expect(sum(m.skew.windowRequests)).toBe(sum(m.backends.requests));
      for (const { queries, hits, joins } of m.resolvers)
        expect(sum(hits) + sum(joins)).toBeLessThanOrEqual(sum(queries));
      if (group?.lookups && scenario.network.rtt === null)
        expect(sum(m.backends.requests)).toBe(total('completed'));
    }),
    { numRuns: 150, seed: 53 },
  );
});

it('gives the same measurements twice, and others for another replication or seed', () => {
  const scenario = scenarioOf({
    clients: 50,
    rate: 20,
    client: { dns: { kind: 'fixed', seconds: 60 }, pool: poolOf({ idle: 30, maxConns: 6 }) },
  });
  const run = (seed: number, replication: number) =>
    JSON.stringify(simulate(scenario, seed, replication).backends);
  expect(run(1, 1)).toBe(run(1, 1));
  expect(run(1, 2)).not.toBe(run(1, 1));
  expect(run(2, 1)).not.toBe(run(1, 1));
});
