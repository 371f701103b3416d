/** What follows one event, in bins after it: how many requests were made, and how many still went the old way. */
import type { CurveCounts, ReturnCounts } from '../measurements.ts';
import type { Seconds } from '../settings.ts';
import type { Bins } from './curve-bins.ts';

const MADE = 0;
const TARGET = 1;
const STALE = 2;
const FAILED = 3;
const COLUMNS = 4;

/** What a curve is about. */
export interface CurveSubject {
  readonly at: Seconds;
  /** When a fault ends; Infinity: not in this run, or it is no fault. */
  readonly until: Seconds;
  /** By destination: 1 where it is struck, changed or added. */
  readonly targets: Uint8Array;
  /** By state of records: 1 where an answer that shows it is from before; null when the event changes none. */
  readonly stale: Uint8Array | null;
  readonly bins: Bins;
  /** Whether it is an outage, which look-ups fail of. */
  readonly isOutage: boolean;
  /** Bins after the end of the fault, as wide as the others. */
  readonly returnBins: number;
}

export class EventCurve {
  /** Requests made from here on count as before the event. */
  readonly from: Seconds;
  /** Requests made from here on count nowhere. */
  readonly to: Seconds;
  readonly #subject: CurveSubject;
  /** Row 0 is before the event, row k + 1 bin k, the last row no bin. */
  readonly #counts: Float64Array;
  readonly #returned: Float64Array;
  readonly #open: Float64Array;
  /** First bin that ends after the start of each stretch of one width; bins may have gaps between them. */
  readonly #firstBin: Int32Array;
  readonly #origin: Seconds;
  readonly #width: Seconds;
  readonly #binCount: number;
  #failedByTarget = 0;
  #last = Number.NEGATIVE_INFINITY;

  constructor(subject: CurveSubject, runEnd: Seconds) {
    const { at, until, bins, returnBins } = subject;
    const { from, to, width } = bins;
    const last = to[to.length - 1] as number;
    this.#subject = subject;
    this.#origin = from[0] as number;
    this.#width = width;
    this.#binCount = from.length;
    this.from = Math.max(0, at - bins.before);
    const fault = until === Number.POSITIVE_INFINITY ? runEnd : until + returnBins * width;
    this.to = Math.min(runEnd, Math.max(at + last, subject.stale === null ? fault : at));
    this.#counts = new Float64Array((from.length + 2) * COLUMNS);
    this.#returned = new Float64Array((returnBins + 1) * 2);
    this.#open = new Float64Array(from.length).fill(Number.NaN);
    this.#firstBin = new Int32Array(Math.round((last - this.#origin) / width) + 2);
    let bin = 0;
    for (let cell = 0; cell < this.#firstBin.length; cell++) {
      // Half a millionth of a width forgives what rounding does to edges that should meet.
      const start = this.#origin + (cell + 5e-7) * width;
      while (bin < from.length && (to[bin] as number) <= start) bin += 1;
      this.#firstBin[cell] = bin;
    }
  }

  /** Rows of the targets. */
  get targets(): number[] {
    return [...this.#subject.targets.keys()].filter((row) => this.#subject.targets[row] === 1);
  }

  /** Edges of bins on the virtual clock, the start of what counts as before among them. */
  edges(): Seconds[] {
    const { at, until, bins, returnBins } = this.#subject;
    const edges = [
      this.from,
      at,
      ...Array.from(bins.from, (s) => at + s),
      ...Array.from(bins.to, (s) => at + s),
    ];
    if (until < Number.POSITIVE_INFINITY)
      for (let k = 0; k <= returnBins; k++) edges.push(until + k * this.#width);
    return edges.filter((edge) => edge < this.to).concat(this.to);
  }

  /** Ends of the bins on the virtual clock. */
  binEnds(): Seconds[] {
    return Array.from(this.#subject.bins.to, (to) => this.#subject.at + to);
  }

  went(
    made: Seconds,
    destination: number,
    state: number,
    count: number,
    last: Seconds,
    front: number,
  ): void {
    const { at, until, targets, stale } = this.#subject;
    const cell = this.#row(made) * COLUMNS;
    const isTarget = (targets[destination] as number) | (targets[front] as number);
    const counts = this.#counts;
    counts[cell + MADE] = (counts[cell + MADE] as number) + count;
    if (stale !== null && stale[state] === 1)
      counts[cell + STALE] = (counts[cell + STALE] as number) + count;
    if (isTarget === 1) {
      counts[cell + TARGET] = (counts[cell + TARGET] as number) + count;
      if (made >= at && made < until && last > this.#last) this.#last = last;
    }
    if (made >= until) this.#return(made, isTarget, count);
  }

  failed(made: Seconds, destination: number, count: number, at: Seconds, front: number): void {
    const cell = this.#row(made) * COLUMNS + FAILED;
    this.#counts[cell] = (this.#counts[cell] as number) + count;
    const { targets, until } = this.#subject;
    const struck = made < until && at >= this.#subject.at;
    if (struck && destination >= 0 && (targets[destination] === 1 || targets[front] === 1))
      this.#failedByTarget += count;
  }

  /** They failed at `at` for want of an address. */
  failedInLookUp(made: Seconds, count: number, at: Seconds): void {
    const { isOutage, until, at: from } = this.#subject;
    if (isOutage && made < until && at >= from) this.#failedByTarget += count;
  }

  /** Connections open on the targets at the end of a bin. */
  sampleOpen(bin: number, open: number): void {
    this.#open[bin] = open;
  }

  /** What was counted in bins that the run wholly covers. */
  counts(runEnd: Seconds): CurveCounts {
    const { at, until, bins, returnBins, stale } = this.#subject;
    const column = (c: number) =>
      Float64Array.from(bins.to, (to, k) =>
        at + to <= runEnd ? (this.#counts[(k + 1) * COLUMNS + c] as number) : 0,
      );
    return {
      from: bins.from,
      to: bins.to,
      covered: Float64Array.from(bins.to, (to) => (at + to <= runEnd ? 1 : 0)),
      made: column(MADE),
      target: column(TARGET),
      stale: stale === null ? null : column(STALE),
      failed: column(FAILED),
      open: this.#open.every(Number.isNaN) ? null : this.#open,
      before: { made: this.#counts[MADE] as number, target: this.#counts[TARGET] as number },
      lastAtTarget: this.#last > Number.NEGATIVE_INFINITY ? this.#last - at : null,
      failedByTarget: this.#failedByTarget,
      back: until + returnBins * this.#width <= runEnd && returnBins > 0 ? this.#back() : null,
    };
  }

  #back(): ReturnCounts {
    const { returnBins } = this.#subject;
    return {
      width: this.#width,
      made: Float64Array.from({ length: returnBins }, (_, k) => this.#returned[2 * k] as number),
      target: Float64Array.from(
        { length: returnBins },
        (_, k) => this.#returned[2 * k + 1] as number,
      ),
    };
  }

  #return(made: Seconds, isTarget: number, count: number): void {
    const bins = this.#subject.returnBins;
    const bin = Math.min(bins, Math.floor((made - this.#subject.until) / this.#width));
    this.#returned[2 * bin] = (this.#returned[2 * bin] as number) + count;
    this.#returned[2 * bin + 1] = (this.#returned[2 * bin + 1] as number) + isTarget * count;
  }

  #row(made: Seconds): number {
    const after = made - this.#subject.at;
    if (after < 0) return 0;
    const cell = Math.floor((after - this.#origin) / this.#width);
    if (cell < 0 || cell >= this.#firstBin.length) return this.#binCount + 1;
    const { from, to } = this.#subject.bins;
    let bin = this.#firstBin[cell] as number;
    if (bin < this.#binCount && after >= (to[bin] as number)) bin += 1;
    return bin < this.#binCount && after >= (from[bin] as number) ? bin + 1 : this.#binCount + 1;
  }
}
