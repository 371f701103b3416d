import type { Pick } from './pick.ts';
import { isListed, Remembered, type Rota } from './rota.ts';

/**
 * nginx's smooth weighted round robin (`ngx_http_upstream_get_peer`) with equal weights: at each request every address
 * that is not out gains 1, the first of those with most is taken and loses what all have gained. That is plain round
 * robin as long as none is out, and even among the others where one is.
 *
 * A client remembers its addresses in the order in which it came to know them, and what each has gained. A new list
 * changes that only where it differs: those gone are forgotten, new ones come last and begin at 0.
 */
class SmoothTurns implements Rota {
  readonly #known: Remembered;
  readonly #longest: number;
  readonly #gained: Int32Array;

  constructor(rows: number, longest: number) {
    this.#known = new Remembered(rows, longest);
    this.#longest = longest;
    this.#gained = new Int32Array(rows * longest);
  }

  next(row: number, list: Int32Array, count: number, isOut: Uint8Array, turn: number): number {
    const isNew = this.#known.sizeOf(row) === 0;
    this.#fit(row, list, count);
    if (isNew) for (let i = 0; i < turn % count; i++) this.#take(row, isOut);
    return this.#known.at(row, this.#take(row, isOut));
  }

  #take(row: number, isOut: Uint8Array): number {
    const known = this.#known;
    const first = row * this.#longest;
    const size = known.sizeOf(row);
    let sound = 0;
    for (let i = 0; i < size; i++) if (isOut[known.at(row, i)] === 0) sound += 1;
    let best = -1;
    for (let i = 0; i < size; i++) {
      if (sound > 0 && isOut[known.at(row, i)] === 1) continue;
      const gained = (this.#gained[first + i] as number) + 1;
      this.#gained[first + i] = gained;
      if (best < 0 || gained > (this.#gained[first + best] as number)) best = i;
    }
    const total = sound > 0 ? sound : size;
    this.#gained[first + best] = (this.#gained[first + best] as number) - total;
    return best;
  }

  #fit(row: number, list: Int32Array, count: number): void {
    const known = this.#known;
    const first = row * this.#longest;
    let size = 0;
    for (let i = 0; i < known.sizeOf(row); i++) {
      const address = known.at(row, i);
      if (!isListed(address, list, count)) continue;
      known.set(row, size, address);
      this.#gained[first + size] = this.#gained[first + i] as number;
      size += 1;
    }
    known.resize(row, size);
    if (size === count) return;
    for (let i = 0; i < count; i++) {
      const address = list[i] as number;
      if (known.placeOf(row, address) >= 0) continue;
      known.set(row, size, address);
      this.#gained[first + size] = 0;
      size += 1;
      known.resize(row, size);
    }
  }
}

export const smooth: Pick = {
  name: 'smooth',
  summary:
    'Every address in turn, request by request, as nginx’s smooth weighted round robin with equal weights; one that failed lately is passed over.',
  needsRequests: 'a client’s next address depends on its requests before',
  settled: false,
  takesTurns: true,
  place: (count, _stream, turn) => turn % count,
  rota: (rows, longest) => new SmoothTurns(rows, longest),
};
