import type { Stream } from '../../random/stream.ts';

/** Pointers that go round, each at its own pace. */
export class Turns {
  /** −1: not used yet. */
  readonly #next: Int32Array;

  constructor(pointers: number) {
    this.#next = new Int32Array(pointers).fill(-1);
  }

  /** The next of `of` places for a pointer, which begins anywhere. */
  next(pointer: number, of: number, stream: Stream): number {
    const at = this.#next[pointer] as number;
    const place = at < 0 ? stream.below(of) : at % of;
    this.#next[pointer] = (place + 1) % of;
    return place;
  }
}
