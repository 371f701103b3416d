import { describe, expect, it } from 'vitest';
import {
  area,
  fallsTo,
  pointsOf,
  risesTo,
  tail,
} from '../../sim/metrics/measures/event-curve-shape.ts';

/** Bins of ten seconds with `made` requests each; half of all went to the target before. */
function curve(values: readonly number[], made = 1e5) {
  const axis = Float64Array.from(values.flatMap((_, k) => [10 * k, 10 * (k + 1)]));
  const sums = Float64Array.from([1000, 500, ...values.flatMap((v) => [made, (v * made) / 2])]);
  return pointsOf({ axis, sums });
}

describe('a pooled curve', () => {
  it('is a part of what was usual before', () => {
    expect(curve([1, 0.4]).map(({ at, value }) => [at, value])).toEqual([
      [5, 1],
      [15, 0.4],
    ]);
  });

  it('crosses a level between the middles of two bins', () => {
    expect(fallsTo(curve([1, 0.8, 0.4, 0]), 0.5)).toEqual({ kind: 'at', seconds: 22.5 });
    expect(fallsTo(curve([0.5, 0.1]), 0.25)).toEqual({ kind: 'at', seconds: 2.5 });
  });

  it('has crossed a level only when it stays below', () => {
    expect(fallsTo(curve([1, 0.2, 0.6, 0.2]), 0.5)).toEqual({ kind: 'at', seconds: 27.5 });
  });

  it('may never get there, as far as it was seen', () => {
    expect(fallsTo(curve([1, 0.8, 0.7]), 0.5)).toEqual({ kind: 'never', seen: 30 });
    expect(tail(curve([1, 0.9, 0.8, 0.4, 0.3, 0.3, 0.2, 0.1]))).toBeCloseTo(0.15, 12);
  });

  it('does not tell a level from fewer than 10/(1 − X) usual requests a bin', () => {
    expect(fallsTo(curve([1, 0, 0], 2000), 0.99).kind).toBe('at');
    expect(fallsTo(curve([1, 0, 0], 1999), 0.99).kind).toBe('unknown');
    expect(fallsTo(curve([], 2000), 0.5).kind).toBe('unknown');
  });

  it('leaves out bins without a request', () => {
    const axis = Float64Array.from([0, 10, 10, 20, 20, 30]);
    const sums = Float64Array.from([10, 10, 100, 100, 0, 0, 100, 0]);
    expect(pointsOf({ axis, sums }).map(({ at }) => at)).toEqual([5, 25]);
  });

  it('has an area only without gaps', () => {
    expect(area(curve([1, 0.5, 0]))).toBeCloseTo(15, 12);
    const gap = curve([1, 0.5, 0]).filter((_, k) => k !== 1);
    expect(area(gap)).toBeNull();
    expect(area([])).toBeNull();
  });

  it('rises to a level at the first bin that has it, at once if that is the first of all', () => {
    expect(risesTo(curve([0, 0.4, 0.8, 1]), 0.9)).toBeCloseTo(30, 12);
    expect(risesTo(curve([0.95, 1]), 0.9)).toBe(0);
    expect(risesTo(curve([0.1, 0.2]), 0.9)).toBeNull();
  });
});
