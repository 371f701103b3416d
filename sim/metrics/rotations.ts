/**
 * Lists of addresses that counters turn. Each place of an order is begun at as often as any other, give or take
 * one: with m_j requests at place j and G in all, the uneven part Σ(m_j − G/k)² stands in expected CV² where the
 * squares of independent choices would (model.md part 6).
 *
 * A *round* counts the requests at each place of one order, whichever list they came by. A *table* remembers the
 * lists made from one list, by where they begin in it.
 */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { Causes } from './causes.ts';
import type { Coefficients } from './followers.ts';
import { GroupCounts } from './group-counts.ts';

const NOTHING = -1;

export class Rotations {
  readonly #stride: number;

  readonly #tables: RowPool;
  /** By table and place: the list that begins there. */
  #lists = new Int32Array(0);

  readonly #rounds: RowPool;
  /** By round and place: requests in this window, and in all windows. */
  #window = new Float64Array(0);
  #whole = new Float64Array(0);
  #size = new Int32Array(0);
  #refs = new Int32Array(0);
  /** c₂/(1 − 1/k): weight of the uneven part. */
  #weight = new Float64Array(0);
  /** Row of the resolver group whose counter it is. */
  #keeper = new Int32Array(0);
  /** Requests by client group, by round and place; null: there is one group. */
  readonly #groups: GroupCounts | null;
  readonly #causes: Causes;
  readonly #touched = new Set<number>();
  #wholeWeight = 0;

  /** @param longest most addresses in one list @param groups client groups */
  constructor(longest: number, groups: number, causes: Causes) {
    this.#stride = longest;
    this.#groups = groups > 1 ? new GroupCounts(groups) : null;
    this.#causes = causes;
    this.#tables = new RowPool(16, (capacity) => {
      this.#lists = longerInt32(this.#lists, capacity * longest);
    });
    this.#rounds = new RowPool(16, (capacity) => {
      this.#window = longerFloat64(this.#window, capacity * longest);
      this.#whole = longerFloat64(this.#whole, capacity * longest);
      this.#size = longerInt32(this.#size, capacity);
      this.#refs = longerInt32(this.#refs, capacity);
      this.#weight = longerFloat64(this.#weight, capacity);
      this.#keeper = longerInt32(this.#keeper, capacity);
      this.#groups?.grow(capacity * longest);
    });
  }

  // -------------------------------------------------------------------------------- tables

  beginTable(): number {
    const table = this.#tables.take();
    this.#lists.fill(NOTHING, table * this.#stride, (table + 1) * this.#stride);
    return table;
  }

  /** The list that begins at a place; −1: none is made yet. */
  listAt(table: number, start: number): number {
    return this.#lists[table * this.#stride + start] as number;
  }

  setList(table: number, start: number, list: number): void {
    this.#lists[table * this.#stride + start] = list;
  }

  /** Ends a table; the lists that were in it. */
  endTable(table: number): number[] {
    this.#tables.free(table);
    const lists = this.#lists.subarray(table * this.#stride, (table + 1) * this.#stride);
    return [...lists].filter((list) => list !== NOTHING);
  }

  // -------------------------------------------------------------------------------- rounds

  /**
   * A round over an order, held once.
   *
   * @param size addresses in it, at least 2
   * @param coefficients of the answer
   * @param already requests so far that followed the order itself
   * @param keeper row of the resolver group whose counter it is
   */
  beginRound(size: number, { choice }: Coefficients, already: number, keeper: number): number {
    const round = this.#rounds.take();
    this.#size[round] = size;
    this.#refs[round] = 1;
    this.#weight[round] = (choice * size) / (size - 1);
    this.#keeper[round] = keeper;
    this.#whole[round * this.#stride] = already;
    return round;
  }

  hold(round: number): void {
    this.#refs[round] = (this.#refs[round] as number) + 1;
  }

  release(round: number): void {
    const refs = (this.#refs[round] as number) - 1;
    this.#refs[round] = refs;
    if (refs === 0 && !this.#touched.has(round)) this.#retire(round);
  }

  /** So many requests of the window were at a place. */
  add(round: number, place: number, followers: number): void {
    const cell = round * this.#stride + place;
    this.#touched.add(round);
    this.#window[cell] = (this.#window[cell] as number) + followers;
  }

  /** So many requests of a client group have been at a place, in all windows. */
  addOf(round: number, place: number, group: number, followers: number): void {
    this.#groups?.add(round * this.#stride + place, group, followers);
  }

  /** The uneven parts of the window, weighted. */
  closeWindow(): number {
    let weight = 0;
    for (const round of this.#touched) {
      weight += this.#uneven(this.#window, round);
      const end = round * this.#stride + (this.#size[round] as number);
      for (let cell = round * this.#stride; cell < end; cell++) {
        this.#whole[cell] = (this.#whole[cell] as number) + (this.#window[cell] as number);
        this.#window[cell] = 0;
      }
    }
    const over = [...this.#touched].filter((round) => this.#refs[round] === 0);
    this.#touched.clear();
    for (const round of over) this.#retire(round);
    return weight;
  }

  /** The uneven parts over the whole span, weighted; ends the table's life. */
  finish(): number {
    for (let round = 0; round < this.#rounds.used; round++) this.#sum(round);
    return this.#wholeWeight;
  }

  #retire(round: number): void {
    this.#sum(round);
    this.#rounds.free(round);
  }

  #sum(round: number): void {
    const uneven = this.#uneven(this.#whole, round);
    this.#wholeWeight += uneven;
    this.#blame(round, uneven);
    this.#whole.fill(0, round * this.#stride, (round + 1) * this.#stride);
  }

  /** Each group's part of Σ(m_j − G/k)² is Σ(m_j − G/k)·m_j,g, for the places have 0 in sum. */
  #blame(round: number, uneven: number): void {
    const size = this.#size[round] as number;
    const weight = this.#weight[round] as number;
    const coefficients = { content: 0, choice: (weight * (size - 1)) / size };
    const keeper = this.#keeper[round] as number;
    const first = round * this.#stride;
    let sum = 0;
    for (let cell = first; cell < first + size; cell++) sum += this.#whole[cell] as number;
    if (this.#groups === null) {
      this.#causes.round(coefficients, 0, keeper, uneven, sum);
      return;
    }
    for (let cell = first; cell < first + size; cell++) {
      const excess = weight * ((this.#whole[cell] as number) - sum / size);
      this.#groups.drain(cell, (group, own) =>
        this.#causes.round(coefficients, group, keeper, excess * own, own),
      );
    }
  }

  #uneven(counts: Float64Array, round: number): number {
    const size = this.#size[round] as number;
    const first = round * this.#stride;
    let sum = 0;
    let squares = 0;
    for (let cell = first; cell < first + size; cell++) {
      const followers = counts[cell] as number;
      sum += followers;
      squares += followers * followers;
    }
    return (this.#weight[round] as number) * (squares - (sum * sum) / size);
  }
}
