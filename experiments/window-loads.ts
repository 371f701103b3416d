/** How the loads of single windows are distributed: what backends got in a window, over what they should have had. */
import type { Measurements } from '../sim/measurements.ts';

/** Width of a step of relative load, and how many there are; the last holds all that is above. */
export const LOAD_STEP = 0.01;
const STEPS = 401;
/** Beyond this two blocks become one each: a law needs no more, and a result stays small. */
const MOST_BLOCKS = 40;

/** Counts of consecutive steps, from number `first` on; the rest is 0. */
export interface LoadCounts {
  readonly first: number;
  readonly counts: readonly number[];
}

/** Windows without requests, or without members, count for nothing; nor do standbys. */
export class WindowLoads {
  readonly #blocks: number[][] = [];
  #blockSize = 1;
  #folded = 0;

  fold({ backends: { names, requests, intendedOfMembers } }: Measurements): void {
    if (this.#folded === MOST_BLOCKS * this.#blockSize) this.#joinBlocks();
    const block = Math.floor(this.#folded / this.#blockSize);
    this.#folded += 1;
    this.#blocks[block] ??= new Array<number>(STEPS).fill(0);
    const counts = this.#blocks[block];
    const width = names.length;
    for (let row = 0; row < requests.length; row += width) {
      const total = requests.subarray(row, row + width).reduce((sum, load) => sum + load, 0);
      if (total === 0) continue;
      for (let i = row; i < row + width; i++) {
        const p = intendedOfMembers[i] as number;
        if (p === 0) continue;
        const relative = (requests[i] as number) / total / p;
        const step = Math.min(STEPS - 1, Math.floor(relative / LOAD_STEP));
        counts[step] = (counts[step] as number) + 1;
      }
    }
  }

  #joinBlocks(): void {
    const pairs = this.#blocks.splice(0);
    for (let i = 0; i < pairs.length; i += 2)
      this.#blocks.push((pairs[i] as number[]).map((count, k) => count + (pairs[i + 1]?.[k] ?? 0)));
    this.#blockSize *= 2;
  }

  get blocks(): LoadCounts[] {
    return this.#blocks.map((counts) => {
      const first = counts.findIndex((count) => count > 0);
      const last = counts.findLastIndex((count) => count > 0);
      return { first: Math.max(0, first), counts: counts.slice(Math.max(0, first), last + 1) };
    });
  }
}
