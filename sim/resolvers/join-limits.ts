/**
 * How many may wait for one query under way. As BIND has it (lib/dns/resolver.c): the limit of a resolver grows when a query
 * is answered for which it turned someone away, and falls by one every 20 minutes after, down to where it began.
 */
import type { Seconds } from '../settings.ts';
import type { Entries } from './entries.ts';
import type { Group } from './group.ts';

const FALLS_EVERY: Seconds = 1200;

export class JoinLimits {
  readonly #entries: Entries;
  /** By shard: what the limit has grown by, and when it last did. */
  readonly #grown: Float64Array;
  readonly #grownAt: Float64Array;
  /** By entry: who waits, and whether someone has been turned away meanwhile. */
  readonly #waiting: Int32Array;
  readonly #isOver: Uint8Array;

  constructor(entries: Entries, shards: number) {
    this.#entries = entries;
    this.#grown = new Float64Array(shards);
    this.#grownAt = new Float64Array(shards);
    this.#waiting = new Int32Array(entries.count);
    this.#isOver = new Uint8Array(entries.count);
  }

  /** Whether one more may wait for an entry; counts it if so. */
  admits(entry: number, { behaviour: { joinLimit } }: Group, now: Seconds): boolean {
    if (joinLimit === undefined) return true;
    const limit = joinLimit.start + this.#growthOf(this.#entries.shardOf(entry), now);
    if ((this.#waiting[entry] as number) >= limit) {
      this.#isOver[entry] = 1;
      return false;
    }
    this.#waiting[entry] = (this.#waiting[entry] as number) + 1;
    return true;
  }

  /** Nobody waits for an entry any more. @param isAnswered whether there was an answer, and no failure */
  ended(entry: number, { behaviour: { joinLimit } }: Group, now: Seconds, isAnswered: boolean) {
    if (joinLimit === undefined) return;
    const shard = this.#entries.shardOf(entry);
    const grown = this.#growthOf(shard, now);
    const isFull = (this.#waiting[entry] as number) >= joinLimit.start + grown;
    if (isAnswered && isFull && this.#isOver[entry] === 1) {
      this.#grown[shard] = Math.min(grown + joinLimit.growth, joinLimit.most - joinLimit.start);
      this.#grownAt[shard] = now;
    }
    this.#waiting[entry] = 0;
    this.#isOver[entry] = 0;
  }

  #growthOf(shard: number, now: Seconds): number {
    const fallen = Math.floor((now - (this.#grownAt[shard] as number)) / FALLS_EVERY);
    return Math.max(0, (this.#grown[shard] as number) - fallen);
  }
}
