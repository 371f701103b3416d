/**
 * Open connections, as rows in a list per client: the way it takes, the choice it came from (which requests
 * over it follow), how many requests are on it and since when it is idle. A connection idle too long, or too
 * old, is closed when next looked at.
 */
import type { Destinations } from '../backends/destinations.ts';
import type { KeepAlives } from '../backends/keep-alive.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { ChoiceId, Followers } from '../metrics/followers.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

declare const connectionRow: unique symbol;
export type ConnectionId = number & { readonly [connectionRow]: true };

const NO_ROW = -1;
/** In place of the times while a request is on the connection. */
const BUSY = Number.POSITIVE_INFINITY;

/** Columns of a row: times, and the others. `LOAD` and `CARRIED` are requests on it now, and ever. */
const IDLE_SINCE = 0;
const CLOSES_AT = 1;
const ENDS_AT = 2;
const TIMES = 4;
const WAY = 0;
const CHOICE = 1;
const STATE = 2;
const LOAD = 3;
const CARRIED = 4;
const OWNER = 5;
const NEXT = 6;
const WIDTH = 8;

/** Who keeps connections open that no request needs. */
interface Keeping {
  /** How many of a client, at least. */
  least(client: number): number;
  /** A client has fewer now. */
  isShort(client: number): void;
  /** Has {@link Connections.expire} called at a time, or now if that is past; returns when. */
  watch(connection: ConnectionId, at: Seconds): Seconds;
}

/** What has become of a connection. */
const State = { opening: 0, open: 1, broken: 2 } as const;

export class Connections {
  readonly #followers: Followers;
  readonly #destinations: Destinations;
  /** When servers close them; null: they never do. */
  readonly #keepAlives: KeepAlives | null;
  #keeping: Keeping | null = null;
  /** By row: when it is looked at whether it ends, where somebody keeps connections open. */
  #watchedAt = new Float64Array(0);
  readonly #rows: RowPool;
  /** By row, side by side: since when it is idle, when it is too old to be used, when one that is idle ends. */
  #times = new Float64Array(0);
  /** By row, side by side: the columns below. */
  #cells = new Int32Array(0);
  /** By client: its first connection and how many it has. */
  readonly #head: Int32Array;
  readonly #open: Int32Array;

  /** @param clients clients × names, over all groups */
  constructor(clients: number, followers: Followers, destinations: Destinations) {
    this.#followers = followers;
    this.#destinations = destinations;
    this.#keepAlives = destinations.keepAlives;
    this.#head = new Int32Array(clients).fill(NO_ROW);
    this.#open = new Int32Array(clients);
    this.#rows = new RowPool(64, (capacity) => {
      this.#times = longerFloat64(this.#times, capacity * TIMES);
      this.#cells = longerInt32(this.#cells, capacity * WIDTH);
      this.#keepAlives?.grow(capacity);
      this.#watchedAt = longerFloat64(this.#watchedAt, capacity);
    });
  }

  keepOpen(keeping: Keeping): void {
    this.#keeping = keeping;
  }

  /**
   * Takes a connection of the client that can carry one more request: of those with room the one used last, or
   * with `reuse: fifo` longest ago; −1 if there is none. Closes those idle for too long or too old.
   */
  takeUsable(client: number, now: Seconds, pool: Pool): ConnectionId | -1 {
    this.closeOver(client, now);
    let best = NO_ROW;
    for (
      let row = this.#head[client] as number;
      row !== NO_ROW;
      row = this.#cells[row * WIDTH + NEXT] as number
    )
      if (this.#hasRoom(row, now, pool) && this.#isBetter(row, best, pool)) best = row;
    if (best !== NO_ROW) this.#take(best);
    return best as ConnectionId | -1;
  }

  /** Closes the client's connections that have been idle for too long or are too old. */
  closeOver(client: number, now: Seconds): void {
    let before = NO_ROW;
    let row = this.#head[client] as number;
    while (row !== NO_ROW) {
      const next = this.#cells[row * WIDTH + NEXT] as number;
      if (now >= this.#endOf(row)) this.#unlink(client, row, before, this.#endOf(row));
      else before = row;
      row = next;
    }
  }

  /** As {@link takeUsable}, of those to an address; closes none. */
  takeTo(client: number, address: number, now: Seconds, pool: Pool): ConnectionId | -1 {
    let best = NO_ROW;
    for (
      let row = this.#head[client] as number;
      row !== NO_ROW;
      row = this.#cells[row * WIDTH + NEXT] as number
    ) {
      if (this.#addressOf(row) !== address || !this.#hasRoom(row, now, pool)) continue;
      if (this.#isBetter(row, best, pool)) best = row;
    }
    if (best !== NO_ROW) this.#take(best);
    return best as ConnectionId | -1;
  }

  /** Whether the client has a connection to an address, open or being opened. */
  leadsTo(client: number, address: number): boolean {
    for (
      let row = this.#head[client] as number;
      row !== NO_ROW;
      row = this.#cells[row * WIDTH + NEXT] as number
    )
      if (this.#addressOf(row) === address && this.#cells[row * WIDTH + STATE] !== State.broken)
        return true;
    return false;
  }

  /** Closes the client's connections to addresses that a list does not have, a busy one when its requests are over. */
  keepOnly(client: number, list: ChoiceId): void {
    const followers = this.#followers;
    let row = this.#head[client] as number;
    while (row !== NO_ROW) {
      const next = this.#cells[row * WIDTH + NEXT] as number;
      const address = this.#addressOf(row);
      let isListed = address < 0;
      for (let i = 0; i < followers.countOf(list) && !isListed; i++)
        isListed = followers.addressAt(list, i) === address;
      if (!isListed && this.#cells[row * WIDTH + LOAD] === 0) this.#close(row);
      else if (!isListed && this.#cells[row * WIDTH + STATE] === State.open)
        this.#cells[row * WIDTH + STATE] = State.broken;
      row = next;
    }
  }

  /** What goes over the client's connections follows a list from now on, which has the address of each. */
  follow(client: number, list: ChoiceId): void {
    const cells = this.#cells;
    for (
      let row = this.#head[client] as number;
      row !== NO_ROW;
      row = cells[row * WIDTH + NEXT] as number
    ) {
      const old = cells[row * WIDTH + CHOICE] as number;
      if (old === NO_ROW || cells[row * WIDTH + STATE] === State.broken) continue;
      cells[row * WIDTH + CHOICE] = this.#followers.hold(list);
      this.#followers.release(old as ChoiceId);
    }
  }

  /** The address that was dialled; −1: none yet. */
  #addressOf(row: number): number {
    const way = this.#cells[row * WIDTH + WAY] as number;
    return way < 0 ? way : (this.#destinations.ways.addressOf[way] as number);
  }

  #endOf(row: number): Seconds {
    return this.#times[row * TIMES + ENDS_AT] as number;
  }

  #hasRoom(row: number, now: Seconds, { streams, maxRequests }: Pool): boolean {
    return (
      this.#cells[row * WIDTH + STATE] === State.open &&
      (this.#cells[row * WIDTH + LOAD] as number) < streams &&
      (this.#cells[row * WIDTH + CARRIED] as number) < maxRequests &&
      now < (this.#times[row * TIMES + CLOSES_AT] as number)
    );
  }

  #isBetter(row: number, best: number, { reuse }: Pool): boolean {
    if (best === NO_ROW) return true;
    const since = this.#times[row * TIMES + IDLE_SINCE] as number;
    const other = this.#times[best * TIMES + IDLE_SINCE] as number;
    return reuse === 'lifo' ? since > other : since < other;
  }

  #take(row: number): void {
    this.#cells[row * WIDTH + LOAD] = (this.#cells[row * WIDTH + LOAD] as number) + 1;
    this.#cells[row * WIDTH + CARRIED] = (this.#cells[row * WIDTH + CARRIED] as number) + 1;
    this.#times[row * TIMES + IDLE_SINCE] = BUSY;
    this.#times[row * TIMES + ENDS_AT] = BUSY;
  }

  /** A client's only connection, if it is open and idle; −1: it has none, or several. */
  soleOf(client: number): ConnectionId | -1 {
    const row = this.#head[client] as number;
    const isSole = row !== NO_ROW && this.#cells[row * WIDTH + NEXT] === NO_ROW;
    return (
      isSole &&
      this.#cells[row * WIDTH + STATE] === State.open &&
      this.#cells[row * WIDTH + LOAD] === 0
        ? row
        : NO_ROW
    ) as ConnectionId | -1;
  }

  /** When a connection gets too old. */
  closingTimeOf(connection: ConnectionId): Seconds {
    return this.#times[connection * TIMES + CLOSES_AT] as number;
  }

  /** Connections of a client, those being opened included. */
  openOf(client: number): number {
    return this.#open[client] as number;
  }

  /** A new connection with one request on it, its address not known yet. */
  begin(client: number, closesAt: Seconds = Number.POSITIVE_INFINITY): ConnectionId {
    const row = this.#rows.take();
    this.#times[row * TIMES + CLOSES_AT] = closesAt;
    this.#watchedAt[row] = BUSY;
    this.#cells[row * WIDTH + WAY] = NO_ROW;
    this.#cells[row * WIDTH + CHOICE] = NO_ROW;
    this.#cells[row * WIDTH + STATE] = State.opening;
    this.#cells[row * WIDTH + LOAD] = 0;
    this.#cells[row * WIDTH + CARRIED] = 0;
    this.#cells[row * WIDTH + OWNER] = client;
    this.#take(row);
    this.#cells[row * WIDTH + NEXT] = this.#head[client] as number;
    this.#head[client] = row;
    this.#open[client] = (this.#open[client] as number) + 1;
    return row as ConnectionId;
  }

  /** Sets where a connection leads; it takes over the caller's hold on `choice`. */
  connect(connection: ConnectionId, way: number, choice: ChoiceId): void {
    this.#cells[connection * WIDTH + WAY] = way;
    this.#cells[connection * WIDTH + CHOICE] = choice;
  }

  /** It has been accepted. */
  opened(connection: ConnectionId): void {
    if (this.#cells[connection * WIDTH + STATE] !== State.opening) return;
    this.#cells[connection * WIDTH + STATE] = State.open;
    const way = this.#cells[connection * WIDTH + WAY] as number;
    this.#destinations.connected(way);
    this.#keepAlives?.opened(
      connection,
      this.#destinations.ways.destinationOf[way] as number,
      (this.#cells[connection * WIDTH + CARRIED] as number) -
        (this.#cells[connection * WIDTH + LOAD] as number),
    );
  }

  /** It was opened for no request and is idle from `now` on. */
  openedIdle(connection: ConnectionId, now: Seconds, pool: Pool): void {
    this.opened(connection);
    this.#cells[connection * WIDTH + LOAD] = 0;
    this.#cells[connection * WIDTH + CARRIED] = 0;
    this.#idle(connection, now, pool);
  }

  /** It had carried `requests` before; for the start. */
  hasCarried(connection: ConnectionId, requests: number): void {
    this.#cells[connection * WIDTH + CARRIED] = requests;
  }

  /** It is too old to be used from `time` on, if not before. */
  closeAt(connection: ConnectionId, time: Seconds): void {
    this.#times[connection * TIMES + CLOSES_AT] = Math.min(
      this.#times[connection * TIMES + CLOSES_AT] as number,
      time,
    );
  }

  /** A request on it is over and it can no longer be used: closed once no request is on it. */
  abandon(connection: ConnectionId): void {
    if (this.#cells[connection * WIDTH + STATE] === State.opening) {
      this.#close(connection);
      return;
    }
    this.#cells[connection * WIDTH + STATE] = State.broken;
    this.rest(connection, 0);
  }

  /** A request on it is over: without another it is idle from `now` on, or closed if it can carry no more. */
  rest(connection: ConnectionId, now: Seconds, pool: Pool | null = null): void {
    const load = (this.#cells[connection * WIDTH + LOAD] as number) - 1;
    this.#cells[connection * WIDTH + LOAD] = load;
    this.opened(connection);
    const hasLeft = this.#keepAlives?.isOver(connection) ?? false;
    if (load > 0) {
      if (hasLeft) this.#cells[connection * WIDTH + STATE] = State.broken;
      return;
    }
    const isOver =
      hasLeft ||
      this.#cells[connection * WIDTH + STATE] === State.broken ||
      now >= (this.#times[connection * TIMES + CLOSES_AT] as number) ||
      (pool !== null && (this.#cells[connection * WIDTH + CARRIED] as number) >= pool.maxRequests);
    if (isOver) this.#close(connection);
    else this.#idle(connection, now, pool);
  }

  #idle(row: number, now: Seconds, pool: Pool | null): void {
    const closesAt = this.#times[row * TIMES + CLOSES_AT] as number;
    this.#times[row * TIMES + IDLE_SINCE] = now;
    const heardAt = this.#keepAlives?.heardAt(row, now) ?? BUSY;
    const isKept = this.#keeping !== null && this.#isKept(row);
    this.#times[row * TIMES + ENDS_AT] = Math.min(
      pool && !isKept ? Math.min(closesAt, now + pool.idle) : closesAt,
      heardAt,
    );
    if (this.#keeping !== null) this.#watch(row);
  }

  /** Whether its client keeps so many open that no time limit of idle ones ends it. */
  #isKept(row: number): boolean {
    const client = this.#cells[row * WIDTH + OWNER] as number;
    return (this.#open[client] as number) <= (this.#keeping?.least(client) ?? 0);
  }

  /** Has it looked at when it ends: another has to be opened at that time. */
  #watch(row: number): void {
    const endsAt = this.#endOf(row);
    if (endsAt === BUSY || endsAt >= (this.#watchedAt[row] as number)) return;
    const keeping = this.#keeping as Keeping;
    if (keeping.least(this.#cells[row * WIDTH + OWNER] as number) === 0) return;
    this.#watchedAt[row] = keeping.watch(row as ConnectionId, endsAt);
  }

  /** It ends now, unless it has been used since that was foreseen, or its row by another. */
  expire(connection: ConnectionId, now: Seconds): void {
    if (this.#watchedAt[connection] !== now) return;
    this.#watchedAt[connection] = BUSY;
    if (this.#cells[connection * WIDTH + OWNER] === NO_ROW) return;
    if (this.#endOf(connection) <= now) this.#close(connection);
    else this.#watch(connection);
  }

  /** Closes what has been idle for too long by now, each as of the time when it was. */
  settle(now: Seconds): void {
    for (let row = 0; row < this.#rows.used; row++)
      if (this.#endOf(row) <= now) this.#close(row, this.#endOf(row));
  }

  /** Closes an idle connection of a client; false: it has none. */
  closeIdle(client: number): boolean {
    for (
      let row = this.#head[client] as number;
      row !== NO_ROW;
      row = this.#cells[row * WIDTH + NEXT] as number
    ) {
      if (this.#times[row * TIMES + IDLE_SINCE] === BUSY) continue;
      this.#close(row);
      return true;
    }
    return false;
  }

  /**
   * Every connection that leads to a destination, or through it, breaks: an idle one is gone, a busy one when its request is.
   *
   * @param lost told the client of each
   * @param node of a balancer: only those that pass it
   */
  lose(
    destination: number,
    lost: (client: number) => void,
    node?: number,
    isConcerned?: (client: number, way: number) => boolean,
  ): void {
    for (let row = 0; row < this.#rows.used; row++) {
      const way = this.#cells[row * WIDTH + WAY] as number;
      if (this.#cells[row * WIDTH + OWNER] === NO_ROW || way < 0) continue;
      if (!this.#destinations.ways.meets(way, destination, node)) continue;
      if (isConcerned?.(this.#cells[row * WIDTH + OWNER] as number, way) === false) continue;
      lost(this.#cells[row * WIDTH + OWNER] as number);
      if (this.#cells[row * WIDTH + LOAD] === 0) this.#close(row);
      else if (this.#cells[row * WIDTH + STATE] === State.open)
        this.#cells[row * WIDTH + STATE] = State.broken;
    }
  }

  ownerOf(connection: ConnectionId): number {
    return this.#cells[connection * WIDTH + OWNER] as number;
  }

  wayOf(connection: ConnectionId): number {
    return this.#cells[connection * WIDTH + WAY] as number;
  }

  choiceOf(connection: ConnectionId): ChoiceId {
    return this.#cells[connection * WIDTH + CHOICE] as ChoiceId;
  }

  #close(row: number, at?: Seconds): void {
    const client = this.#cells[row * WIDTH + OWNER] as number;
    let before = NO_ROW;
    for (
      let other = this.#head[client] as number;
      other !== row;
      other = this.#cells[other * WIDTH + NEXT] as number
    )
      before = other;
    this.#unlink(client, row, before, at);
  }

  #unlink(client: number, row: number, before: number, at?: Seconds): void {
    const next = this.#cells[row * WIDTH + NEXT] as number;
    if (before === NO_ROW) this.#head[client] = next;
    else this.#cells[before * WIDTH + NEXT] = next;
    this.#open[client] = (this.#open[client] as number) - 1;
    this.#cells[row * WIDTH + OWNER] = NO_ROW;
    this.#times[row * TIMES + ENDS_AT] = BUSY;
    const choice = this.#cells[row * WIDTH + CHOICE] as number;
    if (choice !== NO_ROW) this.#followers.release(choice as ChoiceId);
    if (this.#cells[row * WIDTH + STATE] !== State.opening)
      this.#destinations.disconnected(this.#cells[row * WIDTH + WAY] as number, at);
    this.#rows.free(row);
    if (this.#keeping !== null && (this.#open[client] as number) < this.#keeping.least(client))
      this.#keeping.isShort(client);
  }
}
