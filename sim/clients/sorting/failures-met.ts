/** Which addresses have only failed a client, as the statistics of a system's connections show it. */

/** Failures without any success after which Apple's systems put an address last (Libinfo, si_compare.c). */
const MANY = 10;

export class FailuresMet {
  /** By client and address; below 0: it has accepted a connection. */
  readonly #counts = new Map<number, number>();

  failed(key: number): void {
    const count = this.#counts.get(key) ?? 0;
    if (count >= 0) this.#counts.set(key, count + 1);
  }

  /** Where nothing has failed, there is nothing to make good. */
  accepted(key: number): void {
    this.#counts.set(key, -1);
  }

  hasOnlyFailed(key: number): boolean {
    return (this.#counts.get(key) ?? 0) > MANY;
  }
}
