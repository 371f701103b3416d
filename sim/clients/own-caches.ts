/** The DNS caches that clients keep themselves: one entry per client and name. */
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { ClientCache } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

const NOTHING = -1;

export class OwnCaches {
  readonly #followers: Followers;
  readonly #until: Float64Array;
  readonly #choice: Int32Array;

  /** @param rows clients × names, over all groups */
  constructor(rows: number, followers: Followers) {
    this.#followers = followers;
    this.#until = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
    this.#choice = new Int32Array(rows).fill(NOTHING);
  }

  isLive(row: number, now: Seconds): boolean {
    return now < (this.#until[row] as number);
  }

  /** End of the entry's life. */
  expiryOf(row: number): Seconds {
    return this.#until[row] as number;
  }

  /** What a live entry holds. */
  choiceIn(row: number): ChoiceId {
    return this.#choice[row] as ChoiceId;
  }

  /** Keeps an answer received at `now` with `ttl` left for as long as the kind of cache says; holds `choice`. */
  remember(row: number, choice: ChoiceId, ttl: Seconds, now: Seconds, kind: ClientCache): void {
    if (kind.kind === 'none') return;
    const life = kind.kind === 'fixed' ? kind.seconds : ttl;
    this.seed(row, this.#followers.hold(choice), now + life);
  }

  /** Fills an entry with a choice already held for it. */
  seed(row: number, choice: ChoiceId, until: Seconds): void {
    const old = this.#choice[row] as number;
    this.#choice[row] = choice;
    this.#until[row] = until;
    if (old !== NOTHING) this.#followers.release(old as ChoiceId);
  }
}
