/**
 * Curves added up over replications. The sums are usual load first (requests, and those to the target), then
 * both bin by bin; the axis has the start and the end of each bin, in seconds.
 */
import type { EventCounts } from '../../measurements.ts';
import { eventAt } from './event-rows.ts';
import type { Pool, Pooled } from './measure.ts';

/** Requests to the target of a fault, until the fault ends. */
export const dying: Pool = {
  name: 'dying',
  read(m, i) {
    const event = eventAt(m, i);
    if (!event.isFault) return null;
    const { curve, until, at } = event;
    const lasts = (until ?? Number.POSITIVE_INFINITY) - at;
    const held = (values: Float64Array) =>
      values.map((value, k) => ((curve.to[k] as number) <= lasts ? value : 0));
    return pooled(event, axisOf(curve.from, curve.to), held(curve.made), held(curve.target));
  },
};

/** Requests that follow answers from before a change; usually all do. */
export const ageing: Pool = {
  name: 'ageing',
  read(m, i) {
    const event = eventAt(m, i);
    const { from, to, made, stale } = event.curve;
    if (stale === null) return null;
    return {
      axis: axisOf(from, to),
      sums: interleaved([1, 1], made, stale),
    };
  },
};

/** What a fault or a change leaves behind it. */
export const draining: Pool = {
  name: 'draining',
  read: (m, i) => dying.read(m, i) ?? ageing.read(m, i),
};

/** Requests to the target after a fault has ended. */
export const returning: Pool = {
  name: 'returning',
  read(m, i) {
    const event = eventAt(m, i);
    const { back } = event.curve;
    if (back === null) return null;
    const from = Float64Array.from(back.made, (_, k) => k * back.width);
    const to = from.map((start) => start + back.width);
    return pooled(event, axisOf(from, to), back.made, back.target);
  },
};

function pooled(
  { curve }: EventCounts,
  axis: Float64Array,
  made: Float64Array,
  target: Float64Array,
): Pooled {
  return { axis, sums: interleaved([curve.before.made, curve.before.target], made, target) };
}

function interleaved(
  [made0, part0]: readonly [number, number],
  made: Float64Array,
  part: Float64Array,
): Float64Array {
  const sums = new Float64Array(2 * made.length + 2);
  sums[0] = made0;
  sums[1] = part0;
  for (let k = 0; k < made.length; k++) {
    sums[2 * k + 2] = made[k] as number;
    sums[2 * k + 3] = part[k] as number;
  }
  return sums;
}

function axisOf(from: Float64Array, to: Float64Array): Float64Array {
  const axis = new Float64Array(2 * from.length);
  for (let k = 0; k < from.length; k++) {
    axis[2 * k] = from[k] as number;
    axis[2 * k + 1] = to[k] as number;
  }
  return axis;
}
