/** Requests that have passed a node and not come back, by the rows of the requests. */
import { longerFloat64, longerInt32 } from '../../engine/row-pool.ts';
import type { Seconds } from '../../settings.ts';

const NO_ROW = -1;

export class Forwarded {
  #node = new Int32Array(64).fill(NO_ROW);
  #target = new Int32Array(64);
  #until = new Float64Array(64);

  /** @param until when the node stops waiting for the target; Infinity: it does not wait */
  begin(request: number, node: number, target: number, until: Seconds): void {
    if (request >= this.#node.length) this.#grow(2 * (request + 1));
    this.#node[request] = node;
    this.#target[request] = target;
    this.#until[request] = until;
  }

  end(request: number): void {
    this.#node[request] = NO_ROW;
    this.#until[request] = Number.POSITIVE_INFINITY;
  }

  /** The node that a request has passed; −1: none. */
  nodeOf(request: number): number {
    return this.#node[request] ?? NO_ROW;
  }

  targetOf(request: number): number {
    return this.#target[request] as number;
  }

  /** Whether the wait for a target is over now; events of requests that are back are of the past. */
  isDue(request: number, now: Seconds): boolean {
    return this.#until[request] === now;
  }

  /** Requests at a target; for rare occasions. */
  at(target: number): number[] {
    const found: number[] = [];
    this.#node.forEach((node, request) => {
      if (node !== NO_ROW && this.#target[request] === target) found.push(request);
    });
    return found;
  }

  #grow(length: number): void {
    const had = this.#node.length;
    this.#node = longerInt32(this.#node, length).fill(NO_ROW, had);
    this.#target = longerInt32(this.#target, length);
    this.#until = longerFloat64(this.#until, length);
  }
}
