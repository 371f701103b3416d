import { describe, expect, it } from 'vitest';
import { Checkers } from '../../sim/authority/health/checkers.ts';
import type { ProbeTarget } from '../../sim/authority/health/probe-target.ts';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { ProbeAnswer } from '../../sim/backends/reception.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { EndpointCheckSpec } from '../../sim/scenario.ts';
import { meanDetection, meanRecovery } from '../../theory/failover/detection.ts';

const plain: EndpointCheckSpec = {
  name: 'up',
  backend: 'web-1',
  type: 'http',
  interval: 30,
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

/** A backend whose answers are told to it. */
class Scripted implements ProbeTarget {
  answer: (checker: number) => ProbeAnswer = () => ProbeAnswer.passes;
  probes = 0;
  readonly givenUp: number[] = [];
  tell: (checker: number, passed: boolean) => void = () => {};

  probe(_backend: number, _kind: string, _mode: string, checker: number): ProbeAnswer {
    this.probes += 1;
    return this.answer(checker);
  }
  onProbe(listener: (checker: number, passed: boolean) => void): void {
    this.tell = listener;
  }
  giveUpProbe(checker: number): void {
    this.givenUp.push(checker);
  }
}

interface Fault {
  readonly from: number;
  readonly until?: number;
  readonly answer: ProbeAnswer;
}

/** When the statuses of one check changed during a run of `seconds`. */
function statuses(
  change: Partial<EndpointCheckSpec>,
  faults: readonly Fault[],
  { replication = 1, steady = true, seconds = 2000 } = {},
) {
  const engine = new Engine(0);
  const target = new Scripted();
  const stream = streamsOf('health', replication)('health', 'up');
  const changes: { at: number; healthy: boolean }[] = [];
  const checkers = new Checkers(
    [{ spec: { ...plain, ...change }, backend: 0, steady, uniform: () => stream.uniform() }],
    target,
    engine,
    (_check, healthy) => changes.push({ at: engine.now, healthy }),
  );
  const begins = engine.on('scenario event', (row) => {
    target.answer = () => (faults[row] as Fault).answer;
    checkers.faultBegins(0);
  });
  const ends = engine.on('scenario event', () => {
    target.answer = () => ProbeAnswer.passes;
    checkers.faultEnds(0);
  });
  for (const [row, { from, until }] of faults.entries()) {
    engine.at(from, begins, row);
    if (until !== undefined) engine.at(until, ends, row);
  }
  engine.run(seconds);
  return { changes, probes: target.probes };
}

const FAULTS = [
  ['refused', ProbeAnswer.fails, 0],
  ['black-holed', ProbeAnswer.silent, 4],
] as const;
const REPLICATIONS = 400;

function expectMean(samples: readonly number[], expected: number): void {
  const mean = samples.reduce((a, b) => a + b, 0) / samples.length;
  const squares = samples.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  const error = Math.sqrt(squares / (samples.length - 1) / samples.length);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
}

describe.each([
  [30, 3],
  [10, 3],
  [10, 1],
])('16 checkers at %s s with threshold %s', (interval, failureThreshold) => {
  it.each(FAULTS)(
    'see a backend %s, and its return, after the mean times of theory',
    (_title, answer, failing) => {
      const cycle = interval + failing;
      const check = { interval, threshold: failureThreshold, publication: 0, failing };
      const detection: number[] = [];
      const recovery: number[] = [];
      for (let replication = 1; replication <= REPLICATIONS; replication++) {
        // It ends anywhere in a cycle: its length has nothing to do with theirs.
        const until = 400 + cycle * streamsOf('ends', replication)('fault').uniform();
        const { changes } = statuses(
          { interval, failureThreshold },
          [{ from: 100, until, answer }],
          { replication, seconds: 900 },
        );
        expect(changes.map(({ healthy }) => healthy)).toEqual([false, true]);
        detection.push((changes[0] as { at: number }).at - 100);
        recovery.push((changes[1] as { at: number }).at - until);
      }
      expectMean(detection, meanDetection(check, 16));
      expectMean(recovery, meanRecovery(check, 16));
    },
  );
});

describe('the status', () => {
  it.each([
    [1, 0],
    [3, 0],
    [6, 1],
    [11, 1],
    [12, 2],
    [16, 2],
    [50, 9],
    [100, 18],
  ])('of %s checkers is unhealthy once no more than %s say healthy', (checkers, left) => {
    for (const [passing, changes] of [
      [left, 1],
      [left + 1, 0],
    ] as const) {
      const engine = new Engine(0);
      const target = new Scripted();
      target.answer = (checker) => (checker < passing ? ProbeAnswer.passes : ProbeAnswer.fails);
      const heard: boolean[] = [];
      new Checkers(
        [{ spec: { ...plain, checkers }, backend: 0, steady: false, uniform: () => 0.5 }],
        target,
        engine,
        (_check, healthy) => heard.push(healthy),
      );
      engine.run(1000);
      expect(heard).toHaveLength(changes);
    }
  });

  it('stays when no checker fails as often in a row as the threshold says', () => {
    const flicker = (steady: boolean) =>
      statuses(
        {},
        [
          { from: 100, until: 155, answer: ProbeAnswer.fails },
          { from: 200, until: 259, answer: ProbeAnswer.fails },
        ],
        { steady },
      ).changes;
    expect(flicker(true)).toEqual([]);
    expect(flicker(false)).toEqual([]);
  });
});

describe('a checker that rests', () => {
  const faults: Fault[] = [
    { from: 333.25, until: 512, answer: ProbeAnswer.silent },
    { from: 900, until: 1300.5, answer: ProbeAnswer.fails },
    { from: 1400, answer: ProbeAnswer.fails },
  ];
  it('sees the same faults at the same times as one that probes on', () => {
    for (let replication = 1; replication <= 20; replication++) {
      const resting = statuses({}, faults, { replication });
      const probing = statuses({}, faults, { replication, steady: false });
      expect(resting.changes).toHaveLength(5);
      expect(resting.probes).toBeLessThan(probing.probes);
      for (const [i, { at, healthy }] of probing.changes.entries()) {
        expect(resting.changes[i]?.healthy).toBe(healthy);
        expect(resting.changes[i]?.at).toBeCloseTo(at, 8);
      }
    }
  });
  it('sends no probe at all while nothing happens', () => {
    expect(statuses({}, [], { seconds: 86_400 }).probes).toBe(0);
  });
});

describe('a probe that waits in a queue', () => {
  const build = (serve: (checker: number, engine: Engine, target: Scripted) => ProbeAnswer) => {
    const engine = new Engine(0);
    const target = new Scripted();
    target.answer = (checker) => serve(checker, engine, target);
    const changes: { at: number; healthy: boolean }[] = [];
    new Checkers(
      [
        {
          spec: { ...plain, checkers: 1, regions: CHECKER_REGIONS, probe: 'queue' },
          backend: 0,
          steady: false,
          uniform: () => 0.5,
        },
      ],
      target,
      engine,
      (_check, healthy) => changes.push({ at: engine.now, healthy }),
    );
    return { engine, target, changes };
  };

  it('fails when the response is late, is given up, and the interval counts from then', () => {
    const { engine, target, changes } = build(() => ProbeAnswer.later);
    engine.run(110);
    // Requests at 15, 47 and 79 s; the third fails at 81 s.
    expect(changes).toEqual([{ at: 81, healthy: false }]);
    expect(target.givenUp).toEqual([0, 0, 0]);
  });

  it('passes when the response is in time, and the interval counts from it', () => {
    const asked: number[] = [];
    const { engine, changes } = build((checker, clock, target) => {
      asked.push(clock.now);
      const answers = clock.on('completion', () => target.tell(checker, true));
      clock.after(1.5, answers);
      return ProbeAnswer.later;
    });
    engine.run(120);
    expect(asked).toEqual([15, 46.5, 78, 109.5]);
    expect(changes).toEqual([]);
  });

  it('passes when it is answered at once', () => {
    const { engine, changes } = build((checker, _engine, target) => {
      target.tell(checker, true);
      return ProbeAnswer.later;
    });
    engine.run(1000);
    expect(changes).toEqual([]);
  });
});
