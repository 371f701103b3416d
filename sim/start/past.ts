/**
 * The past of one cache entry: a renewal process of TTL epochs and idle gaps, asked at given times before the
 * run begins. Clients that chose inside one epoch share its answer, as they would have (model.md part 3).
 */
import type { Stream } from '../random/stream.ts';
import type { Seconds } from '../settings.ts';

/** After so many cycles without a question the process has forgotten where it stood. */
const FORGOTTEN = 64;

/** The entry whose past it is. */
export interface Renewable {
  /** Expected and longest TTL of an answer, as kept. */
  readonly ttl: { readonly mean: Seconds; readonly longest: Seconds };
  /** Fetches a new answer and returns its TTL, as kept. */
  renew(): Seconds;
  /** Says when the answer fetched last had been given. */
  givenAt(at: Seconds): void;
}

export class Past {
  readonly #rate: number;
  readonly #stream: Stream;
  readonly #entry: Renewable;
  #expiry: Seconds | null = null;

  /** @param rate queries per second of everyone who asks the entry; above 0 */
  constructor(rate: number, stream: Stream, entry: Renewable) {
    this.#rate = rate;
    this.#stream = stream;
    this.#entry = entry;
  }

  /** End of the epoch last seen. */
  get expiry(): Seconds {
    return this.#expiry ?? Number.NEGATIVE_INFINITY;
  }

  /** A query at `at`, not before the one before it: afterwards the entry holds what it was answered with. */
  ask(at: Seconds): void {
    if (!this.isLiveAt(at)) this.#begin(at);
  }

  /** Whether the entry is live at `at`, no one asking; afterwards it holds what it held then. */
  isLiveAt(at: Seconds): boolean {
    const cycle = this.#entry.ttl.mean + 1 / this.#rate;
    if (this.#expiry === null || at - this.#expiry > FORGOTTEN * cycle) return this.#stationary(at);
    while (at >= this.expiry) {
      const next = this.expiry + this.#stream.exponential() / this.#rate;
      if (!(next < at)) return false;
      this.#begin(next);
    }
    return true;
  }

  #begin(at: Seconds): void {
    this.#expiry = at + this.#entry.renew();
    this.#entry.givenAt(at);
  }

  /** Live with λT/(1+λT), T the mean; an answer of TTL Tⱼ in proportion to Tⱼ; what remains uniform on (0, Tⱼ). */
  #stationary(at: Seconds): boolean {
    const { mean, longest } = this.#entry.ttl;
    this.#expiry = at;
    if (this.#stream.uniform() * (1 + this.#rate * mean) >= this.#rate * mean) return false;
    let ttl = this.#entry.renew();
    while (this.#stream.uniform() * longest >= ttl) ttl = this.#entry.renew();
    const left = ttl * this.#stream.open();
    this.#expiry = at + left;
    this.#entry.givenAt(at + left - ttl);
    return true;
  }
}
