import type { Stream } from './stream.ts';

/**
 * Draws an index with given weights in constant time (Walker 1977, in Vose's form of 1991): one draw picks a
 * column, and the rest of it chooses between the column's own index and its alias.
 */
/** Up to so many columns, 32 bits leave at least 16 to choose between a column and its alias. */
const NARROW = 65_536;

export class AliasTable {
  readonly #odds: Float64Array;
  readonly #alias: Int32Array;
  /** All weights are equal: every column is its own, and the table need not be read. */
  readonly #isUniform: boolean;

  /** @param weights at least one above 0, none below; they need not sum to 1. */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i] as number;
    if (!(sum > 0)) throw new RangeError('an alias table needs a positive weight');
    this.#odds = new Float64Array(n);
    this.#alias = new Int32Array(n);
    const scaled = Float64Array.from(weights, (weight) => (weight * n) / sum);
    const poor: number[] = [];
    const rich: number[] = [];
    for (let i = 0; i < n; i++) ((scaled[i] as number) < 1 ? poor : rich).push(i);
    while (poor.length > 0 && rich.length > 0) {
      const low = poor.pop() as number;
      const high = rich[rich.length - 1] as number;
      this.#odds[low] = scaled[low] as number;
      this.#alias[low] = high;
      scaled[high] = (scaled[high] as number) - (1 - (scaled[low] as number));
      if ((scaled[high] as number) < 1) poor.push(rich.pop() as number);
    }
    for (const i of [...poor, ...rich]) {
      this.#odds[i] = 1;
      this.#alias[i] = i;
    }
    this.#isUniform = this.#odds.every((odds) => odds === 1);
  }

  /** An index; one draw of 32 bits, of 53 in a table so long that 32 would show. */
  draw(stream: Stream): number {
    const n = this.#odds.length;
    if (this.#isUniform) return stream.below(n);
    const x = n <= NARROW ? stream.uniform() * n : stream.open() * n;
    const column = x | 0;
    return x - column < (this.#odds[column] as number) ? column : (this.#alias[column] as number);
  }
}
