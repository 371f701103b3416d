/**
 * Connections that clients keep open whether or not they have requests (`pool: { alwaysOn }`): HikariCP's minimumIdle,
 * PgBouncer's min_pool_size. Each is opened by an *opener*, a request without content of a group beside the client's
 * own: it looks up, picks and connects like any other, ends when its connection is open, and is counted for nobody.
 */
import type { EventKind } from '../engine/engine.ts';
import type { Pool } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Beginning, Stages } from './beginning.ts';
import type { ConnectionId } from './connections.ts';
import type { Group } from './group.ts';
import type { RequestId } from './requests.ts';
import { clientRow, type Tables } from './tables.ts';

const NO_ROW = -1;
/** A client that could not connect tries again so long after. */
const PAUSE: Seconds = 1;

export class AlwaysOn {
  readonly #tables: Tables;
  readonly #beginning: Beginning;
  readonly #stages: () => Stages;
  readonly #refill: EventKind;
  readonly #pausedUntil = new Map<number, Seconds>();
  /** By client row: the group of its openers; −1: none. */
  readonly #openersOf: Int32Array;
  #underWay = 0;

  constructor(tables: Tables, beginning: Beginning, stages: () => Stages) {
    const { engine, groups, connections } = tables;
    this.#tables = tables;
    this.#beginning = beginning;
    this.#stages = stages;
    this.#refill = engine.on('completion', (row) => this.#fill(row));
    const expire = engine.on('completion', (connection) =>
      connections.expire(connection as ConnectionId, engine.now),
    );
    const openers = groups.filter(({ opens }) => opens);
    this.#openersOf = new Int32Array(Math.max(0, ...openers.map(lastRow))).fill(NO_ROW);
    for (const group of openers)
      this.#openersOf.fill(groups.indexOf(group), group.firstRow, lastRow(group));
    if (openers.length === 0) return;
    connections.keepOpen({
      least: (client) => this.#leastOf(client),
      isShort: (client) => engine.after(0, this.#refill, client),
      watch: (connection, foreseen) => {
        // It may have been too old before it was open.
        const at = Math.max(foreseen, engine.now);
        engine.at(at, expire, connection);
        return at;
      },
    });
  }

  /** Openers in flight. */
  get underWay(): number {
    return this.#underWay;
  }

  begin(): void {
    const { engine, connections } = this.#tables;
    for (let row = 0; row < this.#openersOf.length; row++)
      if (connections.openOf(row) < this.#leastOf(row)) engine.after(0, this.#refill, row);
  }

  #leastOf(row: number): number {
    const openers = this.#openersOf[row] ?? NO_ROW;
    if (openers === NO_ROW) return 0;
    const { spec, firstRow, nameRows } = this.#tables.groups[openers] as Group;
    // Rows of the second of two families keep answers alone.
    if ((row - firstRow) % nameRows.length >= spec.lookup.length) return 0;
    return spec.behaviour.pool?.alwaysOn ?? 0;
  }

  #fill(row: number): void {
    const { connections, engine } = this.#tables;
    if (engine.now < (this.#pausedUntil.get(row) ?? Number.NEGATIVE_INFINITY)) return;
    const least = this.#leastOf(row);
    for (let open = connections.openOf(row); open < least; open++) this.#open(row);
  }

  #open(row: number): void {
    const { groups, requests, connections, resolvers, engine } = this.#tables;
    const openers = this.#openersOf[row] as number;
    const group = groups[openers] as Group;
    const names = group.nameRows.length;
    const client = Math.floor((row - group.firstRow) / names);
    const name = (row - group.firstRow) % names;
    const request = requests.take(openers, client, name, engine.now);
    this.#underWay += 1;
    requests.shard[request] = resolvers.topology.shardFor(
      group.memberOf[client] as number,
      group.firstRow + client,
      group.firstAsked[name] as number,
      group.picking,
    );
    if (group.isPlaced) requests.source[request] = group.sourceOf(client);
    requests.connection[request] = connections.begin(row, group.closingTime(engine.now));
    this.#stages().lookingUp.begin(request, group);
  }

  /** The connection of an opener is open. */
  opened(request: RequestId, group: Group): void {
    const { requests, connections, engine } = this.#tables;
    const { pool } = group.spec.behaviour;
    const connection = requests.connection[request] as ConnectionId;
    const row = clientRow(this.#tables, request, group);
    this.#end(request);
    connections.openedIdle(connection, engine.now, pool as Pool);
    this.#beginning.openedIdle(row, group);
  }

  /** An opener has come to nothing. */
  failed(request: RequestId, group: Group): void {
    const { requests, connections, engine, caches } = this.#tables;
    const connection = requests.connection[request] as ConnectionId;
    const row = clientRow(this.#tables, request, group);
    if (group.resolvesOnFailure) caches.suspect(row);
    this.#end(request);
    this.#pausedUntil.set(row, engine.now + PAUSE);
    engine.after(PAUSE, this.#refill, row);
    connections.abandon(connection);
    this.#beginning.openedIdle(row, group);
  }

  #end(request: RequestId): void {
    const { requests } = this.#tables;
    requests.isTrying[request] = 0;
    requests.connection[request] = NO_ROW;
    requests.free(request);
    this.#underWay -= 1;
  }
}

/** The row after the last of a group's clients. */
function lastRow({ firstRow, memberOf, nameRows }: Group): number {
  return firstRow + memberOf.length * nameRows.length;
}
