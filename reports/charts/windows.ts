/** The series of a result by window: when each window is, and what was measured in it. */
import type { Result, SeriesOf } from '../../experiments/result.ts';
import type { Point } from './chart.ts';

export interface Windows {
  /** Seconds of the virtual clock. */
  readonly from: number;
  readonly to: number;
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
  readonly middles: readonly number[];
}

export function windowsOf({ scenario, series }: Result): Windows {
  const starts = series.windowStartSeconds;
  const to = scenario.durationSeconds;
  const lengths = starts.map((start, w) => (starts[w + 1] ?? to) - start);
  return {
    from: starts[0] ?? scenario.warmupSeconds,
    to,
    starts,
    lengths,
    middles: starts.map((start, w) => start + (lengths[w] as number) / 2),
  };
}

/** Means by window; null where there was nothing to measure. */
export function means(series: SeriesOf | undefined): (number | null)[] {
  return (series ?? []).map((element) =>
    element !== null && typeof element === 'object' ? element.mean : element,
  );
}

/** One end of the 95 % interval by window; null without one. */
export function ends(series: SeriesOf, end: 'low' | 'high'): (number | null)[] {
  return series.map((element) =>
    element !== null && typeof element === 'object' ? element[end] : null,
  );
}

/** Values at the middles of their windows. */
export function points({ middles }: Windows, values: readonly (number | null)[]): Point[] {
  return middles.map((x, w) => ({ x, y: values[w] ?? null }));
}

/** Of one backend, a value per window. */
export interface Rows {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** Requests per second accepted by each backend, in the scenario's order. */
export function rates(result: Result): Rows[] {
  const { lengths } = windowsOf(result);
  return result.backends.map(({ name }) => ({
    name,
    values: means(result.series.backends[name]?.requests).map((requests, w) =>
      requests === null ? null : requests / (lengths[w] as number),
    ),
  }));
}

/** Part of each window's accepted requests by backend, from 0 to 1; null in a window without any. */
export function shares(result: Result): Rows[] {
  const rows = rates(result);
  const totals = windowsOf(result).starts.map((_, w) =>
    rows.reduce((sum, { values }) => sum + (values[w] ?? 0), 0),
  );
  return rows.map(({ name, values }) => ({
    name,
    values: values.map((rate, w) =>
      rate === null || !totals[w] ? null : rate / (totals[w] as number),
    ),
  }));
}

/** Intended share of each backend by window, from 0 to 1. */
export function intendedShares(result: Result): Rows[] {
  return result.backends.map(({ name }) => ({
    name,
    values: means(result.series.backends[name]?.intendedShare),
  }));
}

/** The known ones of all rows, in a range of windows if told. */
export function known(
  rows: readonly Rows[],
  within: (w: number) => boolean = () => true,
): number[] {
  return rows.flatMap(({ values }) =>
    values.filter((value, w): value is number => value !== null && within(w)),
  );
}

/** Least and greatest; there may be millions, too many for `Math.max(...)`. Null of none. */
export function extent(values: readonly number[]): { least: number; most: number } | null {
  if (values.length === 0) return null;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** The highest value of all rows, and when its window begins. */
export function highest(
  result: Result,
  rows: readonly Rows[],
): { readonly name: string; readonly value: number; readonly at: number } | null {
  const { starts } = windowsOf(result);
  let best: { name: string; value: number; at: number } | null = null;
  for (const { name, values } of rows)
    for (const [w, value] of values.entries())
      if (value !== null && (best === null || value > best.value))
        best = { name, value, at: starts[w] as number };
  return best;
}
