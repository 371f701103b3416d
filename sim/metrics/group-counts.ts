/**
 * Requests by client group for rows of a table. Most rows meet one group only and need no more than its number;
 * those that several groups meet get a row of a second table, a column for each group.
 */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';

const NOTHING = -1;

export class GroupCounts {
  readonly #groups: number;
  /** The group met first; −1: none. */
  #first = new Int32Array(0);
  #ofFirst = new Float64Array(0);
  /** Row of the second table for the groups met besides; −1: none. */
  #more = new Int32Array(0);
  readonly #others: RowPool;
  #ofOthers = new Float64Array(0);

  /** @param groups client groups */
  constructor(groups: number) {
    this.#groups = groups;
    this.#others = new RowPool(16, (capacity) => {
      this.#ofOthers = longerFloat64(this.#ofOthers, capacity * groups);
    });
  }

  /** Makes room for rows up to `capacity`. */
  grow(capacity: number): void {
    const known = this.#first.length;
    this.#first = longerInt32(this.#first, capacity).fill(NOTHING, known);
    this.#more = longerInt32(this.#more, capacity).fill(NOTHING, known);
    this.#ofFirst = longerFloat64(this.#ofFirst, capacity);
  }

  add(row: number, group: number, count: number): void {
    const first = this.#first[row] as number;
    if (first === group) this.#ofFirst[row] = (this.#ofFirst[row] as number) + count;
    else if (first === NOTHING) {
      this.#first[row] = group;
      this.#ofFirst[row] = count;
    } else this.#addOther(row, group, count);
  }

  #addOther(row: number, group: number, count: number): void {
    if (this.#more[row] === NOTHING) this.#more[row] = this.#others.take();
    const cell = (this.#more[row] as number) * this.#groups + group;
    this.#ofOthers[cell] = (this.#ofOthers[cell] as number) + count;
  }

  /** Tells of each group with requests at a row, and empties the row. */
  drain(row: number, tell: (group: number, count: number) => void): void {
    const first = this.#first[row] as number;
    if (first === NOTHING) return;
    tell(first, this.#ofFirst[row] as number);
    this.#first[row] = NOTHING;
    const more = this.#more[row] as number;
    if (more === NOTHING) return;
    this.#more[row] = NOTHING;
    const from = more * this.#groups;
    for (let group = 0; group < this.#groups; group++) {
      const count = this.#ofOthers[from + group] as number;
      if (count > 0) tell(group, count);
    }
    this.#ofOthers.fill(0, from, from + this.#groups);
    this.#others.free(more);
  }
}
