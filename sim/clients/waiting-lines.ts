/** Requests that wait for one of their client's connections, first come first, one line per client and name. */
import type { RequestId, Requests } from './requests.ts';

const NO_ONE = -1;

export class WaitingLines {
  readonly #requests: Requests;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;

  /** @param rows clients × names; 0 when no connection is ever busy for a while */
  constructor(rows: number, requests: Requests) {
    this.#requests = requests;
    this.#head = new Int32Array(rows).fill(NO_ONE);
    this.#tail = new Int32Array(rows).fill(NO_ONE);
  }

  join(row: number, request: RequestId): void {
    this.#requests.next[request] = NO_ONE;
    const tail = this.#tail[row] as number;
    if (tail === NO_ONE) this.#head[row] = request;
    else this.#requests.next[tail] = request;
    this.#tail[row] = request;
  }

  /** Takes the first of a line; −1 when nobody waits. */
  take(row: number): RequestId | -1 {
    if (this.#head.length === 0) return NO_ONE;
    const first = this.#head[row] as number;
    if (first === NO_ONE) return NO_ONE;
    const next = this.#requests.next[first] as number;
    this.#head[row] = next;
    if (next === NO_ONE) this.#tail[row] = NO_ONE;
    return first as RequestId;
  }
}
