/**
 * Look-ups under way while servers may be silent: which server each asks, which it has tried, until when it waits.
 * A look-up goes through its servers in rounds, in an order that is drawn; one that answered with an error is not asked
 * again, one that was silent is, in the next round, which waits longer.
 */
import { NAME_SERVERS } from '../outages.ts';
import type { Stream } from '../random/stream.ts';
import type { UpstreamRetry } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

const NONE = -1;
const NEVER = Number.POSITIVE_INFINITY;

export class Tries {
  /** By entry: when its look-up began, and when the query under way left. */
  readonly begun: Float64Array;
  readonly sent: Float64Array;
  /** When it is given up, where that is settled; Infinity: it is not. */
  readonly due: Float64Array;
  /** 1 while a resolver that was asked has yet to answer. */
  readonly waits: Uint8Array;
  /** The server asked, or {@link NONE}: whichever, all are in order. */
  readonly server: Int8Array;
  /** The member that a forwarder asks first; the others follow it. */
  readonly first: Int32Array;
  readonly #round: Uint16Array;
  /** Bits of the servers tried in this round, and of those that answered with an error. */
  readonly #tried: Uint8Array;
  readonly #failed: Uint8Array;
  /** By asker × servers + server: until when it is not asked. */
  readonly #heldUntil: Float64Array;

  /** @param askers shards, once for each set of servers that they may ask */
  constructor(entries: number, askers: number) {
    this.begun = new Float64Array(entries);
    this.sent = new Float64Array(entries);
    this.due = new Float64Array(entries).fill(NEVER);
    this.waits = new Uint8Array(entries);
    this.server = new Int8Array(entries).fill(NONE);
    this.first = new Int32Array(entries).fill(NONE);
    this.#round = new Uint16Array(entries);
    this.#tried = new Uint8Array(entries);
    this.#failed = new Uint8Array(entries);
    this.#heldUntil = new Float64Array(askers * NAME_SERVERS).fill(Number.NEGATIVE_INFINITY);
  }

  /** A look-up begins. */
  begin(entry: number, now: Seconds): void {
    this.begun[entry] = now;
    this.due[entry] = NEVER;
    this.waits[entry] = 0;
    this.server[entry] = NONE;
    this.first[entry] = NONE;
    this.#round[entry] = 0;
    this.#tried[entry] = 0;
    this.#failed[entry] = 0;
  }

  /** Whether the look-up has met with anything but a usual answer. */
  hasTried(entry: number): boolean {
    return this.#round[entry] !== 0 || this.#tried[entry] !== 0;
  }

  /** The wait for the query under way, which is longer in every round. */
  patience(entry: number, base: Seconds, backoff: number): Seconds {
    let wait = base;
    for (let i = 0; i < (this.#round[entry] as number) && wait < 1e9; i++) wait *= backoff;
    return wait;
  }

  /**
   * Draws the server to ask next of those left; none left: false.
   *
   * @param servers how many there are
   * @param inOrder whether the first one comes first, as the one that a forwarder is set to
   */
  choose(
    entry: number,
    asker: number,
    servers: number,
    now: Seconds,
    stream: Stream,
    inOrder: boolean,
  ): boolean {
    const isFree = (server: number) =>
      ((this.#tried[entry] as number) & (1 << server)) === 0 &&
      now >= (this.#heldUntil[asker * NAME_SERVERS + server] as number);
    const freeNow = () => {
      let free = 0;
      for (let server = 0; server < servers; server++) if (isFree(server)) free += 1;
      return free;
    };
    let free = freeNow();
    if (free === 0) {
      this.#tried[entry] = this.#failed[entry] as number;
      this.#round[entry] = (this.#round[entry] as number) + 1;
      free = freeNow();
    }
    if (free === 0) return false;
    const isFirst = inOrder && !this.hasTried(entry) && isFree(0);
    let left = isFirst || free === 1 ? 0 : stream.below(free);
    for (let server = 0; server < servers; server++) {
      if (!isFree(server)) continue;
      if (left === 0) {
        this.server[entry] = server;
        return true;
      }
      left -= 1;
    }
    return false;
  }

  /** The server asked has answered with an error. */
  erred(entry: number): void {
    const bit = 1 << (this.server[entry] as number);
    this.#tried[entry] = (this.#tried[entry] as number) | bit;
    this.#failed[entry] = (this.#failed[entry] as number) | bit;
  }

  /** The server asked was silent. @param heldUntil when it is asked again at the earliest; null: it is not remembered */
  wasSilent(entry: number, asker: number, heldUntil: Seconds | null): void {
    const server = this.server[entry] as number;
    this.#tried[entry] = (this.#tried[entry] as number) | (1 << server);
    if (heldUntil !== null) this.#heldUntil[asker * NAME_SERVERS + server] = heldUntil;
  }

  /** Whether an asker has put a server on hold. */
  holdsAny(asker: number, now: Seconds): boolean {
    for (let server = 0; server < NAME_SERVERS; server++)
      if (now < (this.#heldUntil[asker * NAME_SERVERS + server] as number)) return true;
    return false;
  }
}

/** How long a first try waits. @param trip mean round trip to upstream; 0: it takes no time */
export function firstPatience({ try: wait }: UpstreamRetry, trip: Seconds): Seconds {
  return typeof wait === 'number' ? wait : Math.max(wait.min, wait.rtt * trip);
}
