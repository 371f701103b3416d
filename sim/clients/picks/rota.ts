/** Whose turn it is among the addresses that a client knows, request by request. Rows are clients and names of a group. */
export interface Rota {
  /**
   * The address that a request goes to. What the client remembers of its list is brought up to date first.
   *
   * @param list addresses in order, of which `count` ≥ 1 count
   * @param isOut 1 for an address, by its row, that failed lately: left out as long as another is left
   * @param turn turns that a client took before the first, when nothing is known of it
   */
  next(row: number, list: Int32Array, count: number, isOut: Uint8Array, turn: number): number;
}

/** Addresses that clients remember, each in a place of its own; a row that knows none has size 0. */
export class Remembered {
  readonly #longest: number;
  readonly #addresses: Int32Array;
  readonly #size: Uint16Array;

  constructor(rows: number, longest: number) {
    this.#longest = longest;
    this.#addresses = new Int32Array(rows * longest);
    this.#size = new Uint16Array(rows);
  }

  sizeOf(row: number): number {
    return this.#size[row] as number;
  }

  resize(row: number, size: number): void {
    this.#size[row] = size;
  }

  at(row: number, place: number): number {
    return this.#addresses[row * this.#longest + place] as number;
  }

  set(row: number, place: number, address: number): void {
    this.#addresses[row * this.#longest + place] = address;
  }

  /** The place of an address; −1: it is not among them. */
  placeOf(row: number, address: number): number {
    for (let place = 0; place < (this.#size[row] as number); place++)
      if (this.at(row, place) === address) return place;
    return -1;
  }
}

export function isListed(address: number, list: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (list[i] === address) return true;
  return false;
}
