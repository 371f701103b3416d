import { interval } from './estimate.ts';
import type { SeriesOf } from './result.ts';

/**
 * A ratio by window over replications, in running sums: means, and with `full` the co-moments (Welford's
 * recurrence) that an interval needs.
 */
export class WindowMoments {
  readonly #y: Float64Array;
  readonly #x: Float64Array;
  readonly #yy: Float64Array;
  readonly #xy: Float64Array;
  readonly #xx: Float64Array;
  readonly #full: boolean;
  #n = 0;

  constructor(windows: number, full: boolean) {
    const squares = full ? windows : 0;
    this.#y = new Float64Array(windows);
    this.#x = new Float64Array(windows);
    this.#yy = new Float64Array(squares);
    this.#xy = new Float64Array(squares);
    this.#xx = new Float64Array(squares);
    this.#full = full;
  }

  /** Adds one replication: numerator and denominator of window `w`. */
  fold(y: (w: number) => number, x: (w: number) => number): void {
    this.#n += 1;
    for (let w = 0; w < this.#y.length; w++) this.#add(w, y(w), x(w));
  }

  #add(w: number, y: number, x: number): void {
    const dy = y - (this.#y[w] as number);
    const dx = x - (this.#x[w] as number);
    this.#y[w] = (this.#y[w] as number) + dy / this.#n;
    this.#x[w] = (this.#x[w] as number) + dx / this.#n;
    if (!this.#full) return;
    const late = y - (this.#y[w] as number);
    this.#yy[w] = (this.#yy[w] as number) + dy * late;
    this.#xy[w] = (this.#xy[w] as number) + dx * late;
    this.#xx[w] = (this.#xx[w] as number) + dx * (x - (this.#x[w] as number));
  }

  /** One element per window; null where no replication had anything to measure. */
  series(): SeriesOf {
    return Array.from(this.#y, (y, w) => {
      const x = this.#x[w] as number;
      if (x === 0) return null;
      const mean = y / x;
      return this.#full ? this.#interval(w, mean) : mean;
    });
  }

  /** Residual variance Σ(Y − R·X)²/(n − 1), from the moments; their mean is 0 by the choice of R. */
  #interval(w: number, ratio: number) {
    const squares =
      (this.#yy[w] as number) -
      2 * ratio * (this.#xy[w] as number) +
      ratio * ratio * (this.#xx[w] as number);
    const sd =
      this.#n < 2 ? null : Math.sqrt(Math.max(0, squares) / (this.#n - 1)) / (this.#x[w] as number);
    const { mean, low, high } = interval(ratio, sd, this.#n);
    return { mean, low, high };
  }
}
