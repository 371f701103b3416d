/**
 * Rows of tables whose rows come and go: hands out the row freed last, so busy rows stay in cache. Tables
 * grow their columns when `capacity` does.
 */
export class RowPool {
  #free: Int32Array;
  #freeCount = 0;
  #used = 0;
  #capacity: number;
  readonly #grow: (capacity: number) => void;

  /**
   * @param capacity rows to begin with
   * @param grow called with the new capacity, before a row beyond the old one is handed out, and once at once
   */
  constructor(capacity: number, grow: (capacity: number) => void) {
    this.#capacity = capacity;
    this.#free = new Int32Array(capacity);
    this.#grow = grow;
    grow(capacity);
  }

  /** Rows handed out and not freed. */
  get live(): number {
    return this.#used - this.#freeCount;
  }

  /** Rows ever handed out: every live row is below it. */
  get used(): number {
    return this.#used;
  }

  take(): number {
    if (this.#freeCount > 0) return this.#free[--this.#freeCount] as number;
    if (this.#used === this.#capacity) {
      this.#capacity *= 2;
      this.#free = longerInt32(this.#free, this.#capacity);
      this.#grow(this.#capacity);
    }
    return this.#used++;
  }

  free(row: number): void {
    this.#free[this.#freeCount++] = row;
  }
}

/** A copy of a column with room for `length` values; the new ones are 0. */
export function longerInt32(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(column);
  return longer;
}

/** A copy of a column with room for `length` values; the new ones are 0. */
export function longerFloat64(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length);
  longer.set(column);
  return longer;
}
