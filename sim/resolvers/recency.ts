/**
 * Caches that hold only so many records: the one not used for the longest time makes room for a new one. One that has
 * expired keeps its place until then, or until it is filled anew. What failed takes no place.
 */
import type { Entries } from './entries.ts';
import type { Topology } from './topology.ts';

const NONE = -1;

export class Recency {
  readonly #entries: Entries;
  /** By shard: how many records it holds; 0: as many as there are. */
  readonly #capacity: Int32Array;
  /** By shard: the record used last, the one not used for longest, how many there are. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #count: Int32Array;
  /** By entry: its neighbours, used after and before it. */
  readonly #after: Int32Array;
  readonly #before: Int32Array;
  readonly #isIn: Uint8Array;

  private constructor(entries: Entries, capacity: Int32Array) {
    this.#entries = entries;
    this.#capacity = capacity;
    this.#first = new Int32Array(capacity.length).fill(NONE);
    this.#last = new Int32Array(capacity.length).fill(NONE);
    this.#count = new Int32Array(capacity.length);
    this.#after = new Int32Array(entries.count).fill(NONE);
    this.#before = new Int32Array(entries.count).fill(NONE);
    this.#isIn = new Uint8Array(entries.count);
  }

  /** Null where every cache holds all that it is ever asked for. */
  static of(topology: Topology, entries: Entries): Recency | null {
    const { groups, groupOfShard, firstShard, firstMember } = topology;
    const ofGroup = groups.map(({ behaviour: { capacity } }, g) => {
      if (capacity === undefined) return 0;
      const [from, to] = [firstMember[g] as number, firstMember[g + 1] as number];
      const shards = (firstShard[to] as number) - (firstShard[from] as number);
      return capacity < entries.ofGroup(g).length / shards ? capacity : 0;
    });
    return ofGroup.every((capacity) => capacity === 0)
      ? null
      : new Recency(
          entries,
          Int32Array.from(groupOfShard.subarray(0, topology.shards), (g) => ofGroup[g] as number),
        );
  }

  /** An entry is answered from. */
  used(entry: number): void {
    if (this.#isIn[entry] === 0) return;
    const shard = this.#entries.shardOf(entry);
    if (this.#first[shard] === entry) return;
    this.#unlink(entry, shard);
    this.#link(entry, shard);
  }

  /** An entry is filled; returns the one that makes room for it, or −1. */
  filled(entry: number): number {
    const shard = this.#entries.shardOf(entry);
    const capacity = this.#capacity[shard] as number;
    if (capacity === 0) return NONE;
    if (this.#isIn[entry] === 1) {
      this.used(entry);
      return NONE;
    }
    this.#link(entry, shard);
    if ((this.#count[shard] as number) <= capacity) return NONE;
    const evicted = this.#last[shard] as number;
    this.#unlink(evicted, shard);
    return evicted;
  }

  /** An entry is empty. */
  emptied(entry: number): void {
    if (this.#isIn[entry] === 1) this.#unlink(entry, this.#entries.shardOf(entry));
  }

  #link(entry: number, shard: number): void {
    const first = this.#first[shard] as number;
    this.#before[entry] = first;
    this.#after[entry] = NONE;
    if (first === NONE) this.#last[shard] = entry;
    else this.#after[first] = entry;
    this.#first[shard] = entry;
    this.#isIn[entry] = 1;
    this.#count[shard] = (this.#count[shard] as number) + 1;
  }

  #unlink(entry: number, shard: number): void {
    const [after, before] = [this.#after[entry] as number, this.#before[entry] as number];
    if (after === NONE) this.#first[shard] = before;
    else this.#before[after] = before;
    if (before === NONE) this.#last[shard] = after;
    else this.#after[before] = after;
    this.#isIn[entry] = 0;
    this.#count[shard] = (this.#count[shard] as number) - 1;
  }
}
