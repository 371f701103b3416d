/** Requests, attempts and connections are conserved behind balancers, whatever strikes whom. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type {
  BalancerSpec,
  ClientBehaviour,
  FaultSpec,
  ServerSpec,
} from '../../../sim/scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { fastServer, fault } from '../../support/backends.ts';
import { balancedScenario, targetGroup } from '../../support/balancers.ts';
import { columnSums, poolOf, sum } from '../../support/scenarios.ts';

const never = Number.POSITIVE_INFINITY;
const constant = (settings: number) => ({ name: 'constant', settings });
const NODES = ['198.51.100.1', '198.51.100.2'];

const algorithm = fc.constantFrom<BalancerSpec['algorithm'][]>(
  { name: 'random', settings: null },
  { name: 'round-robin', settings: null },
  { name: 'least-outstanding', settings: null },
  { name: 'powerOf', settings: 2 },
  { name: 'flow-hash', settings: null },
  { name: 'consistent-hash', settings: null },
);

const balancer = fc.record({
  layer: fc.constantFrom<BalancerSpec['layer'][]>('l4', 'l7'),
  algorithm,
  crossZone: fc.boolean(),
  failOpen: fc.boolean(),
  stickiness: fc.constantFrom(0, 20),
  targetTimeout: fc.constantFrom(never, 3, 60),
  targetGroups: fc.constantFrom(
    [targetGroup(['web-1', 'web-2', 'web-3'])],
    [
      targetGroup(['web-1', 'web-2'], { name: 'blue', weight: 3 }),
      targetGroup(['web-2', 'web-3'], { name: 'green', weight: 1, deregistrationDelay: 5 }),
    ],
    [targetGroup(['web-3']), targetGroup([], { name: 'empty' })],
  ),
});

const server: fc.Arbitrary<ServerSpec | null> = fc.oneof(
  fc.constant(null),
  fc
    .record({
      workers: fc.constantFrom(1, 3),
      service: fc.constantFrom(constant(0.2), { name: 'exponential', settings: 0.5 }),
      queueLimit: fc.constantFrom(0, 2, never),
      overflow: fc.constantFrom<ServerSpec['overflow'][]>('503', 'refuse', 'silent'),
      abandoned: fc.constantFrom<ServerSpec['abandoned'][]>('finish', 'cancel'),
      timeout: fc.constantFrom(never, 2),
    })
    .map((spec) => ({ ...fastServer, ...spec })),
);

const faults: fc.Arbitrary<FaultSpec[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('crash', 'blackhole', 'drain'),
      targets: fc.subarray(['web-1', 'web-2', 'web-3']),
      nodes: fc.subarray(NODES),
      at: fc.integer({ min: 1, max: 70 }),
      lasts: fc.constantFrom(null, 3, 30),
    })
    .map(({ kind, targets, nodes, at, lasts }) => ({
      ...fault(kind, targets, kind === 'drain' ? { close: true } : null),
      nodes,
      at: constant(at),
      lasts: lasts === null ? null : constant(lasts),
    })),
  { maxLength: 3 },
);

const behaviour: fc.Arbitrary<Partial<ClientBehaviour>> = fc.record({
  connectTimeout: fc.constantFrom(never, 3),
  requestTimeout: fc.constantFrom(never, 0.5, 5),
  connect: fc.constantFrom(
    { name: 'single', settings: null },
    { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: false } },
  ),
  retry: fc.constantFrom<ClientBehaviour['retry'][]>(null, {
    on: ['connect', 'timeout', 'reset', '5xx'],
    attempts: 3,
    backoff: { initial: 0, factor: 2, max: never, jitter: 0 },
    budget: never,
    to: 'next',
  }),
  pool: fc.constantFrom(null, poolOf({ idle: 20 }), poolOf({ maxConns: 2, streams: 3 })),
  pick: fc.constantFrom('first', 'all'),
});

const scenarios = fc
  .record({
    client: behaviour,
    balancer,
    server,
    events: faults,
    rtt: fc.constantFrom(null, constant(0.1), { name: 'exponential', settings: 0.4 }),
    clients: fc.constantFrom(null, 15),
  })
  .map(({ client, balancer: spec, server: each, events, rtt, clients }) => {
    const pool = clients === null ? null : (client.pool ?? null);
    const pick = pool === null ? 'first' : (client.pick ?? 'first');
    return balancedScenario(
      {
        duration: 90,
        warmup: 10,
        window: 20,
        rate: 8,
        ttl: 20,
        clients,
        client: { ...client, pool, pick },
      },
      { ...spec, nodes: NODES.map((address, i) => ({ address, zone: 'ab'[i] as string })) },
      {
        events,
        network: { places: [], rtt },
        backend: (row) => ({ server: each, zone: row === 0 ? 'a' : 'b' }),
      },
    );
  });

it('conserves requests, attempts and connections behind balancers', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const m = simulate(scenario, 'balancers', 1);
      const [group] = m.clients;
      const [lb] = m.balancers;
      if (!group || !lb) throw new RangeError('no clients, or no balancer');
      const total = (of: 'made' | 'completed' | 'failures' | 'attempts' | 'attemptsFailed') =>
        sum(group[of]);
      expect(m.inFlightStart + total('made')).toBe(
        total('completed') + total('failures') + m.inFlightEnd,
      );
      expect(m.attemptsInFlightStart + total('attempts')).toBe(
        total('completed') + total('attemptsFailed') + m.attemptsInFlightEnd,
      );
      const isL7 = scenario.balancers[0]?.layer === 'l7';
      expect(sum(lb.requests)).toBe(sum(lb.forwarded) + (isL7 ? sum(lb.rejected) : 0));
      // What a target accepted it was sent.
      columnSums(m.backends.requests, 3).forEach((accepted, target) => {
        const place = lb.targets.indexOf(`web-${target + 1}`);
        const sent = place < 0 ? 0 : columnSums(lb.forwarded, lb.targets.length)[place];
        expect(accepted).toBeLessThanOrEqual(sent as number);
      });
      expect(sum(m.backends.connections)).toBe(isL7 ? 0 : sum(lb.connections));
      expect(Math.min(...lb.openSeconds, ...m.backends.openSeconds)).toBeGreaterThanOrEqual(-1e-6);
    }),
    { numRuns: 60, seed: 53 },
  );
});

it('draws the same twice, and for another balancer beside it nothing else', () => {
  const one = balancedScenario({ rate: 20, duration: 200, clients: 30 }, { layer: 'l7' });
  const first = simulate(one, 'same', 1);
  expect(simulate(one, 'same', 1)).toEqual(first);
  const [lb] = one.balancers;
  if (!lb) throw new RangeError('no balancer');
  const idle = { ...lb, name: 'idle', nodes: [{ zone: null, address: '198.51.100.9' }] };
  const both = simulate({ ...one, balancers: [...one.balancers, idle] }, 'same', 1);
  expect(both.backends.requests).toEqual(first.backends.requests);
  expect(sum(both.balancers[1]?.requests ?? [1])).toBe(0);
});

it.each([1, 100])('sends everything somewhere among %i targets', (backends) => {
  const scenario = balancedScenario(
    { backends, rate: 50, duration: 400, ttl: 0 },
    { algorithm: { name: 'powerOf', settings: 2 } },
  );
  const m = simulate(scenario, 'sizes', 1);
  const [lb] = m.balancers;
  expect(sum(lb?.forwarded ?? [])).toBe(sum(m.backends.requests));
  expect(sum(m.backends.requests)).toBe(sum(m.clients[0]?.completed ?? []));
  expect(columnSums(m.backends.requests, backends).every((requests) => requests > 0)).toBe(true);
});
