/**
 * Counters that turn answers: how many responses each has arranged so far. A counter belongs to a whole cache, to
 * a name in it, or to an entry, where it starts anew whenever the entry is filled.
 */
import type { Stream } from '../random/stream.ts';
import type { Entries } from './entries.ts';

/** What a counter belongs to. */
export const COUNTED_PER = ['entry', 'name', 'cache'] as const;
export type CountedPer = (typeof COUNTED_PER)[number];

export class Turns {
  readonly #entries: Entries;
  /** By entry, by entry, by shard; empty where nothing counts so. */
  readonly #counters: Readonly<Record<CountedPer, Int32Array>>;

  constructor(entries: Entries, shards: number, used: ReadonlySet<CountedPer>) {
    const cells = { entry: entries.count, name: entries.count, cache: shards };
    const counters = (per: CountedPer) => new Int32Array(used.has(per) ? cells[per] : 0);
    this.#entries = entries;
    this.#counters = { entry: counters('entry'), name: counters('name'), cache: counters('cache') };
  }

  /** Responses that the counter had arranged before this one, or `count` of them, which it now counts. */
  take(per: CountedPer, entry: number, count = 1): number {
    const counters = this.#counters[per];
    const cell = per === 'cache' ? this.#entries.shardOf(entry) : entry;
    const turn = counters[cell] as number;
    counters[cell] = turn + count;
    return turn;
  }

  /** The entry has been filled anew. */
  restart(entry: number): void {
    if (this.#counters.entry.length > 0) this.#counters.entry[entry] = 0;
  }

  /** Puts the counters that outlive entries anywhere, as after a long run. */
  scatter(stream: Stream): void {
    for (const counters of [this.#counters.name, this.#counters.cache])
      for (let cell = 0; cell < counters.length; cell++) counters[cell] = stream.bits() >>> 8;
  }
}
