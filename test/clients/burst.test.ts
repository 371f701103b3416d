/** Bursts: their mean rate, how far their counts scatter, and a start as if they had gone on for ever. */
import { describe, expect, it } from 'vitest';
import { burst } from '../../sim/clients/arrivals/burst.ts';
import { CoursedTimes } from '../../sim/clients/arrivals/course.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import type { Law } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, scenarioOf } from '../support/scenarios.ts';

const exponential = (mean: number): Law => ({ name: 'exponential', settings: mean });
const uniform = (low: number, high: number): Law => ({ name: 'uniform', settings: [low, high] });
const FROM = -50;
const N = 6000;

type Spans = { readonly on: Law; readonly off: Law; readonly rate: number };
const MEMORYLESS: Spans = { on: exponential(4), off: exponential(12), rate: 10 };
const OTHERS: Spans = { on: uniform(1, 3), off: { name: 'constant', settings: 4 }, rate: 6 };

/** Arrivals of a group, or of one client of its own, after `FROM`. */
const ways = {
  'a group': (settings: Spans, r: number, start: 'stationary' | 'cold' = 'stationary') => {
    const streams = streamsOf('burst', r);
    const course = burst.course?.(settings, streams('phase'), FROM, start);
    if (!course) throw new RangeError('bursts follow a course');
    return new CoursedTimes(burst.meanRate(settings), streams('gap'), FROM, course);
  },
  'one client': (settings: Spans, r: number, start: 'stationary' | 'cold' = 'stationary') =>
    burst.begin(settings, streamsOf('burst', r)('gap'), start)(FROM),
};

const countsOf = (begun: (r: number) => { next(): number }, from: number, span: number) =>
  Array.from({ length: N }, (_, r) => {
    const times = begun(r);
    let count = 0;
    for (let t = times.next(); t < from + span; t = times.next()) if (t >= from) count += 1;
    return count;
  });
const mean = (all: readonly number[]) => all.reduce((a, b) => a + b, 0) / all.length;
const about = (all: readonly number[], power: number) => {
  const m = mean(all);
  return mean(
    all.map((x) => (power === 2 ? (x - m) * (x - m) : (x - m) * (x - m) * (x - m) * (x - m))),
  );
};

describe.each(Object.entries(ways))('bursts of %s', (_who, begun) => {
  it.each([MEMORYLESS, OTHERS])(
    'make rate × E[on]/(E[on] + E[off]) × t requests in any t seconds',
    (settings) => {
      for (const [from, span] of [
        [FROM, 1],
        [FROM + 7, 10],
      ] as const) {
        const counts = countsOf((r) => begun(settings, r), from, span);
        const expected = burst.meanRate(settings) * span;
        expect(Math.abs(mean(counts) - expected)).toBeLessThanOrEqual(
          4 * Math.sqrt(about(counts, 2) / N),
        );
      }
    },
  );

  /**
   * Of exponential spans on and off, ends at rates a and b, in t seconds: with p = b/(a + b) the chance to be on,
   * variance − mean = 2 λ² p (1 − p) (t/(a + b) − (1 − e^(−(a + b) t))/(a + b)²) (Heffes and Lucantoni, 1986).
   */
  it('scatter as the closed form says, within 4 standard errors', () => {
    const span = 20;
    const counts = countsOf((r) => begun(MEMORYLESS, r), FROM, span);
    const [a, b, rate] = [1 / 4, 1 / 12, MEMORYLESS.rate];
    const p = b / (a + b);
    const s = a + b;
    const excess = 2 * rate * rate * p * (1 - p) * (span / s + Math.expm1(-s * span) / (s * s));
    const expected = rate * p * span + excess;
    const variance = about(counts, 2);
    const error = Math.sqrt((about(counts, 4) - variance * variance) / N);
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(4 * error);
    expect(expected / (rate * p * span)).toBeGreaterThan(20);
  });

  it('begin with a whole burst when cold', () => {
    const counts = countsOf((r) => begun(OTHERS, r, 'cold'), FROM, 1);
    expect(Math.abs(mean(counts) - OTHERS.rate)).toBeLessThanOrEqual(
      4 * Math.sqrt(about(counts, 2) / N),
    );
  });
});

it('fall at the same times in either detail', () => {
  const users = { ...clientGroup(1, null), arrivals: { name: 'burst', settings: MEMORYLESS } };
  const busy = (['requests', 'counts'] as const).map((detail) => {
    const scenario = scenarioOf({ duration: 400, window: 1, ttl: 5 }, { leadIn: 0 });
    const run = simulate({ ...scenario, clients: [users], detail }, 'burst', 1);
    return Array.from((run.clients[0] as { made: Float64Array }).made, (made) => made > 0);
  });
  const differ = (busy[0] as boolean[]).filter((on, i) => on !== busy[1]?.[i]).length;
  const switches = (busy[0] as boolean[]).filter((on, i, all) => i > 0 && on !== all[i - 1]).length;
  // Only where a burst begins or ends in it may a window be busy in one and not in the other.
  expect(differ).toBeLessThanOrEqual(switches);
  expect(switches).toBeGreaterThan(10);
});
