/**
 * Who asks, as far as responses differ by it: the shape of the query, and which addresses are near the asker, where a
 * resolver puts those first (Windows DNS Server: netmask ordering). Askers near the same addresses are of one class.
 */
import type { ResolverBehaviour } from '../scenario.ts';

const IPV4_BITS = 32;
/** Instead of a block: no address is in the asker's. */
const NOWHERE = -1;

export class Askers {
  /** Classes × query shapes; an asker's row is its class × shapes + its query's shape. */
  readonly rows: number;
  readonly shapes: number;
  /** Prefix lengths that say what is near, the shortest first. */
  readonly #lengths: readonly number[];
  /** By class, then by length: the block of IPv4 addresses of that length that the asker is in. */
  readonly #classes: readonly (readonly number[])[];
  /** IPv4 addresses as numbers, by address row; −1: another. */
  readonly #numbers: Float64Array;

  /** @param shapes of queries */
  constructor(
    behaviours: readonly Pick<ResolverBehaviour, 'nearFirst'>[],
    numbers: Float64Array,
    shapes: number,
  ) {
    const used = new Set(behaviours.flatMap(({ nearFirst }) => nearFirst || []));
    this.#lengths = [...used].sort((a, b) => a - b);
    const addresses = this.#lengths.length > 0 ? numbers.filter((address) => address >= 0) : [];
    const classes = new Map([
      [this.#lengths.map(() => NOWHERE).join(), this.#lengths.map(() => NOWHERE)],
    ]);
    for (const address of addresses) {
      const blocks = this.#lengths.map((length) => blockOf(address, length));
      // Who is in the shorter ones alone is of a class of its own.
      for (let kept = 1; kept <= blocks.length; kept++) {
        const inside = blocks.map((block, i) => (i < kept ? block : NOWHERE));
        classes.set(inside.join(), inside);
      }
    }
    this.#classes = [...classes.values()];
    this.#numbers = numbers;
    this.shapes = shapes;
    this.rows = this.#classes.length * shapes;
  }

  /** Whether it matters where an asker is. */
  get differ(): boolean {
    return this.#classes.length > 1;
  }

  /** @param source the asker's IPv4 address as a number; −1: unknown */
  rowOf(shape: number, source: number): number {
    if (source < 0 || !this.differ) return shape;
    let best = 0;
    let most = 0;
    for (const [row, blocks] of this.#classes.entries()) {
      const kept = this.#sharedWith(blocks, source);
      if (kept > most) [best, most] = [row, kept];
    }
    return best * this.shapes + shape;
  }

  /** Of a class's blocks, how many the source is in if it is in all that the class names; 0 otherwise. */
  #sharedWith(blocks: readonly number[], source: number): number {
    let kept = 0;
    for (const [i, block] of blocks.entries()) {
      if (block === NOWHERE) break;
      if (block !== blockOf(source, this.#lengths[i] as number)) return 0;
      kept += 1;
    }
    return kept;
  }

  /** Whether an address is in the block of that length that an asker is in. */
  isNear(row: number, length: number, address: number): boolean {
    const blocks = this.#classes[Math.floor(row / this.shapes)] as readonly number[];
    const number = this.#numbers[address] as number;
    return number >= 0 && blocks[this.#lengths.indexOf(length)] === blockOf(number, length);
  }
}

function blockOf(address: number, length: number): number {
  let size = 1;
  for (let i = length; i < IPV4_BITS; i++) size *= 2;
  return Math.floor(address / size);
}
