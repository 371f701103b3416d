/** What a pooled curve says: its value in each bin, where it crosses a level, its area. */
import type { Pooled } from './measure.ts';

/** Parts of the usual requests that have gone elsewhere, as results name them. */
export const LEVELS = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 } as const;

/** As summaries of measures write a level: `99.9 %`. */
export function percent(part: number): string {
  return `${Number((100 * part).toFixed(1))} %`;
}

/** One bin with requests in it. */
interface Point {
  readonly from: number;
  readonly to: number;
  /** Middle of the bin, in seconds. */
  readonly at: number;
  /** Part of the usual share: 1 as before the event. */
  readonly value: number;
  /** Requests that would have been counted at a value of 1. */
  readonly usual: number;
}

/** The curve, bins without a request left out; empty when nothing is usual. */
export function pointsOf({ axis, sums }: Pooled): Point[] {
  const share = (sums[1] as number) / (sums[0] as number);
  if (!(share > 0)) return [];
  const points: Point[] = [];
  for (let k = 0; 2 * k < axis.length; k++) {
    const made = sums[2 * k + 2] as number;
    if (made === 0) continue;
    const [from, to] = [axis[2 * k] as number, axis[2 * k + 1] as number];
    const usual = made * share;
    points.push({
      from,
      to,
      at: (from + to) / 2,
      value: (sums[2 * k + 3] as number) / usual,
      usual,
    });
  }
  return points;
}

/** A level that a curve falls to: a part `gone` of it has gone. */
export type Crossing =
  /** Seconds after the event, between the middles of two bins. */
  | { readonly kind: 'at'; readonly seconds: number }
  /** Still above when the last bin ended. */
  | { readonly kind: 'never'; readonly seen: number }
  /** Fewer than 10/(1 − gone) usual requests in a bin: the level cannot be told. */
  | { readonly kind: 'unknown' };

/** When a curve that starts at 1 falls to 1 − gone and stays there; gone from 0 to 1, exclusive. */
export function fallsTo(points: readonly Point[], gone: number): Crossing {
  const last = points.at(-1);
  if (!last || !enough(points, 1 - gone)) return { kind: 'unknown' };
  const level = 1 - gone;
  let above = points.length - 1;
  while (above >= 0 && (points[above] as Point).value <= level) above -= 1;
  if (above === points.length - 1) return { kind: 'never', seen: last.to };
  const before = points[above] ?? { at: 0, value: 1 };
  return { kind: 'at', seconds: between(before, points[above + 1] as Point, level) };
}

/** When a curve that may start anywhere first reaches `level`; null: never, or it cannot be told. */
export function risesTo(points: readonly Point[], level: number): number | null {
  if (!enough(points, 1 - level)) return null;
  const first = points.findIndex(({ value }) => value >= level);
  if (first < 0) return null;
  const before = points[first - 1];
  return before ? between(before, points[first] as Point, level) : 0;
}

/** The integral over bins that have no gaps between them; null with gaps, or without bins. */
export function area(points: readonly Point[]): number | null {
  if (points.length === 0) return null;
  let sum = 0;
  for (const [k, { from, to, value }] of points.entries()) {
    const next = points[k + 1];
    if (next && next.from - to > 1e-6 * (to - from)) return null;
    sum += value * (to - from);
  }
  return sum;
}

/** Mean over the last quarter of the bins, weighted by what is usual there. */
export function tail(points: readonly Point[]): number {
  const last = points.slice(-Math.max(1, Math.floor(points.length / 4)));
  const usual = last.reduce((sum, point) => sum + point.usual, 0);
  return last.reduce((sum, point) => sum + point.value * point.usual, 0) / usual;
}

function enough(points: readonly Point[], part: number): boolean {
  const usual = points.reduce((sum, point) => sum + point.usual, 0) / points.length;
  return usual * part >= 10 - 1e-9;
}

function between(
  a: Pick<Point, 'at' | 'value'>,
  b: Pick<Point, 'at' | 'value'>,
  level: number,
): number {
  return a.at + ((a.value - level) / (a.value - b.value)) * (b.at - a.at);
}
