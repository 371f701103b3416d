/**
 * Open connections, as rows in a list per client: the backend's address, the choice it came from (which requests
 * over it follow) and since when it is idle. A connection idle too long is closed when next looked at.
 */
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';

declare const connectionRow: unique symbol;
export type ConnectionId = number & { readonly [connectionRow]: true };

const NO_ROW = -1;
/** In place of the idle time while a request is on the connection. */
const BUSY = Number.POSITIVE_INFINITY;

export class Connections {
  readonly #followers: Followers;
  readonly #rows: RowPool;
  #idleSince = new Float64Array(0);
  #address = new Int32Array(0);
  #choice = new Int32Array(0);
  #next = new Int32Array(0);
  /** By client: its first connection and how many it has. */
  readonly #head: Int32Array;
  readonly #open: Int32Array;

  constructor(clients: number, followers: Followers) {
    this.#followers = followers;
    this.#head = new Int32Array(clients).fill(NO_ROW);
    this.#open = new Int32Array(clients);
    this.#rows = new RowPool(64, (capacity) => {
      this.#idleSince = longerFloat64(this.#idleSince, capacity);
      this.#address = longerInt32(this.#address, capacity);
      this.#choice = longerInt32(this.#choice, capacity);
      this.#next = longerInt32(this.#next, capacity);
    });
  }

  /**
   * Takes the client's connection used last, if one is idle, and marks it busy; −1 if none is. Closes those idle
   * for `idle` seconds or longer.
   */
  takeIdle(client: number, now: Seconds, idle: Seconds): ConnectionId | -1 {
    let best = NO_ROW;
    let before = NO_ROW;
    let row = this.#head[client] as number;
    while (row !== NO_ROW) {
      const next = this.#next[row] as number;
      const since = this.#idleSince[row] as number;
      if (since !== BUSY && now - since >= idle) {
        this.#unlink(client, row, before);
      } else {
        if (since !== BUSY && (best === NO_ROW || since > (this.#idleSince[best] as number)))
          best = row;
        before = row;
      }
      row = next;
    }
    if (best !== NO_ROW) this.#idleSince[best] = BUSY;
    return best as ConnectionId | -1;
  }

  /** Connections of a client, those being opened included. */
  openOf(client: number): number {
    return this.#open[client] as number;
  }

  /** A new, busy connection, its address not known yet. */
  begin(client: number): ConnectionId {
    const row = this.#rows.take();
    this.#idleSince[row] = BUSY;
    this.#address[row] = NO_ROW;
    this.#choice[row] = NO_ROW;
    this.#next[row] = this.#head[client] as number;
    this.#head[client] = row;
    this.#open[client] = (this.#open[client] as number) + 1;
    return row as ConnectionId;
  }

  /** Sets where a connection leads; it takes over the caller's hold on `choice`. */
  connect(connection: ConnectionId, address: number, choice: ChoiceId): void {
    this.#address[connection] = address;
    this.#choice[connection] = choice;
  }

  /** Gives up a connection that was begun. */
  abandon(client: number, connection: ConnectionId): void {
    let before = NO_ROW;
    for (
      let row = this.#head[client] as number;
      row !== connection;
      row = this.#next[row] as number
    )
      before = row;
    this.#unlink(client, connection, before);
  }

  /** Its request is done: idle from `now` on. */
  rest(connection: ConnectionId, now: Seconds): void {
    this.#idleSince[connection] = now;
  }

  addressOf(connection: ConnectionId): number {
    return this.#address[connection] as number;
  }

  choiceOf(connection: ConnectionId): ChoiceId {
    return this.#choice[connection] as ChoiceId;
  }

  #unlink(client: number, row: number, before: number): void {
    const next = this.#next[row] as number;
    if (before === NO_ROW) this.#head[client] = next;
    else this.#next[before] = next;
    this.#open[client] = (this.#open[client] as number) - 1;
    const choice = this.#choice[row] as number;
    if (choice !== NO_ROW) this.#followers.release(choice as ChoiceId);
    this.#rows.free(row);
  }
}
