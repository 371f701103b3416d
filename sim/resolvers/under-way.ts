/** Queries that resolvers have sent upstream and not yet had answered, and who waits for each. */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
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
  /** By entry: the first of the record sets that come along, of the names that its CNAME leads to; or {@link NO_ONE}. */
  readonly #more: Int32Array;
  readonly #waiters: RowPool;
  #who = new Int32Array(0);
  #shape = new Int32Array(0);
  #root = new Int32Array(0);
  #subnet = new Int32Array(0);
  #links = new Int32Array(0);
  #next = new Int32Array(0);
  readonly #parts: RowPool;
  #partEntry = new Int32Array(0);
  #partStored = new Int32Array(0);
  #partTtl = new Float64Array(0);
  #partNext = new Int32Array(0);

  /** @param entries 0 when nothing takes time */
  constructor(entries: number) {
    this.#waiting = new Int32Array(entries).fill(NO_ONE);
    this.#half = new Float64Array(entries);
    this.#stored = new Int32Array(entries);
    this.#ttl = new Float64Array(entries);
    this.#more = new Int32Array(entries).fill(NO_ONE);
    this.#waiters = new RowPool(16, (capacity) => {
      this.#who = longerInt32(this.#who, capacity);
      this.#shape = longerInt32(this.#shape, capacity);
      this.#root = longerInt32(this.#root, capacity);
      this.#subnet = longerInt32(this.#subnet, capacity);
      this.#links = longerInt32(this.#links, capacity);
      this.#next = longerInt32(this.#next, capacity);
    });
    this.#parts = new RowPool(16, (capacity) => {
      this.#partEntry = longerInt32(this.#partEntry, capacity);
      this.#partStored = longerInt32(this.#partStored, capacity);
      this.#partTtl = longerFloat64(this.#partTtl, capacity);
      this.#partNext = longerInt32(this.#partNext, capacity);
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

  /** One way of its round trip. */
  halfOf(entry: number): Seconds {
    return this.#half[entry] as number;
  }

  /**
   * Someone waits for an entry, behind those who came earlier.
   *
   * @param root the entry of the question that was put, from which CNAMEs led here
   * @param subnet of the client, for which it was put
   * @param links how many CNAMEs those were
   */
  join(
    entry: number,
    who: number,
    shape: number,
    root: number,
    subnet: number,
    links: number,
  ): void {
    const row = this.#waiters.take();
    this.#who[row] = who;
    this.#shape[row] = shape;
    this.#root[row] = root;
    this.#subnet[row] = subnet;
    this.#links[row] = links;
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

  /** Along with the answer to an entry's question comes what belongs into another entry; in the order of the chain. */
  bring(entry: number, into: number, stored: number, ttl: Seconds): void {
    const row = this.#parts.take();
    this.#partEntry[row] = into;
    this.#partStored[row] = stored;
    this.#partTtl[row] = ttl;
    this.#partNext[row] = NO_ONE;
    let last = this.#more[entry] as number;
    if (last < 0) {
      this.#more[entry] = row;
      return;
    }
    while ((this.#partNext[last] as number) >= 0) last = this.#partNext[last] as number;
    this.#partNext[last] = row;
  }

  /** Takes what came along, in the order of the chain. */
  takeParts(entry: number, install: (into: number, stored: number, ttl: Seconds) => void): void {
    let row = this.#more[entry] as number;
    this.#more[entry] = NO_ONE;
    while (row >= 0) {
      const next = this.#partNext[row] as number;
      const [into, stored] = [this.#partEntry[row] as number, this.#partStored[row] as number];
      const ttl = this.#partTtl[row] as number;
      this.#parts.free(row);
      install(into, stored, ttl);
      row = next;
    }
  }

  storedFor(entry: number): number {
    return this.#stored[entry] as number;
  }

  ttlFor(entry: number): Seconds {
    return this.#ttl[entry] as number;
  }

  /**
   * Ends the query and calls `serve` for each waiter, first come first.
   *
   * @param goesOn whether it stays under way, with nobody waiting
   */
  end(
    entry: number,
    serve: (
      who: number,
      shape: number,
      root: number,
      subnet: number,
      links: number,
      isFirst: boolean,
    ) => void,
    goesOn = false,
  ): void {
    const first = this.#waiting[entry] as number;
    this.#waiting[entry] = goesOn ? UNAWAITED : NO_ONE;
    for (let row = first; row >= 0; ) {
      const next = this.#next[row] as number;
      const [who, shape] = [this.#who[row] as number, this.#shape[row] as number];
      const [root, subnet] = [this.#root[row] as number, this.#subnet[row] as number];
      const links = this.#links[row] as number;
      this.#waiters.free(row);
      serve(who, shape, root, subnet, links, row === first);
      row = next;
    }
  }
}
