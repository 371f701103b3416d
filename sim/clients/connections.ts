/**
 * Open connections, as rows in a list per client: the backend's address, the choice it came from (which requests
 * over it follow), how many requests are on it and since when it is idle. A connection idle too long, or too
 * old, is closed when next looked at.
 */
import type { Backends } from '../backends/backends.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { IdleEnds } from './idle-ends.ts';

declare const connectionRow: unique symbol;
export type ConnectionId = number & { readonly [connectionRow]: true };

const NO_ROW = -1;
/** In place of the idle time while a request is on the connection. */
const BUSY = Number.POSITIVE_INFINITY;

/** What has become of a connection. */
const State = { opening: 0, open: 1, broken: 2 } as const;

export class Connections {
  readonly #followers: Followers;
  readonly #backends: Backends;
  readonly #rows: RowPool;
  #idleSince = new Float64Array(0);
  #closesAt = new Float64Array(0);
  #address = new Int32Array(0);
  #choice = new Int32Array(0);
  #state = new Int32Array(0);
  /** Requests on it now, and ever. */
  #load = new Int32Array(0);
  #carried = new Int32Array(0);
  #owner = new Int32Array(0);
  #next = new Int32Array(0);
  /** By client: its first connection and how many it has. */
  readonly #head: Int32Array;
  readonly #open: Int32Array;
  readonly #ends = new IdleEnds();

  /** @param clients clients × names, over all groups */
  constructor(clients: number, followers: Followers, backends: Backends) {
    this.#followers = followers;
    this.#backends = backends;
    this.#head = new Int32Array(clients).fill(NO_ROW);
    this.#open = new Int32Array(clients);
    this.#rows = new RowPool(64, (capacity) => {
      this.#idleSince = longerFloat64(this.#idleSince, capacity);
      this.#closesAt = longerFloat64(this.#closesAt, capacity);
      this.#address = longerInt32(this.#address, capacity);
      this.#choice = longerInt32(this.#choice, capacity);
      this.#state = longerInt32(this.#state, capacity);
      this.#load = longerInt32(this.#load, capacity);
      this.#carried = longerInt32(this.#carried, capacity);
      this.#owner = longerInt32(this.#owner, capacity);
      this.#next = longerInt32(this.#next, capacity);
    });
  }

  /**
   * Takes a connection of the client that can carry one more request: of those with room the one used last, or
   * with `reuse: fifo` longest ago; −1 if there is none. Closes those idle for too long or too old.
   */
  takeUsable(client: number, now: Seconds, pool: Pool): ConnectionId | -1 {
    this.closeOver(client, now, pool);
    let best = NO_ROW;
    for (let row = this.#head[client] as number; row !== NO_ROW; row = this.#next[row] as number)
      if (this.#hasRoom(row, now, pool) && this.#isBetter(row, best, pool)) best = row;
    if (best !== NO_ROW) this.#take(best);
    return best as ConnectionId | -1;
  }

  /** Closes the client's connections that have been idle for too long or are too old. */
  closeOver(client: number, now: Seconds, pool: Pool): void {
    let before = NO_ROW;
    let row = this.#head[client] as number;
    while (row !== NO_ROW) {
      const next = this.#next[row] as number;
      if (this.#isOver(row, now, pool))
        this.#unlink(client, row, before, this.#overSince(row, pool));
      else before = row;
      row = next;
    }
  }

  /** Takes the client's connection to an address, if it can carry one more request; −1: there is none. */
  takeTo(client: number, address: number, now: Seconds, pool: Pool): ConnectionId | -1 {
    for (let row = this.#head[client] as number; row !== NO_ROW; row = this.#next[row] as number) {
      if (this.#address[row] !== address || !this.#hasRoom(row, now, pool)) continue;
      this.#take(row);
      return row as ConnectionId;
    }
    return NO_ROW;
  }

  /** Whether the client has a connection to an address, open or being opened. */
  leadsTo(client: number, address: number): boolean {
    for (let row = this.#head[client] as number; row !== NO_ROW; row = this.#next[row] as number)
      if (this.#address[row] === address && this.#state[row] !== State.broken) return true;
    return false;
  }

  /** Closes the client's connections to addresses that a list does not have, a busy one when its requests are over. */
  keepOnly(client: number, list: ChoiceId): void {
    const followers = this.#followers;
    let row = this.#head[client] as number;
    while (row !== NO_ROW) {
      const next = this.#next[row] as number;
      const address = this.#address[row] as number;
      let isListed = address < 0;
      for (let i = 0; i < followers.countOf(list) && !isListed; i++)
        isListed = followers.addressAt(list, i) === address;
      if (!isListed && this.#load[row] === 0) this.#close(row);
      else if (!isListed && this.#state[row] === State.open) this.#state[row] = State.broken;
      row = next;
    }
  }

  #overSince(row: number, { idle }: Pool): Seconds {
    return Math.min((this.#idleSince[row] as number) + idle, this.#closesAt[row] as number);
  }

  #isOver(row: number, now: Seconds, pool: Pool): boolean {
    const since = this.#idleSince[row] as number;
    return since !== BUSY && (now - since >= pool.idle || now >= (this.#closesAt[row] as number));
  }

  #hasRoom(row: number, now: Seconds, { streams, maxRequests }: Pool): boolean {
    return (
      this.#state[row] === State.open &&
      (this.#load[row] as number) < streams &&
      (this.#carried[row] as number) < maxRequests &&
      now < (this.#closesAt[row] as number)
    );
  }

  #isBetter(row: number, best: number, { reuse }: Pool): boolean {
    if (best === NO_ROW) return true;
    const since = this.#idleSince[row] as number;
    const other = this.#idleSince[best] as number;
    return reuse === 'lifo' ? since > other : since < other;
  }

  #take(row: number): void {
    this.#load[row] = (this.#load[row] as number) + 1;
    this.#carried[row] = (this.#carried[row] as number) + 1;
    this.#idleSince[row] = BUSY;
  }

  /** A client's only connection, if it is open and idle; −1: it has none, or several. */
  soleOf(client: number): ConnectionId | -1 {
    const row = this.#head[client] as number;
    const isSole = row !== NO_ROW && this.#next[row] === NO_ROW;
    return (isSole && this.#state[row] === State.open && this.#load[row] === 0 ? row : NO_ROW) as
      | ConnectionId
      | -1;
  }

  /** When a connection gets too old. */
  closingTimeOf(connection: ConnectionId): Seconds {
    return this.#closesAt[connection] as number;
  }

  /** Connections of a client, those being opened included. */
  openOf(client: number): number {
    return this.#open[client] as number;
  }

  /** A new connection with one request on it, its address not known yet. */
  begin(client: number, closesAt: Seconds = Number.POSITIVE_INFINITY): ConnectionId {
    const row = this.#rows.take();
    this.#closesAt[row] = closesAt;
    this.#address[row] = NO_ROW;
    this.#choice[row] = NO_ROW;
    this.#state[row] = State.opening;
    this.#load[row] = 0;
    this.#carried[row] = 0;
    this.#owner[row] = client;
    this.#take(row);
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

  /** The backend has accepted it. */
  opened(connection: ConnectionId): void {
    if (this.#state[connection] !== State.opening) return;
    this.#state[connection] = State.open;
    this.#backends.connected(this.#address[connection] as number);
  }

  /** It was opened for no request and is idle from `now` on. */
  openedIdle(connection: ConnectionId, now: Seconds): void {
    this.opened(connection);
    this.#load[connection] = 0;
    this.#carried[connection] = 0;
    this.#idleSince[connection] = now;
  }

  /** It had carried `requests` before; for the start. */
  hasCarried(connection: ConnectionId, requests: number): void {
    this.#carried[connection] = requests;
  }

  /** It is too old to be used from `time` on, if not before. */
  closeAt(connection: ConnectionId, time: Seconds): void {
    this.#closesAt[connection] = Math.min(this.#closesAt[connection] as number, time);
  }

  /** A request on it is over and it can no longer be used: closed once no request is on it. */
  abandon(connection: ConnectionId): void {
    if (this.#state[connection] === State.opening) {
      this.#close(connection);
      return;
    }
    this.#state[connection] = State.broken;
    this.rest(connection, 0);
  }

  /** A request on it is over: without another it is idle from `now` on, or closed if it can carry no more. */
  rest(connection: ConnectionId, now: Seconds, pool: Pool | null = null): void {
    const load = (this.#load[connection] as number) - 1;
    this.#load[connection] = load;
    this.opened(connection);
    if (load > 0) return;
    const isOver =
      this.#state[connection] === State.broken ||
      now >= (this.#closesAt[connection] as number) ||
      (pool !== null && (this.#carried[connection] as number) >= pool.maxRequests);
    if (isOver) {
      this.#close(connection);
      return;
    }
    this.#idleSince[connection] = now;
    if (pool !== null) this.#ends.add(connection, pool, now);
  }

  /** Closes what has been idle for too long by now, each as of the time when it was. */
  settle(now: Seconds): void {
    this.#ends.take(now, (row, idle, end) => {
      const isIdle = this.#owner[row] !== NO_ROW && (this.#idleSince[row] as number) + idle === end;
      if (isIdle) this.#close(row, end);
    });
  }

  /** Closes an idle connection of a client; false: it has none. */
  closeIdle(client: number): boolean {
    for (let row = this.#head[client] as number; row !== NO_ROW; row = this.#next[row] as number) {
      if (this.#idleSince[row] === BUSY) continue;
      this.#close(row);
      return true;
    }
    return false;
  }

  /**
   * Every connection to the backend's addresses breaks: an idle one is gone, a busy one when its request is.
   *
   * @param lost told the client of each
   */
  lose(backend: number, backendOf: Int32Array, lost: (client: number) => void): void {
    for (let row = 0; row < this.#rows.used; row++) {
      const address = this.#address[row] as number;
      if (this.#owner[row] === NO_ROW || address < 0 || backendOf[address] !== backend) continue;
      lost(this.#owner[row] as number);
      if (this.#load[row] === 0) this.#close(row);
      else if (this.#state[row] === State.open) this.#state[row] = State.broken;
    }
  }

  ownerOf(connection: ConnectionId): number {
    return this.#owner[connection] as number;
  }

  addressOf(connection: ConnectionId): number {
    return this.#address[connection] as number;
  }

  choiceOf(connection: ConnectionId): ChoiceId {
    return this.#choice[connection] as ChoiceId;
  }

  #close(row: number, at?: Seconds): void {
    const client = this.#owner[row] as number;
    let before = NO_ROW;
    for (
      let other = this.#head[client] as number;
      other !== row;
      other = this.#next[other] as number
    )
      before = other;
    this.#unlink(client, row, before, at);
  }

  #unlink(client: number, row: number, before: number, at?: Seconds): void {
    const next = this.#next[row] as number;
    if (before === NO_ROW) this.#head[client] = next;
    else this.#next[before] = next;
    this.#open[client] = (this.#open[client] as number) - 1;
    this.#owner[row] = NO_ROW;
    const choice = this.#choice[row] as number;
    if (choice !== NO_ROW) this.#followers.release(choice as ChoiceId);
    if (this.#state[row] !== State.opening)
      this.#backends.disconnected(this.#address[row] as number, at);
    this.#rows.free(row);
  }
}
