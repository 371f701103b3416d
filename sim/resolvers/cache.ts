/**
 * The caches of all shards: one entry per shard and name, what it holds and until when. An entry is live while
 * now < expiry, whatever its clock: for `ttlClock: seconds` the expiry is the instant at which the clock's
 * whole second turns (model.md part 3).
 */
import type { ResolverBehaviour } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

/** Instead of a stored RRset; {@link NOTHING}, if it is the outcome of a query, is a failure. */
export const NOTHING = -1;
export const NEGATIVE = -2;
const FIRST_LINK = -3;

/** What an entry stores of a CNAME: the row of the question that it leads to. */
export function linkTo(question: number): number {
  return FIRST_LINK - question;
}

export function isLink(stored: number): boolean {
  return stored <= FIRST_LINK;
}

/** The question that a stored CNAME leads to. */
export function questionOf(link: number): number {
  return FIRST_LINK - link;
}

const EXPIRY = 0;
const PREFETCH = 1;
const ENDS = 2;
const STORED = 3;
const COLUMNS = 4;

export class Cache {
  /** Expiry, prefetch from, end of the TTL on the entry's own clock, stored choice. */
  readonly #cells: Float64Array;
  readonly #phase: Seconds;
  /** By entry: the TTL it was filled with; empty where records are not used beyond their end. */
  readonly #original: Float64Array;
  /** By entry: hits in its life, those it needs before it is prefetched, and from when on; empty where none counts. */
  readonly #hits: Int32Array;
  readonly #hitsNeeded: Int32Array;
  readonly #prefetchFrom: Float64Array;

  /**
   * @param phase what to add to virtual time to get the seconds clock, 0 to 1
   * @param isKept whether some resolver uses records beyond their end
   * @param countsHits whether some resolver prefetches only what is hit often
   */
  constructor(entries: number, phase: Seconds, isKept = false, countsHits = false) {
    this.#cells = new Float64Array(entries * COLUMNS);
    for (let cell = 0; cell < this.#cells.length; cell += COLUMNS) {
      this.#cells[cell + EXPIRY] = Number.NEGATIVE_INFINITY;
      this.#cells[cell + PREFETCH] = Number.POSITIVE_INFINITY;
      this.#cells[cell + STORED] = NOTHING;
    }
    this.#phase = phase;
    this.#original = new Float64Array(isKept ? entries : 0);
    this.#hits = new Int32Array(countsHits ? entries : 0);
    this.#hitsNeeded = new Int32Array(countsHits ? entries : 0);
    this.#prefetchFrom = new Float64Array(countsHits ? entries : 0);
  }

  isLive(entry: number, now: Seconds): boolean {
    return now < (this.#cells[entry * COLUMNS + EXPIRY] as number);
  }

  /** Whether an entry has ended of itself less than `window` ago; one that was emptied, or never kept, has not. */
  hasExpired(entry: number, now: Seconds, window: Seconds): boolean {
    const expiry = this.#cells[entry * COLUMNS + EXPIRY] as number;
    return now >= expiry && now < expiry + window;
  }

  /** The TTL that an entry was filled with, where records are used beyond their end. */
  originalTtl(entry: number): Seconds {
    return this.#original[entry] as number;
  }

  /** End of the entry's life. */
  expiryOf(entry: number): Seconds {
    return this.#cells[entry * COLUMNS + EXPIRY] as number;
  }

  /** From when on a hit refreshes the entry; Infinity: never, or no more. */
  refreshFrom(entry: number): Seconds {
    return this.#cells[entry * COLUMNS + PREFETCH] as number;
  }

  /** The stored RRset's row, {@link NOTHING}, {@link NEGATIVE} or a link; kept after expiry, until replaced. */
  storedIn(entry: number): number {
    return this.#cells[entry * COLUMNS + STORED] as number;
  }

  /** Whether a hit now should refresh the entry; says so once. */
  takePrefetch(entry: number, now: Seconds): boolean {
    const cell = entry * COLUMNS + PREFETCH;
    if (now < (this.#cells[cell] as number)) return false;
    if (this.#hits.length > 0 && !this.#isHitEnough(entry, now)) return false;
    this.#cells[cell] = Number.POSITIVE_INFINITY;
    return true;
  }

  #isHitEnough(entry: number, now: Seconds): boolean {
    const needed = this.#hitsNeeded[entry] as number;
    if (needed === 0) return true;
    const hits = (this.#hits[entry] as number) + 1;
    this.#hits[entry] = hits;
    return hits >= needed && now >= (this.#prefetchFrom[entry] as number);
  }

  /** Ends an entry's life at once. */
  forget(entry: number): void {
    this.#cells[entry * COLUMNS + EXPIRY] = Number.NEGATIVE_INFINITY;
    this.#cells[entry * COLUMNS + PREFETCH] = Number.POSITIVE_INFINITY;
  }

  /** Fills an entry with an RRset received with `ttl`, already clamped. TTL 0 is not kept. */
  put(
    entry: number,
    stored: number,
    ttl: Seconds,
    now: Seconds,
    behaviour: ResolverBehaviour,
  ): void {
    const clock = behaviour.ttlClock === 'seconds' ? Math.floor(now + this.#phase) : now;
    this.restore(entry, stored, clock + ttl, ttl, behaviour);
  }

  /** Fills an entry whose TTL of `ttl` seconds ends at `ends` on its own clock. */
  restore(
    entry: number,
    stored: number,
    ends: number,
    ttl: Seconds,
    behaviour: ResolverBehaviour,
  ): void {
    const whole = behaviour.ttlClock === 'seconds';
    const shift = whole ? -this.#phase : 0;
    const cell = entry * COLUMNS;
    this.#cells[cell + STORED] = stored;
    this.#cells[cell + ENDS] = ends;
    if (this.#original.length > 0) this.#original[entry] = ttl;
    this.#cells[cell + EXPIRY] =
      ttl > 0
        ? ends + shift + (whole && behaviour.lastSecond === 'hit' ? 1 : 0)
        : Number.NEGATIVE_INFINITY;
    const lead = stored >= 0 || isLink(stored) ? prefetchLead(behaviour, ttl) : 0;
    this.#cells[cell + PREFETCH] = lead > 0 ? ends + shift - lead : Number.POSITIVE_INFINITY;
    if (this.#hits.length > 0) this.#countHits(entry, behaviour);
  }

  /** Where hits are counted every one is looked at: the moment from which on they count is kept apart. */
  #countHits(entry: number, { prefetch }: ResolverBehaviour): void {
    const cell = entry * COLUMNS + PREFETCH;
    const from = this.#cells[cell] as number;
    const counts = prefetch.kind === 'share' && prefetch.minHits !== undefined;
    const isToCome = counts && from < Number.POSITIVE_INFINITY;
    this.#hits[entry] = 0;
    this.#hitsNeeded[entry] = isToCome ? (prefetch.minHits as number) : 0;
    if (!isToCome) return;
    this.#prefetchFrom[entry] = from;
    this.#cells[cell] = Number.NEGATIVE_INFINITY;
  }

  /** Gives an entry the times of another one, whose record set came with the same TTL at the same moment. */
  copyLife(from: number, to: number): void {
    const source = this.#cells.subarray(from * COLUMNS, from * COLUMNS + STORED);
    this.#cells.set(source, to * COLUMNS);
    if (this.#original.length > 0) this.#original[to] = this.originalTtl(from);
  }

  /** The TTL that an answer from this entry carries: what remains. */
  remaining(entry: number, now: Seconds, { ttlClock, ttlPassed }: ResolverBehaviour): Seconds {
    const clock = ttlClock === 'seconds' ? Math.floor(now + this.#phase) : now;
    const left = Math.max(0, (this.#cells[entry * COLUMNS + ENDS] as number) - clock);
    return ttlPassed === 'floor' ? Math.floor(left) : ttlPassed === 'ceil' ? Math.ceil(left) : left;
  }
}

/** How long before its end a hit refreshes an entry of this TTL; 0: never. */
export function prefetchLead({ prefetch, ttlClock }: ResolverBehaviour, ttl: Seconds): Seconds {
  switch (prefetch.kind) {
    case 'none':
      return 0;
    case 'below':
      return ttl >= prefetch.eligible ? prefetch.below : 0;
    case 'share': {
      const part = prefetch.share * ttl;
      return (ttlClock === 'seconds' ? Math.floor(part) : part) + prefetch.plus;
    }
  }
}

/** A TTL as a resolver keeps it. */
export function clamped(
  ttl: Seconds,
  negative: boolean,
  { minTtl, maxTtl, negativeTtl }: ResolverBehaviour,
): Seconds {
  return negative
    ? Math.min(Math.max(ttl, negativeTtl.min), negativeTtl.max)
    : Math.min(Math.max(ttl, minTtl), maxTtl);
}
