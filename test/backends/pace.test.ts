import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Pace } from '../../sim/backends/pace.ts';
import { Outcome } from '../../sim/backends/reception.ts';
import { backendsOf, chance, fault } from '../support/backends.ts';

const { completed, reset } = Outcome;

it('serves at full speed until something slows it', () => {
  const pace = new Pace(30);
  expect(pace.spanOf(0.1 + 0.2, 5)).toBe(0.1 + 0.2);
  expect(pace.slowBy(1)).toBe(false);
  expect(pace.slowBy(3)).toBe(true);
  expect(pace.spanOf(2, 5)).toBe(6);
});

it('grows from nothing to all over its ramp: the first work takes √(2·ramp·work)', () => {
  const pace = new Pace(30);
  expect(pace.chill(100)).toBe(true);
  expect(pace.spanOf(0.6, 100)).toBeCloseTo(6, 12);
  // Over the whole ramp half of it is done.
  expect(pace.spanOf(15, 100)).toBeCloseTo(30, 12);
  expect(pace.spanOf(20, 100)).toBeCloseTo(35, 12);
  expect(pace.spanOf(1, 130)).toBe(1);
  expect(new Pace(0).chill(3)).toBe(false);
});

it('does in a span what it said would take that long', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0.001, max: 60, noNaN: true }),
      fc.double({ min: 1, max: 9, noNaN: true }),
      fc.double({ min: 0, max: 80, noNaN: true }),
      (work, ramp, slowness, age) => {
        const pace = new Pace(ramp);
        pace.chill(0);
        pace.slowBy(slowness);
        const span = pace.spanOf(work, age);
        expect(pace.doneSince(age, age + span)).toBeCloseTo(work, 6);
        const half = age + span / 3;
        const rest = pace.spanOf(Math.max(0, work - pace.doneSince(age, half)), half);
        expect(half + rest).toBeCloseTo(age + span, 5);
      },
    ),
    { seed: 53, numRuns: 300 },
  );
});

it('makes a backend that has recovered slow at first, whoever it serves', () => {
  const crash = fault('crash', ['web-1']);
  for (const discipline of ['fifo', 'ps']) {
    const rig = backendsOf([{ slowStart: 30, discipline }], { events: [crash] });
    rig.at(0, () => rig.backends.serve(0, 1, 0.5));
    rig.at(5, () => rig.backends.strike(crash, 0, chance));
    rig.at(10, () => {
      rig.backends.recover(crash, 0);
      rig.backends.serve(0, 2, 0.5);
    });
    const { servers } = rig.finish();
    const outcomes = rig.heard.filter(([, what]) => what === 'outcome');
    expect(outcomes.map(([, , who, how]) => [who, how])).toEqual([
      [1, completed],
      [2, completed],
    ]);
    expect(outcomes[1]?.[0]).toBeCloseTo(10 + Math.sqrt(60), 9);
    expect(servers?.busySeconds[0]).toBeCloseTo(1 + Math.sqrt(60), 9);
  }
});

it('shares its workers among all who are there', () => {
  const rig = backendsOf([{ discipline: 'ps', workers: 2 }]);
  rig.at(0, () => rig.backends.serve(0, 1, 0.5));
  rig.at(0, () => rig.backends.serve(0, 2, 0.5));
  // From here on each gets two thirds of a worker: 1 and 2 have half a second left.
  rig.at(0.5, () => rig.backends.serve(0, 3, 0.5));
  const { servers } = rig.finish();
  expect(rig.heard.map(([at, , who]) => [Number(at.toFixed(9)), who])).toEqual([
    [1.25, 1],
    [1.25, 2],
    [1.75, 3],
  ]);
  expect(servers?.queueSeconds[0]).toBeCloseTo(0.75, 9);
  expect(servers?.waitSeconds[0]).toBeCloseTo(0.75, 9);
  expect(servers?.busySeconds[0]).toBeCloseTo(3, 9);
});

it('goes on faster when work is cancelled, whatever its place', () => {
  const rig = backendsOf([{ discipline: 'ps', abandoned: 'cancel' }]);
  rig.at(0, () => {
    for (const request of [1, 2, 3, 4]) rig.backends.serve(0, request, 0.5);
  });
  rig.at(2, () => rig.backends.giveUp(2));
  rig.at(2.6, () => rig.backends.giveUp(1));
  rig.finish();
  expect(rig.heard.map(([at, , who]) => [Number(at.toFixed(9)), who])).toEqual([
    [3.2, 3],
    [3.2, 4],
  ]);
});

it.each(['fifo', 'lifo', 'ps'])(
  '%s resets what has been there for too long, waiting or not',
  (discipline) => {
    const rig = backendsOf([{ discipline, timeout: 1.5 }]);
    rig.at(0, () => rig.backends.serve(0, 1, 0.5));
    rig.at(0.1, () => rig.backends.serve(0, 2, 0.5));
    rig.at(0.2, () => rig.backends.serve(0, 3, 0.5));
    rig.at(0.3, () => rig.backends.probe(0, 'http', 'queue', 4));
    const { servers } = rig.finish();
    const heard = rig.heard.map(([at, what, who, how]) => [Number(at.toFixed(9)), what, who, how]);
    if (discipline === 'fifo')
      expect(heard).toEqual([
        [1, 'outcome', 1, completed],
        [1.6, 'outcome', 2, reset],
        [1.7, 'outcome', 3, reset],
        [1.8, 'probe', 4, false],
      ]);
    else
      expect(heard.filter(([, , , how]) => how === reset)).toHaveLength(
        discipline === 'ps' ? 3 : 2,
      );
    expect((servers?.completed[0] ?? 0) + (servers?.lost[0] ?? 0)).toBe(3);
    expect(servers?.held).toEqual([0]);
  },
);

it('is slower for work in hand as well, and faster again', () => {
  for (const discipline of ['fifo', 'ps']) {
    const slow = fault('slow', ['web-1'], { factor: 4 });
    const rig = backendsOf([{ discipline }], { events: [slow] });
    rig.at(0, () => rig.backends.serve(0, 1, 0.5));
    rig.at(0.5, () => rig.backends.strike(slow, 0, chance));
    rig.at(1.5, () => rig.backends.recover(slow, 0));
    rig.at(1.75, () => rig.backends.serve(0, 2, 0.5));
    rig.finish();
    expect(rig.heard.map(([at, , who]) => [at, who])).toEqual([
      [1.75, 1],
      [2.75, 2],
    ]);
  }
});
