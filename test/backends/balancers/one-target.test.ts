/** An l4 balancer with one node and one target is to clients what the target itself is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClientBehaviour, FaultSpec, Scenario, ServerSpec } from '../../../sim/scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { fastServer, fault } from '../../support/backends.ts';
import { balancedScenario } from '../../support/balancers.ts';
import { multivalueRecords, poolOf } from '../../support/scenarios.ts';

const never = Number.POSITIVE_INFINITY;
const constant = (settings: number) => ({ name: 'constant', settings });

const faults: fc.Arbitrary<FaultSpec[]> = fc.array(
  fc
    .record({
      kind: fc.constantFrom('crash', 'blackhole', 'drain', 'unreachable', 'slow', 'errors'),
      at: fc.integer({ min: 1, max: 70 }),
      lasts: fc.constantFrom(null, 3, 30),
    })
    .map(({ kind, at, lasts }) => ({
      ...fault(kind, ['web-1'], SETTINGS[kind] ?? null),
      curve: { bin: 5, until: 300, at: null },
      at: constant(at),
      lasts: lasts === null ? null : constant(lasts),
    })),
  { maxLength: 3 },
);
const SETTINGS: Readonly<Record<string, unknown>> = {
  drain: { close: true },
  unreachable: { after: constant(1) },
  slow: { factor: 4 },
  errors: { share: 0.5 },
};

const client: fc.Arbitrary<Partial<ClientBehaviour>> = fc.record({
  connectTimeout: fc.constantFrom(never, 3),
  requestTimeout: fc.constantFrom(never, 0.5, 5),
  sameAddressTries: fc.constantFrom(1, 2),
  failMemory: fc.constantFrom(0, 10),
  retry: fc.constantFrom<ClientBehaviour['retry'][]>(null, {
    on: ['connect', 'timeout', 'reset', '5xx'],
    attempts: 3,
    backoff: { initial: 0.1, factor: 2, max: never, jitter: 0.5 },
    budget: never,
    to: 'same',
  }),
  pool: fc.constantFrom(
    null,
    poolOf({ idle: 20 }),
    poolOf({ maxConns: 2, streams: 3, maxRequests: 5 }),
  ),
  pick: fc.constantFrom('first', 'all'),
  reresolve: fc.constantFrom<ClientBehaviour['reresolve'][]>('newConnection', 'ttl', {
    onFailure: 5,
  }),
});

const server: fc.Arbitrary<ServerSpec | null> = fc.oneof(
  fc.constant(null),
  fc
    .record({
      service: fc.constantFrom(constant(0.1), { name: 'exponential', settings: 0.2 }),
      queueLimit: fc.constantFrom(0, 4, never),
      overflow: fc.constantFrom<ServerSpec['overflow'][]>('503', 'refuse', 'silent'),
      abandoned: fc.constantFrom<ServerSpec['abandoned'][]>('finish', 'cancel'),
    })
    .map((spec) => ({ ...fastServer, ...spec })),
);

const scenarios = fc
  .record({
    client,
    server,
    events: faults,
    rtt: fc.constantFrom(null, constant(0.1), { name: 'exponential', settings: 0.2 }),
  })
  .map(({ client: each, server: spec, events, rtt }) =>
    balancedScenario(
      {
        backends: 1,
        duration: 90,
        warmup: 10,
        window: 20,
        rate: 8,
        ttl: 20,
        clients: 15,
        client: { ...each, ...(each.pool === null ? { pick: 'first' } : {}) },
      },
      { layer: 'l4' },
      { events, network: { places: [], rtt }, backend: () => ({ server: spec }) },
    ),
  );

/** The same, with the backend's own address in DNS. */
function withoutBalancer(scenario: Scenario): Scenario {
  return {
    ...scenario,
    balancers: [],
    zones: scenario.zones.map((zone) => ({ ...zone, records: multivalueRecords(1, 20) })),
  };
}

it('changes nothing for clients nor for the target, whatever clients do and whatever strikes it', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const behind = simulate(scenario, 'one target', 1);
      const direct = simulate(withoutBalancer(scenario), 'one target', 1);
      expect(behind.clients).toEqual(direct.clients);
      expect(behind.backends).toEqual(direct.backends);
      // How far a curve goes beyond the end of a fault depends on who probes.
      expect(behind.events.map(({ curve }) => ({ ...curve, back: null }))).toEqual(
        direct.events.map(({ curve }) => ({ ...curve, back: null })),
      );
    }),
    { numRuns: 40, seed: 53 },
  );
});
