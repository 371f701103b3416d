/** From what came back to filled entries. */
import type { Seconds } from '../settings.ts';
import { clamped, NEGATIVE, NOTHING } from './cache.ts';
import type { Group } from './group.ts';
import type { Received } from './received.ts';
import type { Responses } from './responses.ts';
import type { Tables } from './tables.ts';

export class Storing {
  readonly #tables: Tables;
  readonly #responses: Responses;

  constructor(tables: Tables, responses: Responses) {
    this.#tables = tables;
    this.#responses = responses;
  }

  /** Stores all that came for an entry; returns the entry of the last record set. */
  installAll(entry: number, group: Group, subnet: number, received: Received): number {
    const { count, questions, stored, ttls } = received;
    let last = entry;
    for (let i = 0; i < count; i++) {
      if (i > 0) last = this.alongWith(entry, questions[i] as number, subnet);
      this.install(last, group, stored[i] as number, ttls[i] as number);
    }
    return last;
  }

  /** The entry of a record set that came along with the answer to another's question. */
  alongWith(entry: number, question: number, subnet: number): number {
    const { entries } = this.#tables;
    return entries.of(entries.shardOf(entry), question, subnet);
  }

  /** Fills one entry, unless all that came is a failure and it may use what it holds. */
  install(entry: number, group: Group, stored: number, ttl: Seconds): void {
    const { cache, stale, recency, turns, engine, watcher } = this.#tables;
    const { behaviour } = group;
    if (stored === NOTHING && stale?.failed(entry, group)) return;
    stale?.renewed(entry);
    watcher?.replacing(entry);
    this.#responses.forget(entry);
    turns.restart(entry);
    const kept =
      stored === NOTHING ? behaviour.servfailTtl : clamped(ttl, stored === NEGATIVE, behaviour);
    cache.put(entry, stored, kept, engine.now, behaviour);
    if (recency !== null) {
      if (stored === NOTHING || kept === 0) recency.emptied(entry);
      else {
        const evicted = recency.filled(entry);
        if (evicted >= 0) cache.forget(evicted);
      }
    }
    watcher?.filled(entry);
  }
}
