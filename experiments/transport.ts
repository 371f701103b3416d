/** Measurements on their way between threads: histograms lose their class when copied, and get it back. */
import type { Measurements } from '../sim/measurements.ts';
import { Histogram, type HistogramState } from '../sim/metrics/histogram.ts';

/** Stands for a histogram while it travels. */
interface Packed {
  readonly histogram: HistogramState;
}

/** A copy that a thread can be sent. */
export function pack(measurements: Measurements): unknown {
  return mapped(measurements, (value) =>
    value instanceof Histogram ? ({ histogram: value.state() } satisfies Packed) : undefined,
  );
}

/** The measurements that were packed. */
export function unpack(packed: unknown): Measurements {
  return mapped(packed, (value) =>
    isPacked(value) ? Histogram.from(value.histogram) : undefined,
  ) as Measurements;
}

const isPacked = (value: object): value is Packed => Object.hasOwn(value, 'histogram');

/** @param exchange undefined leaves an object to be walked */
function mapped(value: unknown, exchange: (value: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const other = exchange(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((item) => mapped(item, exchange));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapped(item, exchange)]),
  );
}
