/** Every address an answer can carry, as rows: the address itself and who answers there. */

import { canonicalAddress, compareAddresses, familyOf, wordsOf } from '../ip-address.ts';
import type { BackendSpec, BalancerSpec } from '../scenario.ts';
import { ipv4Number } from '../settings.ts';
import { nodesOf } from './balancers/nodes.ts';

/** Instead of the number of an IPv6 address, which no double holds. */
const NO_NUMBER = -1;

export class Addresses {
  readonly #rows = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #numbers: number[] = [];
  readonly #destinations: number[] = [];

  constructor(backends: readonly BackendSpec[], balancers: readonly BalancerSpec[] = []) {
    backends.forEach((backend, row) => {
      for (const address of backend.addresses) this.#add(address, row);
    });
    nodesOf(balancers).forEach(({ spec }, node) => {
      this.#add(spec.address, backends.length + node);
    });
  }

  #add(text: string, destination: number): void {
    this.#rows.set(canonicalAddress(text), this.#texts.length);
    this.#texts.push(text);
    this.#numbers.push(familyOf(text) === 'v4' ? ipv4Number(text) : NO_NUMBER);
    this.#destinations.push(destination);
  }

  get count(): number {
    return this.#texts.length;
  }

  /** @throws {RangeError} if nobody owns it: the scenario reader gives every address an owner. */
  rowOf(text: string): number {
    const row = this.#rows.get(text) ?? this.#rows.get(canonicalAddress(text));
    if (row === undefined) throw new RangeError(`nobody owns the address ${text}`);
    return row;
  }

  /** IPv4 addresses as numbers, by row; −1 for others. */
  numbers(): Float64Array {
    return Float64Array.from(this.#numbers);
  }

  /** Addresses as four words each, by row (see `wordsOf`). */
  words(): Uint32Array {
    const words = new Uint32Array(4 * this.count);
    for (const [row, text] of this.#texts.entries()) words.set(wordsOf(text), 4 * row);
    return words;
  }

  /** Places in the canonical order of all addresses, by row. */
  ranks(): Int32Array {
    const ranks = new Int32Array(this.count);
    const rows = [...this.#texts.keys()];
    rows.sort((a, b) => compareAddresses(this.#texts[a] as string, this.#texts[b] as string));
    for (const [rank, row] of rows.entries()) ranks[row] = rank;
    return ranks;
  }

  /** By address row the backend, or, counted on from the last backend, the node of a balancer. */
  destinations(): Int32Array {
    return Int32Array.from(this.#destinations);
  }
}
