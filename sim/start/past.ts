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
  /** Expected and longest time that an answer is kept before a query renews it: its TTL, as kept, less any prefetch. */
  readonly quiet: { readonly mean: Seconds; readonly longest: Seconds };
  /** Whether some answer is renewed before the end of its TTL. */
  readonly leads: boolean;
  /** How long before the end of a TTL a query renews the answer. */
  readonly lead: (ttl: Seconds) => Seconds;
  /** Fetches a new answer and returns its TTL, as kept. */
  renew(): Seconds;
  /** Says when the answer fetched last had been given. */
  givenAt(at: Seconds): void;
}

export class Past {
  readonly #rate: number;
  readonly #stream: Stream;
  readonly #entry: Renewable;
  /** Until when queries of the epoch last seen renew nothing. */
  #quietUntil: Seconds | null = null;
  #expiry: Seconds = Number.NEGATIVE_INFINITY;
  #begunAt: Seconds = Number.NEGATIVE_INFINITY;

  /** @param rate queries per second of everyone who asks the entry; above 0 */
  constructor(rate: number, stream: Stream, entry: Renewable) {
    this.#rate = rate;
    this.#stream = stream;
    this.#entry = entry;
  }

  /** End of the epoch last seen. */
  get expiry(): Seconds {
    return this.#expiry;
  }

  /** When the epoch last seen began. */
  get begunAt(): Seconds {
    return this.#begunAt;
  }

  /** A query at `at`, not before the one before it: afterwards the entry holds what it was answered with. */
  ask(at: Seconds): void {
    if (!this.#isQuietAt(at)) this.#begin(at);
  }

  /** Whether the entry is live at `at`, no one asking; afterwards it holds what it held then. */
  isLiveAt(at: Seconds): boolean {
    const isKnown = this.#quietUntil !== null && !this.#isForgotten(at);
    if (this.#isQuietAt(at)) return true;
    return isKnown ? at < this.#expiry : this.#awaitsRenewal(at);
  }

  #isForgotten(at: Seconds): boolean {
    const cycle = this.#entry.quiet.mean + 1 / this.#rate;
    return at - (this.#quietUntil as Seconds) > FORGOTTEN * cycle;
  }

  #isQuietAt(at: Seconds): boolean {
    if (this.#quietUntil === null || this.#isForgotten(at)) return this.#stationary(at);
    while (at >= this.#quietUntil) {
      const next = this.#quietUntil + this.#stream.exponential() / this.#rate;
      if (!(next < at)) return false;
      this.#begin(next);
    }
    return true;
  }

  #begin(at: Seconds): void {
    const ttl = this.#entry.renew();
    this.#place(ttl, at);
  }

  /** The epoch in which an answer of a TTL was given at `at`. */
  #place(ttl: Seconds, at: Seconds): void {
    this.#begunAt = at;
    this.#expiry = at + ttl;
    this.#quietUntil = at + ttl - this.#entry.lead(ttl);
    this.#entry.givenAt(at);
  }

  /**
   * Quiet with λT/(1+λT), T the mean quiet time; an answer of quiet time Tⱼ in proportion to Tⱼ; what remains of it
   * uniform on (0, Tⱼ).
   */
  #stationary(at: Seconds): boolean {
    const { mean, longest } = this.#entry.quiet;
    this.#quietUntil = at;
    if (this.#stream.uniform() * (1 + this.#rate * mean) >= this.#rate * mean) return false;
    const quietOf = (ttl: Seconds) => ttl - this.#entry.lead(ttl);
    let ttl = this.#entry.renew();
    while (this.#stream.uniform() * longest >= quietOf(ttl)) ttl = this.#entry.renew();
    this.#place(ttl, at + quietOf(ttl) * this.#stream.open() - quietOf(ttl));
    return true;
  }

  /** Not quiet, nothing known: nobody has asked for an exponential time; live while that is within the lead. */
  #awaitsRenewal(at: Seconds): boolean {
    if (!this.#entry.leads) return false;
    const since = this.#stream.exponential() / this.#rate;
    const ttl = this.#entry.renew();
    if (since >= this.#entry.lead(ttl)) return false;
    this.#place(ttl, at - since - ttl + this.#entry.lead(ttl));
    return true;
  }
}
