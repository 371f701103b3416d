import { Histogram } from '../sim/metrics/histogram.ts';
import type { Observations, SpreadMeasure } from '../sim/metrics/measures/measure.ts';
import { estimateRatio, interval, type Samples } from './estimate.ts';
import type { HistogramStep, Measured } from './result.ts';

export const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
type QuantileName = keyof typeof QUANTILES;
const QUANTILE_NAMES = Object.keys(QUANTILES) as QuantileName[];

/**
 * A distribution over replications: a pooled histogram, and of each replication only its total, sum and
 * quantiles, so memory does not grow with what was observed.
 */
export class Spread {
  readonly #enough: SpreadMeasure['enough'];
  readonly #pooled = new Histogram();
  readonly #sums: number[] = [];
  readonly #totals: number[] = [];
  readonly #quantiles: Record<QuantileName, number[]> = { p50: [], p95: [], p99: [] };
  #largest: number | null = null;
  #skipped = 0;

  constructor(enough: SpreadMeasure['enough']) {
    this.#enough = enough;
  }

  /** Adds one replication's observations; keeps nothing of them. */
  fold({ histogram, largest, skipped }: Observations): void {
    this.#pooled.merge(histogram);
    this.#sums.push(histogram.sum);
    this.#totals.push(histogram.total);
    for (const name of QUANTILE_NAMES) {
      const value = histogram.quantile(QUANTILES[name]);
      if (value !== null) this.#quantiles[name].push(value);
    }
    if (largest !== null) this.#largest = Math.max(this.#largest ?? largest, largest);
    this.#skipped += skipped;
  }

  /** Observations in all replications together. */
  get pooled(): number {
    return this.#pooled.total;
  }

  /** Places without an observation, over all replications. */
  get skipped(): number {
    return this.#skipped;
  }

  /** The largest observation; null when none is kept. */
  get largest(): number | null {
    return this.#largest;
  }

  /** What all replications observed together, in steps of an eighth of a power of two. */
  histogram(): readonly HistogramStep[] {
    return this.#pooled
      .steps()
      .map(({ from, to, count }) => ({ fromSeconds: from, toSeconds: to, count }));
  }

  /** What the mean is made of, by replication. */
  get samples(): Samples {
    return { ys: this.#sums, xs: this.#totals };
  }

  /** Of each replication that had an observation. */
  quantiles(name: QuantileName): readonly number[] {
    return this.#quantiles[name];
  }

  /** Mean over observations: sum over sum. */
  mean(): Measured {
    return estimateRatio(this.samples);
  }

  /**
   * Quantile of the pooled histogram ± t·sd(quantiles of the replications)/√n; null with fewer than
   * 10/(1−q) observations, each replication or all together as the measure asks.
   */
  quantile(name: QuantileName): Measured {
    const q = QUANTILES[name];
    const observations = this.#enough === 'pooled' ? this.pooled : Math.min(...this.#totals);
    const value = this.#pooled.quantile(q);
    if (value === null || observations < 10 / (1 - q)) return null;
    const each = this.#quantiles[name];
    // A bucket's middle may lie beyond the largest value in it.
    const known = Math.min(value, this.#largest ?? value);
    return interval(known, standardDeviation(each), each.length);
  }
}

function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1),
  );
}
