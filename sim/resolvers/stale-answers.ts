/**
 * Answers from records that have expired, while there are no fresh ones (RFC 8767 sections 4 and 5): which entries they may
 * come from, when those who wait get them, and for how long upstream is left alone after a failure.
 */
import type { Engine, EventKind } from '../engine/engine.ts';
import type { Seconds } from '../settings.ts';
import { type Cache, NEGATIVE, NOTHING } from './cache.ts';
import type { Group } from './group.ts';

const NEVER = Number.POSITIVE_INFINITY;

export class StaleAnswers {
  readonly #cache: Cache;
  readonly #engine: Engine;
  /** By entry: until when upstream is not asked after a failure. */
  readonly #quietUntil: Float64Array;
  /** By entry: when those who wait get what has expired; Infinity: they wait for the outcome. */
  readonly #due: Float64Array;
  /** By entry: when a refresh was last begun for someone who does not wait for it. */
  readonly #refreshed: Float64Array;
  readonly #patienceEnds: EventKind;
  #serve: (entry: number) => void = () => {};

  /** @param groups that serve stale answers, or not */
  constructor(cache: Cache, engine: Engine, entries: number, groups: readonly Group[]) {
    this.#cache = cache;
    this.#engine = engine;
    this.#quietUntil = new Float64Array(entries).fill(Number.NEGATIVE_INFINITY);
    this.#due = new Float64Array(entries).fill(NEVER);
    this.#refreshed = new Float64Array(entries).fill(Number.NEGATIVE_INFINITY);
    this.#patienceEnds = engine.on('DNS reply', (entry) => {
      if (this.#due[entry] !== engine.now) return;
      this.#due[entry] = NEVER;
      this.#serve(entry);
    });
    for (const { stale } of groups)
      if (stale && stale.patience > 0 && stale.patience < NEVER)
        engine.expectDelay(this.#patienceEnds, stale.patience);
  }

  /** Calls `serve` with an entry when those who wait for it have waited long enough. */
  onPatienceEnd(serve: (entry: number) => void): void {
    this.#serve = serve;
  }

  /** Whether what an entry holds has expired and can still be used. */
  holds(entry: number, { stale }: Group): boolean {
    return (
      stale !== null &&
      this.#cache.hasExpired(entry, this.#engine.now, stale.window) &&
      this.#cache.storedIn(entry) !== NOTHING
    );
  }

  /**
   * Whether a query now is answered from an expired entry without waiting. That there is no such name or record is said
   * only once a look-up has failed.
   *
   * @param hasWaited whether whoever asks has waited before, or got an expired record on the way here
   */
  answersNow(entry: number, group: Group, hasWaited: boolean): boolean {
    if (group.stale === null || !this.holds(entry, group)) return false;
    if (this.#engine.now < (this.#quietUntil[entry] as number)) return true;
    return (hasWaited || group.stale.patience === 0) && this.#cache.storedIn(entry) !== NEGATIVE;
  }

  /** Whether upstream is to be asked besides answering from an expired entry; says so once at a time. */
  takeRefresh(entry: number): boolean {
    const { now } = this.#engine;
    if (now < (this.#quietUntil[entry] as number) || this.#refreshed[entry] === now) return false;
    this.#refreshed[entry] = now;
    return true;
  }

  /** Someone waits for an entry: not longer than its group lets anyone who could have an expired record. */
  awaited(entry: number, group: Group): void {
    const { stale } = group;
    if (stale === null || stale.patience === NEVER || this.#due[entry] !== NEVER) return;
    if (!this.holds(entry, group) || this.#cache.storedIn(entry) === NEGATIVE) return;
    this.#due[entry] = this.#engine.now + stale.patience;
    this.#engine.after(stale.patience, this.#patienceEnds, entry);
  }

  /** There is no fresh record of an entry to be had; returns whether it keeps what it holds. */
  failed(entry: number, group: Group): boolean {
    this.#due[entry] = NEVER;
    if (group.stale === null) return false;
    const { now } = this.#engine;
    if (this.#cache.isLive(entry, now)) return this.#cache.storedIn(entry) !== NOTHING;
    if (!this.holds(entry, group)) return false;
    this.#quietUntil[entry] = now + group.stale.recheck;
    return true;
  }

  /** An entry is filled anew. */
  renewed(entry: number): void {
    this.#due[entry] = NEVER;
    this.#quietUntil[entry] = Number.NEGATIVE_INFINITY;
  }

  /** The TTL of an answer from an expired entry. */
  ttlOf(entry: number, { stale }: Group): Seconds {
    if (stale === null) return 0;
    const { seconds, atMostOriginal } = stale.ttl;
    return atMostOriginal ? Math.min(seconds, this.#cache.originalTtl(entry)) : seconds;
  }
}
