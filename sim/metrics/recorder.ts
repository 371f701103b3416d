/**
 * Counters of one replication. Every counter is a column; a window is a row; the current row's offset is
 * added to a column's number, so counting is one addition and needs no test whether anything is recorded:
 * before the measured span row 0, which is thrown away, takes the counts.
 */
import type { Seconds } from '../settings.ts';

export class Recorder {
  /** Start of each window, on the virtual clock. */
  readonly windowStarts: readonly Seconds[];
  #columns = 0;
  #cells = new Float64Array(0);
  #row = 0;
  #base = 0;

  /** Windows of `length` seconds from `warmup` on, the last one cut at `end`. */
  constructor(warmup: Seconds, end: Seconds, length: Seconds) {
    const count = Math.max(1, Math.ceil((end - warmup) / length - 1e-9));
    this.windowStarts = Array.from({ length: count }, (_, i) => warmup + i * length);
  }

  /** Reserves `count` columns and returns the first; before {@link open}. */
  columns(count: number): number {
    const first = this.#columns;
    this.#columns += count;
    return first;
  }

  /** Makes room for all columns reserved. */
  open(): void {
    this.#cells = new Float64Array((this.windowStarts.length + 1) * this.#columns);
  }

  /** Index of the window being recorded; −1 before the measured span. */
  get window(): number {
    return this.#row - 1;
  }

  /** Begins the next window. */
  nextWindow(): void {
    this.#row += 1;
    this.#base = this.#row * this.#columns;
  }

  /** Counts one. */
  count(column: number): void {
    const i = this.#base + column;
    this.#cells[i] = (this.#cells[i] as number) + 1;
  }

  add(column: number, amount: number): void {
    const i = this.#base + column;
    this.#cells[i] = (this.#cells[i] as number) + amount;
  }

  /** `width` neighbouring columns by window: value of window w, column c at w × width + c. */
  byWindow(first: number, width = 1): Float64Array {
    const rows = this.windowStarts.length;
    const out = new Float64Array(rows * width);
    for (let w = 0; w < rows; w++) {
      const from = (w + 1) * this.#columns + first;
      out.set(this.#cells.subarray(from, from + width), w * width);
    }
    return out;
  }

  /** Sum of a column over the measured span. */
  total(column: number): number {
    let sum = 0;
    for (let w = 1; w <= this.windowStarts.length; w++)
      sum += this.#cells[w * this.#columns + column] as number;
    return sum;
  }
}
