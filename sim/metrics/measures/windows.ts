import type { Measurements } from '../../measurements.ts';
import { Histogram } from '../histogram.ts';
import type { Row } from '../skew.ts';
import type { Observations, Ratio } from './measure.ts';

type Table = 'requests' | 'twin';
type SkewOf = (loads: Row, intended: Row) => number | null;

/** A skew measure of the members of each window, of the loads or of their twin; null for a window that has none. */
export function byWindow(
  { backends }: Measurements,
  table: Table,
  measure: SkewOf,
): (number | null)[] {
  const width = backends.names.length;
  const row = (values: Float64Array, w: number) => values.subarray(w * width, (w + 1) * width);
  return Array.from({ length: width === 0 ? 0 : backends.requests.length / width }, (_, w) =>
    measure(row(backends[table], w), row(backends.intendedOfMembers, w)),
  );
}

/** All windows of a replication as observations; those without a value are skipped and counted. */
export function observeWindows(m: Measurements, measure: SkewOf): Observations {
  const histogram = new Histogram();
  let largest: number | null = null;
  let skipped = 0;
  for (const value of byWindow(m, 'requests', measure)) {
    if (value === null) skipped += 1;
    else {
      histogram.add(value);
      largest = Math.max(largest ?? value, value);
    }
  }
  return { histogram, largest, skipped };
}

/** Mean over the windows of the loads, or of their multinomial twin. */
export function meanOver(m: Measurements, table: Table, measure: SkewOf): Ratio {
  let y = 0;
  let x = 0;
  for (const value of byWindow(m, table, measure)) {
    if (value === null) continue;
    y += value;
    x += 1;
  }
  return { y, x };
}
