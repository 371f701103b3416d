/**
 * A stream of random numbers: seedrandom's `tychei` recurrence run on a typed array, equal to
 * seedrandom draw for draw (a test holds that), without its closure.
 */
import { exponentialTail, ZIGGURAT_EDGE, ZIGGURAT_HEIGHT, ZIGGURAT_WIDTH } from './ziggurat.ts';

const TWO_32 = 4_294_967_296;
/** Below this, 32 random bits pick an index with a relative bias under 2⁻¹⁶. */
const WIDE = 65_536;

export class Stream {
  readonly #state: Int32Array;

  /** @param state tychei's four words a, b, c, d; the stream keeps and changes the array. */
  constructor(state: Int32Array) {
    this.#state = state;
  }

  /** The next 32 random bits, as a signed integer. */
  bits(): number {
    const s = this.#state;
    let a = s[0] as number;
    let b = s[1] as number;
    let c = s[2] as number;
    let d = s[3] as number;
    b = (b << 25) ^ (b >>> 7) ^ c;
    c = (c - d) | 0;
    d = (d << 24) ^ (d >>> 8) ^ a;
    a = (a - b) | 0;
    b = (b << 20) ^ (b >>> 12) ^ c;
    c = (c - d) | 0;
    d = (d << 16) ^ (c >>> 16) ^ a;
    a = (a - b) | 0;
    s[0] = a;
    s[1] = b;
    s[2] = c;
    s[3] = d;
    return a;
  }

  /** Uniform on [0, 1), in steps of 2⁻³². */
  uniform(): number {
    return (this.bits() >>> 0) / TWO_32;
  }

  /** Uniform on (0, 1), in steps of 2⁻⁵³ or so: never 0, never 1. */
  open(): number {
    return ((this.bits() >>> 5) * 67_108_864 + (this.bits() >>> 6) + 0.5) / 9_007_199_254_740_992;
  }

  /** A whole number from 0 to `n` − 1, equally likely; `n` from 1 to 2³². */
  below(n: number): number {
    return n <= WIDE ? (((this.bits() >>> 0) * n) / TWO_32) | 0 : Math.floor(this.open() * n);
  }

  /** Exponential with mean 1, by the ziggurat of Marsaglia and Tsang (2000), 256 layers. */
  exponential(): number {
    for (;;) {
      const bits = this.bits() >>> 0;
      const layer = bits & 255;
      const x = (bits >>> 8) * (ZIGGURAT_WIDTH[layer] as number);
      if (bits >>> 8 < (ZIGGURAT_EDGE[layer] as number)) return x;
      if (layer === 0) return exponentialTail + this.#logTail();
      const low = ZIGGURAT_HEIGHT[layer] as number;
      const high = ZIGGURAT_HEIGHT[layer + 1] as number;
      if (low + this.open() * (high - low) < Math.exp(-x)) return x;
    }
  }

  #logTail(): number {
    return -Math.log(this.open());
  }
}
