/**
 * A histogram of positive numbers in logarithmic buckets, 128 to each power of two: a quantile is off by at
 * most 0.4 %. Order-independent and mergeable, so the same for any split of the work.
 */
const SUB_BITS = 7;
const SHIFT = 20 - SUB_BITS;
/** Smallest value kept apart: 2⁻³⁰, about a nanosecond; smaller ones share the first bucket. */
const LOWEST = (1023 - 30) << SUB_BITS;
/** Up to 2³². */
const BUCKETS = 62 << SUB_BITS;

/** Buckets of one step of a printed histogram. */
const STEP = 1 << (SUB_BITS - 3);

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);
/** Which half of a double holds its exponent here. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** What a histogram holds, as plain data: non-empty buckets, ascending, and their counts. */
export interface HistogramState {
  readonly buckets: Int32Array;
  readonly counts: Float64Array;
  readonly sum: number;
}

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS);
  /** By bucket: how much more mass per unit it holds than the bucket before, not yet in the counts. */
  #steps: Float64Array | null = null;
  #total = 0;
  #sum = 0;

  /** The histogram whose {@link state} this is. */
  static from({ buckets, counts, sum }: HistogramState): Histogram {
    const histogram = new Histogram();
    buckets.forEach((bucket, i) => {
      histogram.#counts[bucket] = counts[i] as number;
      histogram.#total += counts[i] as number;
    });
    histogram.#sum = sum;
    return histogram;
  }

  /** A copy of what it holds. */
  state(): HistogramState {
    this.#pour();
    const filled = Array.from(this.#counts.keys()).filter((i) => this.#counts[i] !== 0);
    return {
      buckets: Int32Array.from(filled),
      counts: Float64Array.from(filled, (i) => this.#counts[i] as number),
      sum: this.#sum,
    };
  }

  /** Records one value, at least 0, or `count` of them. */
  add(value: number, count = 1): void {
    const i = bucketOf(value);
    this.#counts[i] = (this.#counts[i] as number) + count;
    this.#total += count;
    this.#sum += value * count;
  }

  /**
   * Records `count` values that are equally likely anywhere from `low` to `high`, as the mass that each bucket is
   * expected to get: parts of a value, too.
   */
  addEvenly(low: number, high: number, count: number): void {
    const [first, last] = [bucketOf(low), bucketOf(high)];
    this.#total += count;
    this.#sum += (count * (low + high)) / 2;
    if (first === last) {
      this.#counts[first] = (this.#counts[first] as number) + count;
      return;
    }
    const perUnit = count / (high - low);
    const below = perUnit * (lowEdge(first + 1) - low);
    const above = perUnit * (high - lowEdge(last));
    this.#counts[first] = (this.#counts[first] as number) + below;
    this.#counts[last] = (this.#counts[last] as number) + above;
    this.#steps ??= new Float64Array(BUCKETS + 1);
    this.#steps[first + 1] = (this.#steps[first + 1] as number) + perUnit;
    this.#steps[last] = (this.#steps[last] as number) - perUnit;
  }

  /** Turns steps of density into counts. */
  #pour(): void {
    const steps = this.#steps;
    if (!steps) return;
    this.#steps = null;
    let density = 0;
    let most = 0;
    for (let i = 0; i < BUCKETS; i++) {
      density += steps[i] as number;
      most = Math.max(most, density);
      // What adding and subtracting leaves behind is no mass.
      if (density > most * 1e-9)
        this.#counts[i] = (this.#counts[i] as number) + density * (lowEdge(i + 1) - lowEdge(i));
    }
  }

  /** Number of values. */
  get total(): number {
    return this.#total;
  }

  /** Their exact sum. */
  get sum(): number {
    return this.#sum;
  }

  /** Adds all values of another histogram. */
  merge(other: Histogram): void {
    this.#pour();
    other.#pour();
    for (let i = 0; i < BUCKETS; i++)
      this.#counts[i] = (this.#counts[i] as number) + (other.#counts[i] as number);
    this.#total += other.#total;
    this.#sum += other.#sum;
  }

  /** The value below which a part `q` (0 to 1) lies: the middle of its bucket; null when empty. */
  quantile(q: number): number | null {
    if (this.#total === 0) return null;
    this.#pour();
    let rest = q * this.#total;
    let i = 0;
    while (i < BUCKETS - 1 && rest > (this.#counts[i] as number)) {
      rest -= this.#counts[i] as number;
      i += 1;
    }
    while (i > 0 && this.#counts[i] === 0) i -= 1;
    return i === 0 ? 0 : bucketMiddle(i);
  }

  /** Non-empty buckets, ascending: the middle of each and its count. */
  buckets(): { readonly middle: number; readonly count: number }[] {
    this.#pour();
    const filled: { middle: number; count: number }[] = [];
    for (let i = 0; i < BUCKETS; i++) {
      const count = this.#counts[i] as number;
      if (count > 0) filled.push({ middle: i === 0 ? 0 : bucketMiddle(i), count });
    }
    return filled;
  }

  /** Non-empty buckets in coarser steps, eight to each power of two, ascending. */
  steps(): { readonly from: number; readonly to: number; readonly count: number }[] {
    const filled: { from: number; to: number; count: number }[] = [];
    for (let i = 0; i < BUCKETS; i += STEP) {
      let count = 0;
      for (let k = i; k < i + STEP; k++) count += this.#counts[k] as number;
      if (count > 0)
        filled.push({ from: i === 0 ? 0 : bucketLow(i), to: bucketLow(i + STEP), count });
    }
    return filled;
  }

  /** Forgets everything. */
  clear(): void {
    this.#counts.fill(0);
    this.#steps = null;
    this.#total = 0;
    this.#sum = 0;
  }
}

function bucketOf(value: number): number {
  scratch[0] = value;
  const bucket = ((words[HIGH] as number) >>> SHIFT) - LOWEST;
  return bucket < 0 ? 0 : bucket < BUCKETS ? bucket : BUCKETS - 1;
}

/** Where a bucket begins; the first one begins at 0. */
function lowEdge(i: number): number {
  return i === 0 ? 0 : bucketLow(i);
}

function bucketMiddle(i: number): number {
  const low = bucketLow(i);
  return (low + bucketLow(i + 1)) / 2;
}

function bucketLow(i: number): number {
  scratch[0] = 0;
  words[HIGH] = (i + LOWEST) << SHIFT;
  return scratch[0] as number;
}
