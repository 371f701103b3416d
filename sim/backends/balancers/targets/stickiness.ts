/**
 * Stickiness: a client goes on with the target it had, while that is eligible, until it has made no request for the
 * duration. Every request begins it anew: an Application Load Balancer "resets the expiry of the cookies it generates
 * after every request" (ALB guide: sticky sessions); a Network Load Balancer goes by the client's address, without a
 * stated duration. A client whose target is not eligible gets another one and stays with that, even if the first
 * comes back. Clients without a row of their own, each request being a new client, are never remembered.
 */
import type { Engine } from '../../../engine/engine.ts';
import { longerFloat64, longerInt32 } from '../../../engine/row-pool.ts';
import type { Seconds } from '../../../settings.ts';

const NO_TARGET = -1;

export class Stickiness {
  readonly #duration: Seconds;
  readonly #clock: Pick<Engine, 'now'>;
  /** By client: its target, and when it made its last request. */
  #target = new Int32Array(64).fill(NO_TARGET);
  #at = new Float64Array(64);

  constructor(duration: Seconds, clock: Pick<Engine, 'now'>) {
    this.#duration = duration;
    this.#clock = clock;
  }

  /** The target that a client keeps to; −1: none. @param client −1: one without a row */
  targetOf(client: number): number {
    if (client < 0 || client >= this.#target.length) return NO_TARGET;
    const isOver = this.#clock.now - (this.#at[client] as number) >= this.#duration;
    return isOver ? NO_TARGET : (this.#target[client] as number);
  }

  /** A client sends a request to a target now. */
  keep(client: number, target: number): void {
    if (client < 0) return;
    if (client >= this.#target.length) this.#grow(2 * (client + 1));
    this.#target[client] = target;
    this.#at[client] = this.#clock.now;
  }

  #grow(clients: number): void {
    const had = this.#target.length;
    this.#target = longerInt32(this.#target, clients).fill(NO_TARGET, had);
    this.#at = longerFloat64(this.#at, clients);
  }
}
