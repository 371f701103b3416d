import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Engine, RANKS } from '../../sim/engine/engine.ts';
import { EventQueue } from '../../sim/engine/event-queue.ts';
import { Ring } from '../../sim/engine/ring.ts';

it('yields events in the order of time, then of their order numbers, whatever the order of pushing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (times) => {
      const queue = new EventQueue(2);
      times.forEach((time, i) => {
        queue.push(time, i, 7, i);
      });
      const seen: number[] = [];
      while (queue.length > 0) {
        seen.push(queue.headSubject);
        queue.removeHead();
      }
      const sorted = times
        .map((time, i) => ({ time, i }))
        .sort((a, b) => a.time - b.time || a.i - b.i);
      expect(seen).toEqual(sorted.map(({ i }) => i));
      expect(queue.headTime).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

it('keeps order when pushes and removals alternate', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 300 }),
      (steps) => {
        const queue = new EventQueue(2);
        const model: { time: number; order: number }[] = [];
        steps.forEach((time, order) => {
          if (time !== null) {
            queue.push(time, order, 0, order);
            model.push({ time, order });
            model.sort((a, b) => a.time - b.time || a.order - b.order);
          } else if (model.length > 0) {
            expect(queue.headOrder).toBe(model.shift()?.order);
            queue.removeHead();
          }
        });
      },
    ),
  );
});

it('a ring returns its events first in, first out, across growth and wrap-around', () => {
  const ring = new Ring();
  let next = 0;
  for (let i = 0; i < 100; i++) {
    ring.push(i, i, i);
    if (i % 3 === 2) expect(ring.shift()).toBe(next++);
  }
  while (ring.headTime < Number.POSITIVE_INFINITY) expect(ring.shift()).toBe(next++);
  expect(next).toBe(100);
});

it('settles ties by rank, then first scheduled first, across heap, rings and sources', () => {
  const engine = new Engine(-1);
  const seen: string[] = [];
  const kinds = [...RANKS]
    .reverse()
    .map((rank) => engine.on(rank, (n) => seen.push(`${rank} ${n}`)));
  const arrivals = engine.on('arrival', (n) => {
    seen.push(`arrival ${n}`);
    engine.arm(source, Number.POSITIVE_INFINITY);
  });
  const late = engine.on('time-out', (n) => seen.push(`time-out ${n}`));
  engine.expectDelay(late, 6);
  const source = engine.source(arrivals, 0);
  engine.after(6, late, 0);
  engine.arm(source, 5);
  for (const kind of kinds) engine.at(5, kind, 1);
  for (const kind of kinds) engine.at(5, kind, 2);
  engine.run(5);
  expect(seen).toEqual([]);
  engine.run(6);
  expect(seen).toEqual(
    RANKS.flatMap((rank) => {
      const both = [`${rank} 1`, `${rank} 2`];
      return rank === 'arrival' || rank === 'time-out' ? [`${rank} 0`, ...both] : both;
    }),
  );
  expect(engine.now).toBe(6);
});

it('refuses an event in the past or at no time', () => {
  const engine = new Engine(10);
  const kind = engine.on('arrival', () => {});
  expect(() => engine.at(9, kind)).toThrow(/before now/);
  expect(() => engine.at(Number.NaN, kind)).toThrow(RangeError);
});

it('runs the same events in the same order whether or not their delay was expected', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1, 2, 3), { maxLength: 60 }), (delays) => {
      const run = (isExpected: boolean) => {
        const engine = new Engine(0);
        const seen: string[] = [];
        const kind = engine.on('completion', (n) => {
          seen.push(`${n} at ${engine.now}`);
          const next = delays[n + 2];
          if (next !== undefined) engine.after(next, kind, n + 2);
        });
        if (isExpected) engine.expectDelay(kind, 2);
        engine.after(2, kind, 0);
        engine.after(2, kind, 1);
        engine.run(1000);
        return seen;
      };
      expect(run(true)).toEqual(run(false));
    }),
  );
});
