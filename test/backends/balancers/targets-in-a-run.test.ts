/** What the states of targets do to requests and connections, in whole runs of balancers in front of servers. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Measurements } from '../../../sim/measurements.ts';
import type {
  BalancerSpec,
  EventSpec,
  Law,
  RegistrationSpec,
  Scenario,
  ServerSpec,
  TargetGroupSpec,
} from '../../../sim/scenario.ts';
import { simulate } from '../../../sim/simulate.ts';
import { fastServer, fault } from '../../support/backends.ts';
import { balancedScenario, targetGroup } from '../../support/balancers.ts';
import { columnSums, poolOf, type Shape, sum } from '../../support/scenarios.ts';

const constant = (settings: number): Law => ({ name: 'constant', settings });
const check = { interval: 10, timeout: 5, healthyThreshold: 3, unhealthyThreshold: 2 };

interface Setting {
  readonly shape?: Shape;
  readonly backends?: number;
  readonly group?: Partial<TargetGroupSpec>;
  readonly balancer?: Partial<BalancerSpec>;
  readonly server?: Partial<ServerSpec>;
  readonly events?: readonly EventSpec[];
  /** Round trip of clients, in seconds. */
  readonly trip?: number;
}

/** 20 requests a second for five minutes, in windows of ten seconds. */
function scenario(setting: Setting): Scenario {
  const { shape, backends = 4, group, balancer, server, events, trip } = setting;
  const targets = Array.from({ length: backends }, (_, i) => `web-${i + 1}`);
  return balancedScenario(
    { backends, rate: 20, duration: 300, window: 10, ...shape },
    {
      targetGroups: [targetGroup(targets, { healthCheck: check, ...group })],
      ...balancer,
    },
    {
      events: [...(events ?? [])],
      network: { places: [], rtt: trip === undefined ? null : constant(trip) },
      backend: () => ({ server: server ? { ...fastServer, ...server } : null }),
    },
  );
}

const registration = (verb: RegistrationSpec['verb'], at: number, row = 1): RegistrationSpec => ({
  name: `${verb} web-${row}`,
  verb,
  at: constant(at),
  backends: [`web-${row}`],
  curve: { bin: null, until: null, at: null },
});
const struck = (name: string, at: number, lasts: number | null, settings: unknown = null) => ({
  ...fault(name, ['web-1'], settings),
  at: constant(at),
  lasts: lasts === null ? null : constant(lasts),
});

/** Requests at web-1 and failures, by window; connections open to web-1 on average. */
function seen(m: Measurements) {
  const width = m.backends.names.length;
  const first = (table: Float64Array) => [...table].filter((_, i) => i % width === 0);
  const failures = columnSums(m.clients[0]?.failures as Float64Array, FAILURES.length);
  return {
    requests: first(m.backends.requests),
    open: first(m.backends.openSeconds).map((seconds) => seconds / 10),
    failures: Object.fromEntries(
      FAILURES.map((reason, i) => [reason, failures[i] as number]).filter(([, n]) => n),
    ),
    healthy: [...(m.balancers[0]?.targetGroups[0]?.healthySeconds ?? [])].map((s) => s / 10),
  };
}

describe('a target that fails its probes', () => {
  it('gets nothing from two probes on until it has passed three, and only that is lost', () => {
    const m = simulate(scenario({ events: [struck('crash', 100, 100)] }), 'crash', 1);
    const { requests, healthy, failures } = seen(m);
    const gets = requests.map((n) => n > 0);
    expect(gets.slice(0, 10)).not.toContain(false);
    expect(gets.slice(12, 22)).not.toContain(true);
    expect(gets.slice(23)).not.toContain(false);
    expect([healthy[5], healthy[15], healthy[25]]).toEqual([4, 3, 4]);
    // An l7 node that is refused answers with an error; 10 to 20 s of a quarter of 20/s.
    expect(Object.keys(failures)).toEqual(['5xx']);
    expect(failures['5xx']).toBeGreaterThan(25);
    expect(failures['5xx']).toBeLessThan(130);
    expect(m.events[0]?.detection.balancers).toBeGreaterThanOrEqual(10);
    expect(m.events[0]?.detection.balancers).toBeLessThan(20);
    expect(m.backends.intended[15 * 4]).toBe(0);
    expect(m.backends.intended[5 * 4]).toBeCloseTo(0.25, 12);
  });

  it('drops out of an l7 balancer with what it has in hand, and out of an l4 one by a reset', () => {
    // It serves on, though its probes fail.
    const events = [struck('drain', 100, null, { close: false })];
    const run = (layer: BalancerSpec['layer']) =>
      seen(
        simulate(
          scenario({
            events,
            balancer: { layer },
            server: { workers: 1000, service: constant(3) },
            shape: { clients: 40, client: { pool: poolOf({}) } },
          }),
          'drain',
          1,
        ),
      );
    expect(run('l7').failures).toEqual({});
    const { failures, open } = run('l4');
    expect(Object.keys(failures)).toEqual(['reset']);
    expect(open[8]).toBeGreaterThan(1);
    expect(open.slice(13)).toEqual(open.slice(13).map(() => 0));
  });

  it('goes on with its connections where an l4 balancer fails open', () => {
    const all = { ...fault('drain', ['web-1', 'web-2'], { close: false }), at: constant(100) };
    const { failures, healthy } = seen(
      simulate(
        scenario({
          backends: 2,
          events: [all],
          balancer: { layer: 'l4' },
          server: { workers: 1000, service: constant(3) },
          shape: { clients: 40, client: { pool: poolOf({}) } },
        }),
        'open',
        1,
      ),
    );
    expect(healthy.at(-1)).toBe(0);
    // The first of the two to be noticed is reset, for the other is healthy still.
    expect(Object.keys(failures)).toEqual(['reset']);
    expect(failures.reset).toBeLessThan(40);
  });

  it('leaves nobody to send to where nothing is healthy and failOpen is off', () => {
    const events = [{ ...fault('drain', ['web-1', 'web-2'], { close: false }), at: constant(100) }];
    const run = (failOpen: boolean) =>
      simulate(scenario({ backends: 2, events, balancer: { failOpen } }), 'closed', 1);
    expect(seen(run(true)).failures).toEqual({});
    const closed = run(false);
    expect(Object.keys(seen(closed).failures)).toEqual(['rejected']);
    expect(sum(closed.backends.requests.slice(2 * 13))).toBe(0);
  });

  it('may do so for overload alone: its probes wait in the queue', () => {
    const overloaded = scenario({
      backends: 2,
      server: { workers: 1, service: constant(0.2), queueLimit: 40 },
      shape: { rate: 20 },
    });
    const { healthy } = seen(simulate({ ...overloaded, start: 'cold' }, 'cascade', 1));
    expect(healthy.at(-1)).toBe(0);
  });
});

describe('a target that is deregistered', () => {
  const delayed = (
    service: number,
    layer: BalancerSpec['layer'],
    deregistrationDelay: number,
    trip?: number,
  ) =>
    seen(
      simulate(
        scenario({
          ...(trip !== undefined && { trip }),
          events: [registration('deregister', 100)],
          balancer: { layer },
          group: { deregistrationDelay },
          server: { workers: 1000, service: constant(service) },
          shape: { clients: 40, client: { pool: poolOf({}) } },
        }),
        'delay',
        1,
      ),
    );

  it('gets nothing new, and finishes what it has if that takes no longer than the delay', () => {
    const { requests, failures } = delayed(8, 'l7', 8.1);
    expect(requests.slice(10)).toEqual(requests.slice(10).map(() => 0));
    expect(requests[9]).toBeGreaterThan(0);
    expect(failures).toEqual({});
  });

  it('has what is left then cut off by an l7 balancer with an error', () => {
    const { requests, failures } = delayed(8, 'l7', 3);
    // Those that came in the last five seconds before: half of a window.
    expect(Object.keys(failures)).toEqual(['5xx']);
    expect(failures['5xx']).toBeLessThan(requests[9] as number);
    expect(failures['5xx']).toBeGreaterThan(0);
  });

  it('keeps its connections through an l4 balancer, requests and all, until then', () => {
    const { requests, open, failures } = delayed(1, 'l4', 100, 0.4);
    expect(requests[18]).toBeGreaterThan(0);
    expect(requests.slice(20)).toEqual(requests.slice(20).map(() => 0));
    expect(open[18]).toBeGreaterThan(0);
    // The resets are on their way for half of a round trip.
    expect(open.slice(21)).toEqual(open.slice(21).map(() => 0));
    expect(Object.keys(failures)).toEqual(['reset']);
  });

  it('is back when it is registered again and has passed a probe', () => {
    const events = [registration('deregister', 100), registration('register', 150)];
    const { requests, healthy } = seen(simulate(scenario({ events }), 'again', 1));
    expect(requests.slice(10, 15)).toEqual([0, 0, 0, 0, 0]);
    expect(requests.slice(16).map((n) => n > 0)).not.toContain(false);
    expect([healthy[12], healthy[20]]).toEqual([3, 4]);
  });
});

describe('a target that an event registers', () => {
  it('is none before, and then warms up', () => {
    const { requests } = seen(
      simulate(
        scenario({
          events: [registration('register', 60)],
          group: { slowStart: 100, healthCheck: { ...check, interval: 5 } },
          shape: { rate: 400 },
        }),
        'register',
        1,
      ),
    );
    expect(requests.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    const share = (window: number) => (requests[window] as number) / 4000;
    // Weight w beside three of 1: w/(3 + w), the probe having passed 0 to 5 s after 60 s.
    for (const [window, weight] of [
      [8, 0.225],
      [11, 0.525],
      [14, 0.825],
    ] as const) {
      const from = (weight - 0.03) / (3 + weight - 0.03);
      const to = (weight + 0.03) / (3 + weight + 0.03);
      const error = Math.sqrt((to * (1 - to)) / 4000);
      expect(share(window)).toBeGreaterThan(from - 4 * error);
      expect(share(window)).toBeLessThan(to + 4 * error);
    }
    expect(share(25)).toBeGreaterThan(0.25 - 4 * Math.sqrt(0.1875 / 4000));
  });
});

describe('anomaly mitigation', () => {
  it('takes load off a target that errs, which its probes do not see', () => {
    const erring = (name: string) =>
      simulate(
        scenario({
          events: [struck('errors', 100, null, { share: 0.3 })],
          balancer: { algorithm: { name, settings: null } },
          group: { healthCheck: { ...check, unhealthyThreshold: 10 } },
          shape: { rate: 100 },
        }),
        'errors',
        1,
      );
    const failed = (name: string) => seen(erring(name)).failures['5xx'] as number;
    expect(failed('weighted-random')).toBeLessThan(0.4 * failed('random'));
    const { requests } = seen(erring('weighted-random'));
    // Windows of 1,000 requests: a quarter before, little after.
    expect(requests[5]).toBeGreaterThan(195);
    expect(sum(requests.slice(15)) / 15).toBeLessThan(100);
  });
});

describe('stickiness', () => {
  const sticky = (layer: BalancerSpec['layer'], events: readonly EventSpec[] = []) =>
    simulate(
      scenario({
        events,
        balancer: { layer, stickiness: 3600 },
        shape: { clients: 3, duration: 300 },
      }),
      `sticky ${layer}`,
      1,
    );

  it.each(['l7', 'l4'] as const)('keeps each client with its target (%s)', (layer) => {
    const loads = columnSums(sticky(layer).backends.requests, 4);
    expect(loads.filter((load) => load > 0).length).toBeLessThanOrEqual(3);
  });

  it('lets it go where that is unhealthy, and does not bring it back', () => {
    const before = columnSums(sticky('l7').backends.requests, 4);
    const busiest = before.indexOf(Math.max(...before)) + 1;
    const crash = { ...fault('crash', [`web-${busiest}`]), at: constant(50), lasts: constant(50) };
    const m = sticky('l7', [crash]);
    const late = [...m.backends.requests].slice(4 * 20);
    const width = m.backends.names.length;
    expect(sum(late.filter((_, i) => i % width === busiest - 1))).toBe(0);
    expect(sum(late)).toBeGreaterThan(1000);
  });

  it('is nothing to clients that are always new', () => {
    const run = (stickiness: number) =>
      simulate(scenario({ balancer: { stickiness } }), 'new', 1).backends.requests;
    expect(run(3600)).toEqual(run(0));
  });
});
