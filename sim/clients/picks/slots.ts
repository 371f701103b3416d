import type { Pick } from './pick.ts';
import { isListed, Remembered, type Rota } from './rota.ts';

/** In place of the address of a server line that has none. */
const NONE = -1;

/**
 * Server lines of one address each, as HAProxy fills them from DNS: a line keeps its address while it is in the answer;
 * one whose address is gone takes the first that no line has, or stays without. Requests go round the lines that have
 * one.
 *
 * A client remembers the address of each line, and whose turn it is. It has as many lines as its first list has
 * addresses: what a later one has besides is not used until another is gone.
 */
class Slots implements Rota {
  readonly #lines: Remembered;
  readonly #turn: Uint16Array;

  constructor(rows: number, longest: number) {
    this.#lines = new Remembered(rows, longest);
    this.#turn = new Uint16Array(rows);
  }

  next(row: number, list: Int32Array, count: number, isOut: Uint8Array, turn: number): number {
    const lines = this.#lines;
    if (lines.sizeOf(row) === 0) {
      lines.resize(row, count);
      for (let i = 0; i < count; i++) lines.set(row, i, list[i] as number);
      this.#turn[row] = turn % count;
    } else this.#fit(row, list, count);
    const size = lines.sizeOf(row);
    let spare = NONE;
    for (let i = 0; i < size; i++) {
      const line = ((this.#turn[row] as number) + i) % size;
      const address = lines.at(row, line);
      if (address === NONE) continue;
      if (isOut[address] === 1) {
        if (spare === NONE) spare = line;
        continue;
      }
      this.#turn[row] = (line + 1) % size;
      return address;
    }
    this.#turn[row] = (spare + 1) % size;
    return lines.at(row, spare);
  }

  #fit(row: number, list: Int32Array, count: number): void {
    const lines = this.#lines;
    const size = lines.sizeOf(row);
    for (let line = 0; line < size; line++)
      if (!isListed(lines.at(row, line), list, count)) lines.set(row, line, NONE);
    for (let i = 0; i < count; i++) {
      const address = list[i] as number;
      if (lines.placeOf(row, address) !== NONE) continue;
      const empty = lines.placeOf(row, NONE);
      if (empty < 0) return;
      lines.set(row, empty, address);
    }
  }
}

export const slots: Pick = {
  name: 'slots',
  summary:
    'Server lines of one address each, kept while DNS answers with it (HAProxy); requests go round the lines.',
  needsRequests: 'a client’s next address depends on its requests before',
  settled: false,
  takesTurns: true,
  place: (count, _stream, turn) => turn % count,
  rota: (rows, longest) => new Slots(rows, longest),
};
