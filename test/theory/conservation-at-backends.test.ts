import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EventSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fastServer, fault } from '../support/backends.ts';
import { poolOf, scenarioOf, sum } from '../support/scenarios.ts';

const law = fc.constantFrom(
  { name: 'constant', settings: 0 },
  { name: 'constant', settings: 0.1 },
  { name: 'exponential', settings: 0.3 },
  { name: 'exponential', settings: 2 },
);

const server = fc.option(
  fc.record({
    workers: fc.constantFrom(1, 2, 7),
    service: law,
    queueLimit: fc.constantFrom(0, 1, 5, Number.POSITIVE_INFINITY),
    overflow: fc.constantFrom('503' as const, 'refuse' as const, 'silent' as const),
    abandoned: fc.constantFrom('finish' as const, 'cancel' as const),
    discipline: fc.constantFrom('fifo', 'lifo', 'ps', 'random'),
    timeout: fc.constantFrom(0, 0.2, 2.5, Number.POSITIVE_INFINITY),
    slowStart: fc.constantFrom(0, 8),
  }),
);

const settingsOf = (name: string, close: boolean) =>
  ({
    drain: { close },
    unreachable: { after: { name: 'exponential', settings: 1 } },
    slow: { factor: close ? 2 : 30 },
    errors: { share: close ? 0.3 : 1 },
  })[name] ?? null;

const faults: fc.Arbitrary<EventSpec[]> = fc.array(
  fc
    .record({
      name: fc.constantFrom('crash', 'blackhole', 'unreachable', 'drain', 'slow', 'errors'),
      share: fc.constantFrom(undefined, 0.5),
      flap: fc.constantFrom(undefined, {
        down: { name: 'exponential', settings: 2 },
        up: { name: 'constant', settings: 3 },
      }),
      target: fc.constantFrom('web-1', 'web-2'),
      at: fc.constantFrom(10, 31.7, 45, 60.25),
      lasts: fc.constantFrom(null, 0, 7, 30),
      close: fc.boolean(),
    })
    .map(({ name, target, at, lasts, close, share, flap }) => ({
      ...fault(name, share ? ['web-1', 'web-2', 'web-3'] : [target], settingsOf(name, close)),
      ...(share && { share }),
      ...(flap && { flap }),
      at: { name: 'constant', settings: at },
      lasts: lasts === null ? null : { name: 'constant', settings: lasts },
    })),
  { maxLength: 4 },
);

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    servers: fc.tuple(server, server, server),
    events: faults,
    rtt: fc.constantFrom(
      null,
      { name: 'constant', settings: 0.08 },
      { name: 'exponential', settings: 0.2 },
    ),
    clients: fc.constantFrom(null, 20),
    pool: fc.constantFrom(null, poolOf({ idle: 5, maxConns: 2 }), poolOf({ maxConns: 6 })),
    requestTimeout: fc.constantFrom(0.25, 3, Number.POSITIVE_INFINITY),
    attemptTimeout: fc.constantFrom(0.5, 2),
    attempts: fc.constantFrom(1, 3),
    to: fc.constantFrom('same' as const, 'next' as const, 'lookup' as const),
    connect: fc.constantFrom('single', 'sequential'),
    pick: fc.constantFrom('first', 'random'),
  })
  .map(({ servers, events, rtt, clients, pool, connect, attempts, to, ...client }) => {
    const scenario = scenarioOf(
      {
        duration: 80,
        warmup: 15,
        window: 6.5,
        rate: 12,
        clients,
        client: {
          ...client,
          connect: { name: connect, settings: null },
          connectTimeout: 5,
          pool: clients === null ? null : pool,
          retry:
            attempts === 1
              ? null
              : {
                  on: ['connect', 'timeout', 'reset', '5xx'],
                  attempts,
                  backoff: { initial: 0.1, factor: 2, max: 1, jitter: 0.5 },
                  budget: Number.POSITIVE_INFINITY,
                  to,
                },
        },
      },
      {
        events: events.map((event, i) => ({ ...event, name: `event ${i}` })),
        network: { places: [], rtt },
        start: 'cold',
      },
    );
    return {
      ...scenario,
      backends: scenario.backends.map((backend, i) => ({
        ...backend,
        server: servers[i] ? { ...fastServer, ...servers[i] } : null,
      })),
    };
  });

it('conserves requests at every backend and window edge: held + accepted = completed + lost + held', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { backends, windowStarts, span } = simulate(scenario, 'conservation', 1);
      const { servers, requests, names } = backends;
      if (!servers) return;
      const end = (windowStarts[0] as number) + span;
      names.forEach((_, i) => {
        const workers = servers.workers[i] as number;
        if (workers === 0) return;
        const limit = scenario.backends[i]?.server?.queueLimit as number;
        let held = servers.heldAtStart[i] as number;
        windowStarts.forEach((start, w) => {
          const at = (values: Float64Array) => values[w * names.length + i] as number;
          held += at(requests) - at(servers.completed) - at(servers.lost);
          expect(at(servers.held)).toBe(held);
          expect(held).toBeGreaterThanOrEqual(0);
          const seconds = (windowStarts[w + 1] ?? end) - start;
          expect(at(servers.busySeconds)).toBeLessThanOrEqual(workers * seconds * (1 + 1e-12));
          expect(at(servers.queueSeconds)).toBeLessThanOrEqual(
            at(servers.queueMax) * seconds * (1 + 1e-12),
          );
          expect(at(servers.queueMax)).toBeLessThanOrEqual(limit);
          expect(at(servers.wasted)).toBeLessThanOrEqual(at(servers.completed));
        });
      });
    }),
    { numRuns: 100, seed: 53 },
  );
});

it('conserves requests at the clients of such backends, who count every end once', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const m = simulate(scenario, 'conservation', 1);
      const [group] = m.clients;
      const total = (key: 'made' | 'completed' | 'failures') => sum(group?.[key] ?? []);
      expect(m.inFlightStart + total('made')).toBe(
        total('completed') + total('failures') + m.inFlightEnd,
      );
      expect(m.inFlightStart).toBeGreaterThanOrEqual(0);
      const tries = (key: 'attempts' | 'attemptsFailed') => sum(group?.[key] ?? []);
      expect(m.attemptsInFlightStart + tries('attempts')).toBe(
        total('completed') + tries('attemptsFailed') + m.attemptsInFlightEnd,
      );
      expect(sum(m.backends.openSeconds.map((seconds) => Math.min(0, seconds)))).toBe(0);
    }),
    { numRuns: 60, seed: 54 },
  );
});
