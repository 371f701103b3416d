/** When a request that failed is begun again, and after what delay (model.md part 2, step 7). */
import { FAILURES, type Failure } from '../measurements.ts';
import type { Stream } from '../random/stream.ts';
import type { Retry, RetryCause } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

/** Failures by the word that a scenario has for them. */
const CAUSES: Readonly<Record<RetryCause, readonly Failure[]>> = {
  connect: ['refused', 'connect-timeout', 'unreachable'],
  timeout: ['response-timeout'],
  reset: ['reset'],
  '5xx': ['5xx', 'rejected'],
  lookup: ['no-address', 'servfail', 'lookup-timeout'],
};

/** Retries that the bucket holds at most, and at the beginning. */
const BUCKET = 10;

export class Retrying {
  readonly #retry: Retry;
  readonly #stream: Stream;
  /** By reason, as `FAILURES`. */
  readonly #on: readonly boolean[];
  /**
   * A bucket of tokens, as gRPC (A6) and Finagle have it: every request made puts in `budget` of one, a retry
   * takes one out, so that over a long time retries are no larger a part of requests.
   */
  #tokens = BUCKET;

  /** @param stream the group's `retry` stream */
  constructor(retry: Retry, stream: Stream) {
    this.#retry = retry;
    this.#stream = stream;
    const reasons = new Set(retry.on.flatMap((cause) => CAUSES[cause]));
    this.#on = FAILURES.map((reason) => reasons.has(reason));
  }

  /** Whether a retry goes on with the list it had. */
  get keepsList(): boolean {
    return this.#retry.to !== 'lookup';
  }

  /** A request was made, or `count` were. */
  earn(count = 1): void {
    this.#tokens = Math.min(BUCKET, this.#tokens + count * this.#retry.budget);
  }

  /** Whether a request that failed for `reason` after `retries` of them is begun again; takes from the budget. */
  allows(reason: number, retries: number): boolean {
    const { attempts, budget } = this.#retry;
    if (!this.#on[reason] || retries + 1 >= attempts) return false;
    if (budget === Number.POSITIVE_INFINITY) return true;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** How long the client waits before the retry after `retries` others: initial × factor^retries, at most `max`. */
  delay(retries: number): Seconds {
    const { initial, factor, max, jitter } = this.#retry.backoff;
    let delay = initial;
    for (let i = 0; i < retries && delay < max; i++) delay *= factor;
    delay = Math.min(delay, max);
    return jitter > 0 ? delay * (1 - jitter * this.#stream.uniform()) : delay;
  }
}
