/** What replications add up to: every measure of the list, folded in one replication at a time. */

import type { Measurements } from '../sim/measurements.ts';
import { measures } from '../sim/metrics/measures/index.ts';
import type {
  Measure,
  PooledMeasure,
  RatioMeasure,
  SpreadMeasure,
} from '../sim/metrics/measures/measure.ts';
import { type Subject, type SubjectRow, subjects } from '../sim/metrics/measures/subjects.ts';
import { estimatePooled, estimateRatio, leaveOneOut, type Samples } from './estimate.ts';
import { place, tail, type Values } from './placing.ts';
import type { Measured } from './result.ts';
import { QUANTILES, Spread } from './spread.ts';

interface Growing {
  readonly ys: number[];
  readonly xs: number[];
  /** Some replication could not know the number. */
  unknown: boolean;
}

interface Gathered {
  readonly axis: Float64Array;
  /** By replication that had something of the kind. */
  readonly samples: Float64Array[];
}

/**
 * Accumulates measurements. Replications are to be folded in the order of their numbers: sums of doubles depend
 * on it. Keeps two doubles per measure, subject row and replication, and what pooled curves are made of.
 */
export class Tally {
  readonly #rows = new Map<Subject, Map<string, SubjectRow>>();
  readonly #ratios = new Map<string, Growing>();
  readonly #spreads = new Map<string, Spread>();
  readonly #pools = new Map<string, Gathered>();
  readonly #measures: readonly Measure[];
  #replications = 0;
  #leadIn = 0;
  #unpredicted: string | null = null;
  #events = 0;
  #requests = 0;

  /** @param besides measures taken besides those of the list, and not part of the document */
  constructor(besides: readonly RatioMeasure[] = []) {
    this.#measures = [...measures, ...besides];
  }

  fold(m: Measurements): void {
    for (const subject of Object.keys(subjects) as Subject[]) this.#foldSubject(subject, m);
    this.#replications += 1;
    this.#leadIn = Math.max(this.#leadIn, m.leadIn);
    this.#unpredicted ??= m.skew.unpredicted;
    this.#events += m.processed.events;
    this.#requests += m.processed.requests;
  }

  /** Replications folded in. */
  get replications(): number {
    return this.#replications;
  }

  /** The longest lead-in that was run before time 0, in seconds. */
  get leadIn(): number {
    return this.#leadIn;
  }

  /** Why expected CV² cannot be had; null when it can. */
  get unpredicted(): string | null {
    return this.#unpredicted;
  }

  /** Events and arrivals processed, lead-ins included. */
  get processed(): { readonly events: number; readonly requests: number } {
    return { events: this.#events, requests: this.#requests };
  }

  /** Rows of a subject, in the order in which they were first seen. */
  rows(of: Subject): readonly SubjectRow[] {
    return [...(this.#rows.get(of)?.values() ?? [])];
  }

  /** Numerators and denominators of a ratio measure by replication; none when the measure was never taken. */
  samples(of: Subject, name: string, key = ''): Samples {
    return this.#ratios.get(id(of, name, key)) ?? { ys: [], xs: [] };
  }

  /** Estimate of a ratio measure. */
  estimate(of: Subject, name: string, key = '', confidence = 0.95): Measured {
    const samples = this.#ratios.get(id(of, name, key));
    return !samples || samples.unknown ? null : estimateRatio(samples, confidence);
  }

  /** A spread measure; null when nothing of the kind was modelled. */
  spread(of: Subject, name: string, key = ''): Spread | null {
    return this.#spreads.get(id(of, name, key)) ?? null;
  }

  /** Estimate of a pooled measure; null also when no replication had anything of the kind. */
  pooled(measure: PooledMeasure, key = '', confidence = 0.95): Measured {
    const gathered = this.#pools.get(id(measure.of, measure.pool.name, key));
    if (!gathered) return null;
    const { axis, samples } = gathered;
    return estimatePooled(samples, (sums) => measure.value({ axis, sums }), confidence);
  }

  /** A pooled measure of all replications, and of all but one in turn. */
  leftOut(measure: PooledMeasure, key = ''): ReturnType<typeof leaveOneOut> {
    const gathered = this.#pools.get(id(measure.of, measure.pool.name, key));
    if (!gathered) return { whole: null, without: null };
    const { axis, samples } = gathered;
    return leaveOneOut(samples, (sums) => measure.value({ axis, sums }));
  }

  /** Every measure of one row of a subject, placed as its path says behind the row. */
  values(of: Subject, key = ''): Values {
    const values: Values = {};
    for (const measure of measures) {
      if (measure.of === of) place(values, tail(measure.path), this.#value(measure, key));
    }
    return values;
  }

  #value(measure: Measure, key: string): unknown {
    if (measure.kind === 'ratio') return this.estimate(measure.of, measure.name, key);
    if (measure.kind === 'pooled') return this.pooled(measure, key);
    const spread = this.spread(measure.of, measure.name, key);
    if (!spread) return null;
    const suffix = measure.unit === 's' ? 'Seconds' : '';
    const value: Values = { [`mean${suffix}`]: spread.mean() };
    for (const name of Object.keys(QUANTILES) as (keyof typeof QUANTILES)[])
      value[`${name}${suffix}`] = spread.quantile(name);
    if (measure.reportsHistogram) value.histogram = spread.histogram();
    if (measure.reportsLargest) value[`max${suffix}`] = spread.largest;
    return value;
  }

  #foldSubject(of: Subject, m: Measurements): void {
    const known = this.#rows.get(of) ?? new Map<string, SubjectRow>();
    this.#rows.set(of, known);
    const present: readonly SubjectRow[] = subjects[of](m);
    for (const row of present) if (!known.has(row.key)) known.set(row.key, row);
    const at = new Map(present.map(({ key, i }) => [key, i]));
    const pools = new Set<string>();
    for (const measure of this.#measures) {
      if (measure.of !== of) continue;
      if (measure.kind === 'pooled') {
        // Measures that share a pool fold it once.
        if (!pools.has(measure.pool.name)) this.#foldPool(measure, m, present);
        pools.add(measure.pool.name);
        continue;
      }
      for (const key of known.keys()) {
        const i = at.get(key);
        if (measure.kind === 'ratio') this.#foldRatio(measure, key, m, i);
        else if (i !== undefined) {
          const observations = measure.observe(m, i);
          if (observations)
            this.#spreadOf(id(of, measure.name, key), measure.enough).fold(observations);
        }
      }
    }
  }

  /** A row that some replications do not list counted nothing there, over the same denominator. */
  #foldRatio(measure: RatioMeasure, key: string, m: Measurements, i: number | undefined): void {
    const name = id(measure.of, measure.name, key);
    const ratio = i === undefined ? undefined : measure.read(m, i);
    let samples = this.#ratios.get(name);
    if (!samples) {
      samples = { ys: [], xs: [], unknown: false };
      this.#ratios.set(name, samples);
      for (let r = 0; r < this.#replications; r++) push(samples, 0, ratio?.x ?? 0);
    }
    if (ratio === null) samples.unknown = true;
    if (ratio) push(samples, ratio.y, ratio.x);
    else push(samples, 0, samples.xs[0] ?? 0);
  }

  #foldPool({ of, pool }: PooledMeasure, m: Measurements, rows: readonly SubjectRow[]): void {
    for (const { key, i } of rows) {
      const part = pool.read(m, i);
      if (!part) continue;
      const name = id(of, pool.name, key);
      const gathered = this.#pools.get(name) ?? { axis: part.axis, samples: [] };
      this.#pools.set(name, gathered);
      gathered.samples.push(part.sums);
    }
  }

  #spreadOf(name: string, enough: SpreadMeasure['enough']): Spread {
    const spread = this.#spreads.get(name) ?? new Spread(enough);
    this.#spreads.set(name, spread);
    return spread;
  }
}

function push(samples: Growing, y: number, x: number): void {
  samples.ys.push(y);
  samples.xs.push(x);
}

function id(of: Subject, name: string, key: string): string {
  return `${of}\n${name}\n${key}`;
}
