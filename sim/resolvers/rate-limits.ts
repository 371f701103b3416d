/**
 * Queries of one client that a resolver answers: a token bucket for each client and shard, which holds what comes in one
 * second, and at least one query.
 */
import { longerFloat64, RowPool } from '../engine/row-pool.ts';
import type { Seconds } from '../settings.ts';
import type { Topology } from './topology.ts';

export class RateLimits {
  readonly #topology: Topology;
  /** By group: queries per second; Infinity: no limit. */
  readonly #rates: Float64Array;
  /** Rows by client × shards + shard. */
  readonly #rowOf = new Map<number, number>();
  readonly #rows: RowPool;
  #tokens = new Float64Array(0);
  #at = new Float64Array(0);

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#rates = Float64Array.from(
      topology.groups,
      ({ behaviour }) => behaviour.rateLimit ?? Number.POSITIVE_INFINITY,
    );
    this.#rows = new RowPool(16, (capacity) => {
      this.#tokens = longerFloat64(this.#tokens, capacity);
      this.#at = longerFloat64(this.#at, capacity);
    });
  }

  /** Whether a shard answers one more query of a client now. @param client −1: never seen before */
  admits(shard: number, client: number, now: Seconds): boolean {
    const rate = this.#rates[this.#topology.groupOfShard[shard] as number] as number;
    if (client < 0 || rate === Number.POSITIVE_INFINITY) return true;
    const burst = Math.max(1, rate);
    const key = client * this.#topology.shards + shard;
    let row = this.#rowOf.get(key);
    if (row === undefined) {
      row = this.#rows.take();
      this.#rowOf.set(key, row);
      this.#tokens[row] = burst;
      this.#at[row] = now;
    }
    const since = now - (this.#at[row] as number);
    const tokens = Math.min(burst, (this.#tokens[row] as number) + since * rate);
    this.#at[row] = now;
    this.#tokens[row] = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1;
  }
}
