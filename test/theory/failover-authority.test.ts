/** What the authority makes of faults and new backends in whole runs, against closed forms (validation.md 6.2, 6.6). */

import { describe, expect, it } from 'vitest';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import type { CurveCounts } from '../../sim/measurements.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type {
  CurveSpec,
  EventSpec,
  HealthCheckSpec,
  RecordSpec,
  Scenario,
  ServerSpec,
} from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { buildWorld } from '../../sim/world.ts';
import { meanDetection, meanRecovery } from '../../theory/failover/detection.ts';
import { scaleOutSeconds, staleShare } from '../../theory/failover/stale-share.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';

const CURVE: CurveSpec = { bin: null, until: null, at: null };
const constant = (seconds: number) => ({ name: 'constant', settings: seconds });

const check: HealthCheckSpec = {
  name: 'up',
  backend: 'web-1',
  type: 'http',
  interval: 10,
  inverted: false,
  disabled: false,
  failureThreshold: 3,
  checkers: 16,
  regions: CHECKER_REGIONS,
  timeouts: { connect: 4, response: 2 },
  probe: 'connect',
  awsEndpoint: false,
  measureLatency: false,
};

/** Three backends, the first of them checked. */
function checkedScenario(
  spec: HealthCheckSpec,
  healthLag: Scenario['zones'][number]['edges']['healthLag'],
  rate: number,
  change: Partial<Scenario> = {},
): Scenario {
  const scenario = scenarioOf({ duration: 1000, rate }, change);
  const [zone] = scenario.zones as [Scenario['zones'][number]];
  const records = zone.records.map((record, i) =>
    i === 0 ? { ...record, healthCheck: spec.name } : record,
  );
  const edges = { ...zone.edges, healthLag };
  return { ...scenario, zones: [{ ...zone, records, edges, healthChecks: [spec] }] };
}

function expectMean(samples: readonly number[], expected: number, what: string): void {
  const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
  const squares = samples.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const error = Math.sqrt(squares / (samples.length - 1) / samples.length);
  expect(Math.abs(mean - expected), what).toBeLessThan(4 * error);
}

describe('a fault at a fixed time, 16 checkers every 10 s and 16 edges (validation.md 6.2)', () => {
  it.each([
    ['crash', 0],
    ['blackhole', 4],
  ])(
    '%s is seen, and its end, when theory says, at the first edge and at the last',
    (fault, failing) => {
      const at = 100;
      const cycle = check.interval + failing;
      const event: EventSpec = {
        name: fault,
        at: constant(at),
        curve: CURVE,
        verb: 'fault',
        fault: { name: fault, settings: null },
        targets: ['web-1'],
        lasts: { name: 'uniform', settings: [300, 300 + cycle] },
      };
      const lag = { name: 'uniform', settings: [1, 10] };
      const scenario = checkedScenario(check, lag, 0.1, { events: [event] });
      const theory = { interval: 10, threshold: 3, publication: 0, failing };
      const samples = Array.from({ length: 300 }, (_, r) => {
        const { engine, authority, timeline } = buildWorld(scenario, streamsOf('detection', r + 1));
        engine.run(1000);
        const [down, up] = authority.statusChanges();
        const end = timeline[0]?.until as number;
        expect(authority.statusChanges()).toHaveLength(2);
        return {
          detection: (down?.decidedAt as number) - at,
          first: (down?.firstEdgeAt as number) - at,
          last: (down?.lastEdgeAt as number) - at,
          recovery: (up?.decidedAt as number) - end,
        };
      });
      const decided = meanDetection(theory, 16);
      const of = (key: 'detection' | 'first' | 'last' | 'recovery') => samples.map((s) => s[key]);
      expectMean(of('detection'), decided, 'decided');
      // The least and the greatest of 16 uniform lags.
      expectMean(of('first'), decided + 1 + 9 / 17, 'first edge');
      expectMean(of('last'), decided + 1 + (9 * 16) / 17, 'last edge');
      expectMean(of('recovery'), meanRecovery(theory, 16), 'recovery');
    },
  );

  it('answers name the backend until the edges know, and then it is meant to get nothing', () => {
    const event: EventSpec = {
      name: 'crash',
      at: constant(100),
      curve: CURVE,
      verb: 'fault',
      fault: { name: 'crash', settings: null },
      targets: ['web-1'],
      lasts: null,
    };
    const scenario = checkedScenario(check, constant(0), 0.1, { events: [event] });
    const backendOf = Int32Array.of(0, 1, 2);
    const { engine, authority } = buildWorld(scenario, streamsOf('answers', 1));
    engine.run(100);
    expect(authority.intended(backendOf, 3)[0]).toBeCloseTo(1 / 3, 12);
    engine.run(200);
    expect([...authority.intended(backendOf, 3)]).toEqual([0, 0.5, 0.5]);
  });
});

describe('probes that queue', () => {
  const statusesUnder = (service: number, checkers: number) => {
    const server: ServerSpec = {
      workers: 1,
      service: constant(service),
      discipline: 'fifo',
      queueLimit: Number.POSITIVE_INFINITY,
      overflow: '503',
      abandoned: 'finish',
      timeout: Number.POSITIVE_INFINITY,
      slowStart: 0,
    };
    const queued: HealthCheckSpec = { ...check, probe: 'queue', interval: 30, checkers };
    const plain = scenarioOf({ duration: 1000 });
    const backends = plain.backends.map((backend) => ({ ...backend, server }));
    const scenario = checkedScenario(queued, constant(0), 0.001, { backends });
    const { engine, authority } = buildWorld(scenario, streamsOf('queue', 1));
    engine.run(1000);
    return authority.statusChanges();
  };
  it('pass where a worker is free in time', () => {
    expect(statusesUnder(0.1, 16)).toEqual([]);
  });
  it('fail where the service itself is too slow', () => {
    expect(statusesUnder(2.5, 1)).toMatchObject([{ backend: 0, healthy: false }]);
  });
  it('fail in overload: a backend that cannot keep up leaves the answers', () => {
    // They hold the worker: a second for each of 60 in half a minute.
    expect(statusesUnder(1, 60)[0]).toMatchObject({ backend: 0, healthy: false });
  });
});

const T = 60;
const RESOLVERS = 2500;
const REPLICATIONS = 3;

describe('a backend added to a multivalue answer has 1 − S(t) of its share (validation.md 6.6)', () => {
  const added: RecordSpec[] = multivalueRecords(4, T).slice(3);
  const at = 40;
  it.each([0.05, 0.5, 2])('%d requests/s to each resolver', (rate) => {
    const hit = (rate * T) / (1 + rate * T);
    const ninety = scaleOutSeconds(T, hit, 0.9);
    const centres = [0.5, 15, 30, 45, ninety, 61].sort((a, b) => a - b);
    const event: EventSpec = {
      name: 'grow',
      at: constant(at),
      curve: { bin: 1, until: null, at: centres },
      verb: 'addBackend',
      backend: 'web-4',
      records: added,
    };
    const shape = { duration: at + T + 10, rate: rate * RESOLVERS, resolvers: RESOLVERS, ttl: T };
    const { zones, ...scenario } = scenarioOf({ ...shape, backends: 4 }, { events: [event] });
    const small = scenarioOf({ ...shape, backends: 3 });
    const curves = Array.from(
      { length: REPLICATIONS },
      (_, r) =>
        simulate({ ...scenario, zones: small.zones }, 'grow', r + 1).events[0]
          ?.curve as CurveCounts,
    );
    expect(zones[0]?.records).toHaveLength(4);
    const total = (column: 'made' | 'target', bin: number) =>
      curves.reduce((sum, curve) => sum + (curve[column][bin] as number), 0);
    centres.forEach((t, bin) => {
      const fair = 1 - staleShare(t, T, hit);
      if (t === ninety && t > 0.5) expect(fair).toBeCloseTo(0.9, 12);
      const expected = fair / 4;
      // Requests of one resolver in one bin, Poisson with mean μ, may all follow one choice: 1 + 1/μ for each resolver.
      const spread = (expected * (1 - expected) * (1 + 1 / rate)) / (RESOLVERS * REPLICATIONS);
      const measured = total('target', bin) / total('made', bin);
      expect(Math.abs(measured - expected), `at ${t} s`).toBeLessThanOrEqual(4 * Math.sqrt(spread));
    });
  });
});
