import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClientBehaviour, FaultSpec, Scenario, ServerSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fastServer, fault } from '../support/backends.ts';
import { poolOf, scenarioOf, sum } from '../support/scenarios.ts';

const never = Number.POSITIVE_INFINITY;
const constant = (settings: number) => ({ name: 'constant', settings });

const behaviours: fc.Arbitrary<Partial<ClientBehaviour>> = fc.record({
  dns: fc.constantFrom<ClientBehaviour['dns']>(
    { kind: 'none' },
    { kind: 'ttl', negative: 5 },
    { kind: 'fixed', seconds: 25, grace: 30 },
    { kind: 'fixed', seconds: never },
    { kind: 'scaled', scale: 1.25, plus: 2, atLeast: 15 },
  ),
  pick: fc.constantFrom('first', 'random', 'cycle', 'all', 'smooth', 'slots'),
  connect: fc.constantFrom(
    { name: 'single', settings: null },
    { name: 'sequential', settings: null },
    { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: false } },
    { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: true } },
  ),
  connectTimeout: fc.constantFrom(never, 0.3, 8),
  attemptTimeout: fc.constantFrom<ClientBehaviour['attemptTimeout']>('kernel', 'share', 'half', 2),
  sameAddressTries: fc.constantFrom(1, 2),
  failMemory: fc.constantFrom(0, 10),
  requestTimeout: fc.constantFrom(never, 0.5, 5),
  retry: fc.constantFrom<ClientBehaviour['retry'][]>(
    null,
    {
      on: ['connect', 'timeout', 'reset', '5xx', 'lookup'],
      attempts: 3,
      backoff: { initial: 0, factor: 2, max: never, jitter: 0 },
      budget: Number.POSITIVE_INFINITY,
      to: 'next',
    },
    {
      on: ['timeout', 'reset', '5xx'],
      attempts: 5,
      backoff: { initial: 0.2, factor: 2, max: 1, jitter: 0.5 },
      budget: 0.2,
      to: 'lookup',
    },
    {
      on: ['connect', 'reset'],
      attempts: 2,
      backoff: { initial: 1, factor: 2, max: never, jitter: 0 },
      budget: Number.POSITIVE_INFINITY,
      to: 'same',
    },
  ),
  pool: fc.constantFrom(
    null,
    poolOf({ idle: 20, maxConns: 1 }),
    poolOf({ maxConns: 2, streams: 3, maxRequests: 7 }),
    poolOf({ idle: 5, maxAge: { name: 'exponential', settings: 20 }, reuse: 'fifo' }),
    poolOf({ idle: 5, maxConns: 3, alwaysOn: 2 }),
  ),
  reresolve: fc.constantFrom<ClientBehaviour['reresolve'][]>(
    'newConnection',
    'never',
    'ttl',
    { onFailure: 5 },
    { interval: 3 },
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
    })
    .map((spec) => ({ ...fastServer, ...spec })),
);

const faults: fc.Arbitrary<FaultSpec[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('crash', 'blackhole', 'drain'),
      targets: fc.subarray(['web-1', 'web-2', 'web-3'], { minLength: 1 }),
      at: fc.integer({ min: 1, max: 100 }),
      lasts: fc.constantFrom(null, 3, 40),
    })
    .map(({ kind, targets, at, lasts }) => ({
      ...fault(kind, targets, kind === 'drain' ? { close: true } : null),
      at: constant(at),
      lasts: lasts === null ? null : constant(lasts),
    })),
  { maxLength: 3 },
);

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    client: behaviours,
    server,
    events: faults,
    rtt: fc.constantFrom(null, constant(0.1), { name: 'exponential', settings: 0.4 }),
    toClient: fc.constantFrom(null, constant(0.05)),
    clients: fc.constantFrom(null, 2, 30),
    start: fc.constantFrom('stationary' as const, 'cold' as const),
    ttl: fc.constantFrom(0, 20),
    name: fc.constantFrom('app.example.com', 'app.example.com', 'gone.example.com'),
  })
  .map(({ client, server: spec, events, rtt, toClient, clients, start, ttl, name }) => {
    const isKnown = clients !== null;
    const pool = isKnown ? client.pool : null;
    const plain = scenarioOf(
      {
        duration: 120,
        warmup: 10,
        window: 30,
        rate: 8,
        ttl,
        clients,
        resolvers: 2,
        client: {
          ...client,
          pool: pool ?? null,
          ...(pool === null && client.pick === 'all' ? { pick: 'first' } : {}),
          // The reader refuses connections always on where each request goes to an address of its own.
          ...(pool?.alwaysOn && client.pick && ['all', 'smooth', 'slots'].includes(client.pick)
            ? { pick: 'cycle' }
            : {}),
          ...(isKnown
            ? {}
            : { dns: { kind: 'none' }, pick: 'first', reresolve: 'newConnection', failMemory: 0 }),
        },
      },
      { start, events, network: { places: [], rtt } },
    );
    return {
      ...plain,
      backends: plain.backends.map((backend) => ({ ...backend, server: spec })),
      resolvers: plain.resolvers.map((group) => ({
        ...group,
        latency: { client: toClient, upstream: null },
      })),
      clients: plain.clients.map((group) => ({ ...group, lookup: [{ name, share: 1 }] })),
    };
  });

it('conserves requests and attempts, whatever clients do and whatever strikes backends', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const m = simulate(scenario, 'faults', 1);
      const [group] = m.clients;
      if (!group) throw new RangeError('no clients');
      const total = (of: 'made' | 'completed' | 'failures' | 'attempts' | 'attemptsFailed') =>
        sum(group[of]);
      expect(m.inFlightStart + total('made')).toBe(
        total('completed') + total('failures') + m.inFlightEnd,
      );
      expect(m.attemptsInFlightStart + total('attempts')).toBe(
        total('completed') + total('attemptsFailed') + m.attemptsInFlightEnd,
      );
      expect(total('completed')).toBeLessThanOrEqual(
        sum(m.backends.requests) + m.attemptsInFlightStart,
      );
      expect(Math.min(...m.backends.openSeconds)).toBeGreaterThanOrEqual(-1e-6);
    }),
    { numRuns: 200, seed: 53 },
  );
});
