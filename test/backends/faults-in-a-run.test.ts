import { describe, expect, it } from 'vitest';
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import type { ClientBehaviour, FaultSpec, Law, Scenario, ServerSpec } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fastServer, fault } from '../support/backends.ts';
import { columnSums, poolOf, type Shape, scenarioOf } from '../support/scenarios.ts';

/** Two backends behind answers that every hit shuffles, 20 requests a second, windows of a minute. */
function faulty(
  struck: FaultSpec,
  shape: Shape & { client?: Partial<ClientBehaviour>; server?: Partial<ServerSpec> } = {},
): Scenario {
  const scenario = scenarioOf(
    {
      backends: 2,
      rate: 20,
      duration: 300,
      window: 60,
      resolver: { orderOnHit: { name: 'shuffle', settings: null } },
      ...shape,
    },
    { events: [struck] },
  );
  const server = shape.server ? { ...fastServer, ...shape.server } : null;
  return { ...scenario, backends: scenario.backends.map((backend) => ({ ...backend, server })) };
}

const constant = (settings: number): Law => ({ name: 'constant', settings });
/** From the second minute to the fourth. */
const lasting = (name: string, settings: unknown = null): FaultSpec => ({
  ...fault(name, ['web-1'], settings),
  at: constant(60),
  lasts: constant(120),
});

/** Requests at web-1 by window, failures by reason, connections opened to web-1 by window. */
function seen(m: Measurements) {
  const width = m.backends.names.length;
  const first = (table: Float64Array) => [...table].filter((_, i) => i % width === 0);
  const failures = columnSums(m.clients[0]?.failures as Float64Array, FAILURES.length);
  return {
    requests: first(m.backends.requests),
    connections: first(m.backends.connections),
    failures: Object.fromEntries(
      FAILURES.map((reason, i) => [reason, failures[i] as number]).filter(([, n]) => n),
    ),
  };
}

describe('during a run', () => {
  it('a crash refuses connections while it lasts, and nothing else', () => {
    const { requests, failures } = seen(simulate(faulty(lasting('crash')), 1, 1));
    expect(requests.map((n) => n > 0)).toEqual([true, false, false, true, true]);
    expect(Object.keys(failures)).toEqual(['refused']);
  });

  it('a crash resets the requests in hand; its server returns with an empty queue', () => {
    const server = { service: constant(1), queueLimit: 10 };
    const m = simulate(faulty(lasting('crash'), { server }), 1, 1);
    const { failures } = seen(m);
    expect(failures.reset).toBe(11);
    expect(columnSums(m.backends.servers?.lost as Float64Array, 2)).toEqual([11, 0]);
    expect(m.backends.servers?.held.filter((_, i) => i % 2 === 0)).toEqual(
      Float64Array.of(11, 0, 0, 11, 11),
    );
  });

  it('a black hole lets connections time out', () => {
    const scenario = faulty(lasting('blackhole'), { client: { attemptTimeout: 3 } });
    const { requests, failures } = seen(simulate(scenario, 1, 1));
    expect(requests.map((n) => n > 0)).toEqual([true, false, false, true, true]);
    expect(Object.keys(failures)).toEqual(['connect-timeout']);
  });

  it('a black hole leaves requests over open connections without a response', () => {
    const client = { pool: poolOf({}), requestTimeout: 2, attemptTimeout: 2 };
    const { failures } = seen(
      simulate(faulty(lasting('blackhole'), { client, clients: 200 }), 1, 1),
    );
    expect(Object.keys(failures)).toEqual(['connect-timeout', 'response-timeout']);
  });

  it('a drain closes connections after the response, unless it is told to keep them', () => {
    const shape = { client: { pool: poolOf({}) }, clients: 200 };
    const opened = (close: boolean) =>
      seen(simulate(faulty(lasting('drain', { close }), shape), 1, 1));
    const [closing, keeping] = [opened(true), opened(false)];
    expect(closing.failures).toEqual({});
    // Those of the first minute end with one more response; then each request has a connection of its own.
    expect(closing.connections[1]).toBeGreaterThan(0);
    expect(closing.connections[2]).toBe(closing.requests[2]);
    expect(keeping.connections.slice(1)).toEqual([0, 0, 0, 0]);
    expect(keeping.failures).toEqual({});
  });

  it('faults come and go at times that depend on no load', () => {
    const random: FaultSpec = {
      ...fault('crash', ['web-1']),
      at: { name: 'uniform', settings: [10, 100] },
      lasts: { name: 'exponential', settings: 40 },
    };
    const times = (shape: Parameters<typeof faulty>[1]) =>
      simulate(faulty(random, shape), 'times', 3).events.map(({ at, until }) => [at, until]);
    const [idle, busy, queueing] = [
      times({ rate: 0.1 }),
      times({ rate: 50 }),
      times({ server: { service: { name: 'exponential', settings: 0.08 } } }),
    ];
    expect(busy).toEqual(idle);
    expect(queueing).toEqual(idle);
  });

  it('nobody predicts a skew that requests turned away would falsify', () => {
    const unpredicted = (scenario: Scenario) => simulate(scenario, 1, 1).skew.unpredicted;
    const struck = faulty(lasting('crash'));
    expect(unpredicted(struck)).toBe('faults turn requests away during the run');
    const limited = faulty(lasting('crash'), { server: { queueLimit: 3 } });
    expect(unpredicted({ ...limited, events: [] })).toBe('full queues may turn requests away');
    expect(unpredicted({ ...struck, events: [] })).toBeNull();
  });

  it('work that clients give up is finished for nothing, or dropped to the good of the rest', () => {
    const run = (abandoned: 'finish' | 'cancel') => {
      const m = simulate(
        faulty(lasting('drain', { close: true }), {
          client: { requestTimeout: 3 },
          server: { service: { name: 'exponential', settings: 0.12 }, abandoned },
        }),
        1,
        1,
      );
      const counts = m.backends.servers as NonNullable<typeof m.backends.servers>;
      const total = (values: Float64Array) => columnSums(values, 2).reduce((a, b) => a + b);
      return { wasted: total(counts.wasted), lost: total(counts.lost), completed: seen(m) };
    };
    const [finished, cancelled] = [run('finish'), run('cancel')];
    expect(finished.wasted).toBeGreaterThan(100);
    expect(finished.lost).toBe(0);
    expect(cancelled.wasted).toBe(0);
    expect(cancelled.lost).toBeGreaterThan(100);
    expect(cancelled.completed.failures['response-timeout']).toBeLessThan(
      finished.completed.failures['response-timeout'] as number,
    );
  });
});
