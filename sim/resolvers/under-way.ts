/** Queries that resolvers have sent upstream and not yet had answered, and who waits for each. */
import { longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';

const NO_ONE = -1;
/** Under way with nobody waiting: a prefetch. */
const UNAWAITED = -2;

export class QueriesUnderWay {
  /** By entry: first waiter, {@link UNAWAITED}, or {@link NO_ONE}: nothing is under way. */
  readonly #waiting: Int32Array;
  readonly #half: Float64Array;
  readonly #stored: Int32Array;
  readonly #ttl: Float64Array;
  readonly #waiters: RowPool;
  #who = new Int32Array(0);
  #shape = new Int32Array(0);
  #next = new Int32Array(0);

  /** @param entries 0 when nothing takes time */
  constructor(entries: number) {
    this.#waiting = new Int32Array(entries).fill(NO_ONE);
    this.#half = new Float64Array(entries);
    this.#stored = new Int32Array(entries);
    this.#ttl = new Float64Array(entries);
    this.#waiters = new RowPool(16, (capacity) => {
      this.#who = longerInt32(this.#who, capacity);
      this.#shape = longerInt32(this.#shape, capacity);
      this.#next = longerInt32(this.#next, capacity);
    });
  }

  has(entry: number): boolean {
    return this.#waiting.length > 0 && this.#waiting[entry] !== NO_ONE;
  }

  /** A query leaves; `half` is one way of its round trip. */
  leave(entry: number, half: Seconds): void {
    if (!this.has(entry)) this.#waiting[entry] = UNAWAITED;
    this.#half[entry] = half;
  }

  /** Someone waits for an entry, behind those who came earlier. */
  join(entry: number, who: number, shape: number): void {
    const row = this.#waiters.take();
    this.#who[row] = who;
    this.#shape[row] = shape;
    this.#next[row] = NO_ONE;
    let last = this.#waiting[entry] as number;
    if (last < 0) {
      this.#waiting[entry] = row;
      return;
    }
    while ((this.#next[last] as number) >= 0) last = this.#next[last] as number;
    this.#next[last] = row;
  }

  /** Upstream has answered: what it said travels back for the returned time. */
  answer(entry: number, stored: number, ttl: Seconds): Seconds {
    this.#stored[entry] = stored;
    this.#ttl[entry] = ttl;
    return this.#half[entry] as number;
  }

  storedFor(entry: number): number {
    return this.#stored[entry] as number;
  }

  ttlFor(entry: number): Seconds {
    return this.#ttl[entry] as number;
  }

  /** Ends the query and calls `serve` for each waiter, first come first. */
  end(entry: number, serve: (who: number, shape: number, isFirst: boolean) => void): void {
    const first = this.#waiting[entry] as number;
    this.#waiting[entry] = NO_ONE;
    for (let row = first; row >= 0; ) {
      const next = this.#next[row] as number;
      const [who, shape] = [this.#who[row] as number, this.#shape[row] as number];
      this.#waiters.free(row);
      serve(who, shape, row === first);
      row = next;
    }
  }
}
