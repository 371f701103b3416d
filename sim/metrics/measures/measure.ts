import type { Measurements } from '../../measurements.ts';
import type { Plugin } from '../../plugin.ts';
import type { Histogram } from '../histogram.ts';
import type { Subject } from './subjects.ts';

/** One measure of model.md part 6: its name in `expect`, its place in the result, and how to read it. */
interface MeasurePlugin extends Plugin {
  /** Whose number it is. The same name may stand once for each subject. */
  readonly of: Subject;
  /** `requests`, `s`, `/s`, `share`, `ratio` … as printed behind the number. */
  readonly unit: string;
  /**
   * Where the result document has it: keys by dots, `[]` for each row of the subject, `*` for its name:
   * `backends[].share`.
   */
  readonly path: string;
}

/**
 * A number estimated as a ratio of sums over replications, R = Σy/Σx; with x = 1 a plain mean.
 */
export interface RatioMeasure extends MeasurePlugin {
  readonly kind: 'ratio';
  /**
   * One replication's part. `{ y: 0, x: 0 }` when it had nothing to measure; null when the number cannot be
   * known at all, which makes the estimate null.
   *
   * @param i row of the subject, 0 for `run`
   */
  read(m: Measurements, i: number): Ratio | null;
}

export interface Ratio {
  readonly y: number;
  readonly x: number;
}

/** A distribution: mean and quantiles of observations pooled over replications. */
export interface SpreadMeasure extends MeasurePlugin {
  readonly kind: 'spread';
  /** Whether a quantile q needs 10/(1−q) observations in each replication or in all together. */
  readonly enough: 'perReplication' | 'pooled';
  /** Whether the exact largest observation is reported beside the quantiles. */
  readonly reportsLargest: boolean;
  /** Whether the result has the whole histogram, in steps of an eighth of a power of two. */
  readonly reportsHistogram?: boolean;
  /** One replication's observations; null when nothing of the kind is modelled. */
  observe(m: Measurements, i: number): Observations | null;
}

export interface Observations {
  readonly histogram: Histogram;
  /** The exact largest one; null without observations or where it is not reported. */
  readonly largest: number | null;
  /** Places where an observation could have been but was not: empty windows. */
  readonly skipped: number;
}

/**
 * A number of counts added up over all replications, where one replication's own would be too rough or none: the
 * moment at which a curve crosses a level. Its interval is from leaving out one replication at a time.
 */
export interface PooledMeasure extends MeasurePlugin {
  readonly kind: 'pooled';
  /** Measures of one subject that share a pool share what is kept of each replication. */
  readonly pool: Pool;
  /** Null: it cannot be had from these sums. */
  value(pooled: Pooled): number | null;
}

export interface Pool {
  readonly name: string;
  /** One replication's part, equally long in each; null when it has nothing of the kind. */
  read(m: Measurements, i: number): Pooled | null;
}

export interface Pooled {
  /** What the sums stand at; the same in every replication. */
  readonly axis: Float64Array;
  readonly sums: Float64Array;
}

export type Measure = RatioMeasure | SpreadMeasure | PooledMeasure;

/** A plain mean, or nothing to average. */
export function once(value: number | null): Ratio {
  return value === null ? { y: 0, x: 0 } : { y: value, x: 1 };
}

/** What a histogram of the recorder holds; null when nothing of the kind is modelled. */
export function recorded(histogram: Histogram | null): Observations | null {
  return histogram && { histogram, largest: null, skipped: 0 };
}
