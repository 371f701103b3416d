/**
 * `pick: all`: a client holds one connection to each address of its list, and its requests go round those that are
 * open (gRPC round_robin, nginx upstream). An address without one is connected to beside the requests, at the
 * first request that misses it; that is no attempt of any request.
 */
import { Reception } from '../backends/reception.ts';
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { ConnectionId } from './connections.ts';
import type { Group } from './group.ts';
import { callerAt, type Tables } from './tables.ts';

const NO_ROW = -1;
/** An address that failed is left alone so long, unless `failMemory` says otherwise: gRPC's first back-off. */
const PAUSE: Seconds = 1;

export class Spreading {
  readonly #tables: Tables;
  readonly #opened: EventKind;
  readonly #failed: EventKind;
  /** Calls when a connection is open, or has failed, with its client's row. */
  readonly #changed: (row: number, group: Group, open: boolean) => void;
  readonly #groupOf = new Map<number, Group>();
  /** When an address that failed may be tried again, by client row × addresses + address. */
  readonly #pausedUntil = new Map<number, Seconds>();

  constructor(tables: Tables, changed: (row: number, group: Group, open: boolean) => void) {
    const { engine } = tables;
    this.#tables = tables;
    this.#changed = changed;
    this.#opened = engine.on('completion', (connection) => this.#open(connection as ConnectionId));
    this.#failed = engine.on('time-out', (connection) => this.#fail(connection as ConnectionId));
  }

  /**
   * Takes the connection whose turn it is, and connects to the addresses that have none.
   *
   * @param list what the client has kept
   * @returns −1: none is open with room on it
   */
  take(row: number, group: Group, list: ChoiceId, pool: Pool): ConnectionId | -1 {
    const { connections, followers, turns, engine } = this.#tables;
    const count = followers.countOf(list);
    const from = turns[row] as number;
    connections.closeOver(row, engine.now);
    if (connections.openOf(row) < count) this.#connectToMissing(row, group, list);
    for (let i = 0; i < count; i++) {
      const place = (from + i) % count;
      const address = followers.addressAt(list, place);
      const connection = connections.takeTo(row, address, engine.now, pool);
      if (connection === NO_ROW) continue;
      turns[row] = place + 1;
      return connection;
    }
    return NO_ROW;
  }

  #connectToMissing(row: number, group: Group, list: ChoiceId): void {
    const { connections, followers, engine, numbers } = this.#tables;
    for (let place = 0; place < followers.countOf(list); place++) {
      const address = followers.addressAt(list, place);
      if (connections.leadsTo(row, address)) continue;
      const until = this.#pausedUntil.get(row * numbers.length + address);
      if (until === undefined || engine.now >= until) this.#connect(row, group, list, address);
    }
  }

  #connect(row: number, group: Group, list: ChoiceId, address: number): void {
    const { connections, followers, engine, destinations } = this.#tables;
    const connection = connections.begin(row, group.closingTime(engine.now));
    const way = destinations.dial(address, callerAt(row, group));
    connections.connect(connection, way, followers.keptBy(group.row, list));
    this.#groupOf.set(connection, group);
    const took = group.trips === null ? 0 : group.trips.to(way);
    const limit = group.attemptLimit(group.connectTimeout, 1);
    const reception = destinations.reception(way, group.row);
    if (reception === Reception.accepted && took <= limit)
      this.#after(took, connection, this.#opened);
    else
      this.#after(
        reception === Reception.refused && took <= limit ? took : limit,
        connection,
        this.#failed,
      );
  }

  #after(delay: Seconds, connection: ConnectionId, kind: EventKind): void {
    if (delay > 0) this.#tables.engine.after(delay, kind, connection);
    else if (kind === this.#opened) this.#open(connection);
    else this.#fail(connection);
  }

  #open(connection: ConnectionId): void {
    const { connections, engine } = this.#tables;
    const row = connections.ownerOf(connection);
    const group = this.#groupOf.get(connection) as Group;
    this.#groupOf.delete(connection);
    connections.openedIdle(connection, engine.now, group.spec.behaviour.pool as Pool);
    this.#changed(row, group, true);
  }

  #fail(connection: ConnectionId): void {
    const { connections, engine, numbers, caches, destinations } = this.#tables;
    const row = connections.ownerOf(connection);
    const group = this.#groupOf.get(connection) as Group;
    const address = destinations.ways.addressOf[connections.wayOf(connection)] as number;
    const key = row * numbers.length + address;
    this.#groupOf.delete(connection);
    this.#pausedUntil.set(key, engine.now + (group.failMemory > 0 ? group.failMemory : PAUSE));
    caches.suspect(row);
    connections.abandon(connection);
    this.#changed(row, group, false);
  }
}
