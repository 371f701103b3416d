/**
 * What servers are measured by. Queue length and busy time are integrals over time, exact at the edges of
 * windows; response times count in the window in which the response leaves.
 */
import { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Seconds } from '../settings.ts';

/** Observations that the 99th percentile of a window needs, 10/(1 − q). */
const ENOUGH_FOR_P99 = 1000;

const COLUMNS = [
  'completed',
  'rejected',
  'wasted',
  'lost',
  'started',
  'waitSeconds',
  'busySeconds',
  'queueSeconds',
  'queueMax',
  'held',
] as const;
type Column = (typeof COLUMNS)[number];

/** By window and backend but the histograms, which are by backend and null without a server. */
export interface ServerCounts extends Readonly<Record<Column, Float64Array>> {
  /** By backend; 0: it has no server. */
  readonly workers: readonly number[];
  /** Requests in hand when the measured span begins, by backend. */
  readonly heldAtStart: Float64Array;
  /** 99th percentile of the response times of each window; NaN: too few. */
  readonly p99Seconds: Float64Array;
  /** Arrival at the backend to the end of its service, the span's requests only. */
  readonly responseTimes: readonly (Histogram | null)[];
}

export class ServerMetrics {
  readonly #recorder: Recorder;
  readonly #columns: Readonly<Record<Column, number>>;
  readonly #workers: readonly number[];
  readonly #count: number;
  /** Since when a server's integrals are still to be added. */
  readonly #since: Float64Array;
  readonly #most: Float64Array;
  readonly #p99: Float64Array;
  readonly #span: readonly (Histogram | null)[];
  readonly #window: readonly (Histogram | null)[];
  #heldAtStart: Float64Array;

  /** @param workers by backend; 0: it has no server */
  constructor(workers: readonly number[], recorder: Recorder, start: Seconds) {
    const count = workers.length;
    this.#workers = workers;
    this.#recorder = recorder;
    this.#count = count;
    this.#columns = Object.fromEntries(
      COLUMNS.map((column) => [column, recorder.columns(count)]),
    ) as Record<Column, number>;
    this.#since = new Float64Array(count).fill(start);
    this.#most = new Float64Array(count);
    this.#heldAtStart = new Float64Array(count);
    this.#p99 = new Float64Array(recorder.windowStarts.length * count).fill(Number.NaN);
    const histograms = () => workers.map((any) => (any > 0 ? new Histogram() : null));
    this.#span = histograms();
    this.#window = histograms();
  }

  /** Adds what has passed since the last change, before `busy` or `queued` change. */
  pass(backend: number, busy: number, queued: number, now: Seconds): void {
    const span = now - (this.#since[backend] as number);
    if (span <= 0) return;
    this.#since[backend] = now;
    this.#recorder.add(this.#columns.busySeconds + backend, span * busy);
    this.#recorder.add(this.#columns.queueSeconds + backend, span * queued);
  }

  queueGrew(backend: number, queued: number): void {
    if (queued > (this.#most[backend] as number)) this.#most[backend] = queued;
  }

  started(backend: number, waited: Seconds): void {
    this.#recorder.count(this.#columns.started + backend);
    this.#recorder.add(this.#columns.waitSeconds + backend, waited);
  }

  completed(backend: number, seconds: Seconds, wasted: boolean): void {
    this.#recorder.count(this.#columns.completed + backend);
    if (wasted) this.#recorder.count(this.#columns.wasted + backend);
    (this.#span[backend] as Histogram).add(seconds);
    (this.#window[backend] as Histogram).add(seconds);
  }

  rejected(backend: number): void {
    this.#recorder.count(this.#columns.rejected + backend);
  }

  lost(backend: number): void {
    this.#recorder.count(this.#columns.lost + backend);
  }

  /** The window being recorded ends for a server; its integrals have been passed. */
  closeWindow(backend: number, held: number, queued: number): void {
    const { window } = this.#recorder;
    const times = this.#window[backend] as Histogram;
    if (window < 0) {
      (this.#span[backend] as Histogram).clear();
      this.#heldAtStart[backend] = held;
    } else {
      if (times.total >= ENOUGH_FOR_P99)
        this.#p99[window * this.#count + backend] = times.quantile(0.99) as number;
      this.#recorder.add(this.#columns.queueMax + backend, this.#most[backend] as number);
      this.#recorder.add(this.#columns.held + backend, held);
    }
    if (times.total > 0) times.clear();
    this.#most[backend] = queued;
  }

  measured(): ServerCounts {
    const byWindow = Object.fromEntries(
      COLUMNS.map((column) => [
        column,
        this.#recorder.byWindow(this.#columns[column], this.#count),
      ]),
    ) as Record<Column, Float64Array>;
    return {
      ...byWindow,
      workers: this.#workers,
      heldAtStart: this.#heldAtStart,
      p99Seconds: this.#p99,
      responseTimes: this.#span,
    };
  }
}
