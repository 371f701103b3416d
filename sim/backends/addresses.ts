/** Every address an answer can carry, as rows: the address itself and the backend that owns it. */
import type { BackendSpec } from '../scenario.ts';
import { ipv4Number } from '../settings.ts';

export class Addresses {
  readonly #rows = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #numbers: number[] = [];
  readonly #backends: number[] = [];

  constructor(backends: readonly BackendSpec[]) {
    backends.forEach((backend, row) => {
      for (const address of backend.addresses) this.#add(address, row);
    });
  }

  #add(text: string, backend: number): void {
    this.#rows.set(text, this.#texts.length);
    this.#texts.push(text);
    this.#numbers.push(ipv4Number(text));
    this.#backends.push(backend);
  }

  get count(): number {
    return this.#texts.length;
  }

  /** @throws {RangeError} if no backend owns it: the scenario reader gives every address an owner. */
  rowOf(text: string): number {
    const row = this.#rows.get(text);
    if (row === undefined) throw new RangeError(`no backend owns the address ${text}`);
    return row;
  }

  /** IPv4 addresses as numbers, by row. */
  numbers(): Float64Array {
    return Float64Array.from(this.#numbers);
  }

  /** Backend rows, by address row. */
  backends(): Int32Array {
    return Int32Array.from(this.#backends);
  }
}
