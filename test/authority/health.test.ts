import { describe, expect, it } from 'vitest';
import { Checkers } from '../../sim/authority/health/checkers.ts';
import { CHECKER_REGIONS } from '../../sim/authority/health/regions.ts';
import { ProbeAnswer } from '../../sim/backends/reception.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { type Fault, plainCheck, Scripted, statuses } from './one-check.ts';
import { rule } from './route53/rules.ts';

/** What is decided of a check when as many of its checkers find no fault, from the start. */
function statusesOf(checkers: number, passing: number): boolean[] {
  const engine = new Engine(0);
  const target = new Scripted();
  target.answer = (checker) => (checker < passing ? ProbeAnswer.passes : ProbeAnswer.fails);
  const heard: boolean[] = [];
  new Checkers(
    [{ spec: { ...plainCheck, checkers }, backend: 0, steady: false, uniform: () => 0.5 }],
    target,
    engine,
    (_check, healthy) => heard.push(healthy),
  );
  engine.run(1000);
  return heard;
}

describe('the status', () => {
  rule('4.1f', 'is healthy while more than 18 % of the checkers say so', () => {
    for (const [checkers, left] of [
      [1, 0],
      [3, 0],
      [6, 1],
      [11, 1],
      [12, 2],
      [16, 2],
      [50, 9],
      [100, 18],
    ] as const)
      for (const [passing, changes] of [
        [left, [false]],
        [left + 1, []],
      ] as const)
        expect(statusesOf(checkers, passing)).toEqual(changes);
  });

  rule(
    '4.5c',
    'stays until 82 % of the checkers fail: 14 of 16; of six in three Regions two suffice',
    () => {
      expect([statusesOf(16, 16 - 13), statusesOf(16, 16 - 14)]).toEqual([[], [false]]);
      expect([statusesOf(6, 2), statusesOf(6, 1)]).toEqual([[], [false]]);
    },
  );

  rule('4.1b', 'stays when no checker fails as often in a row as the threshold says', () => {
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
          spec: { ...plainCheck, checkers: 1, regions: CHECKER_REGIONS, probe: 'queue' },
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

  rule(
    ['4.1a', '4.1g'],
    'fails when the response is late, is given up, and the interval counts from then',
    () => {
      const { engine, target, changes } = build(() => ProbeAnswer.later);
      engine.run(110);
      // Requests at 15, 47 and 79 s; the third fails at 81 s.
      expect(changes).toEqual([{ at: 81, healthy: false }]);
      expect(target.givenUp).toEqual([0, 0, 0]);
    },
  );

  rule('4.1a', 'passes when the response is in time, and the interval counts from it', () => {
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
