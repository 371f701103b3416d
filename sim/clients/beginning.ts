/**
 * Where a request begins, or begins again: an open connection of its client carries it, or it waits for one, or
 * one is opened for it (model.md part 2, step 2).
 */
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Pool } from '../scenario.ts';
import type { Connecting } from './connecting/connecting.ts';
import type { ConnectionId } from './connections.ts';
import type { Exchanges } from './exchanges.ts';
import type { Group } from './group.ts';
import type { LookingUp } from './looking-up.ts';
import { Kept } from './own-caches.ts';
import type { RequestId } from './requests.ts';
import { Spreading } from './spreading.ts';
import { clientRow, type Tables } from './tables.ts';
import type { WaitingLines } from './waiting-lines.ts';
import { went } from './went.ts';

const NO_ROW = -1;

/** The stages that follow. */
export interface Stages {
  readonly lookingUp: LookingUp;
  readonly connecting: Connecting;
  readonly exchanges: Exchanges;
}

export class Beginning {
  readonly #tables: Tables;
  readonly #lines: WaitingLines;
  readonly #again: EventKind;
  readonly #stages: () => Stages;
  readonly #spreading: Spreading;

  /** @param again the event that begins a request */
  constructor(tables: Tables, lines: WaitingLines, again: EventKind, stages: () => Stages) {
    this.#tables = tables;
    this.#lines = lines;
    this.#again = again;
    this.#stages = stages;
    this.#spreading = new Spreading(tables, (row, group, isOpen) => {
      if (isOpen) this.#wake(row, group.spec.behaviour.pool?.streams ?? 1);
      else if (tables.connections.openOf(row) === 0) this.#wake(row, Number.POSITIVE_INFINITY);
    });
  }

  begin(request: RequestId, group: Group): void {
    const { requests } = this.#tables;
    const { pool } = group.spec.behaviour;
    if (group.rota !== null && requests.client[request] !== NO_ROW)
      this.#beginInTurn(request, group, pool);
    else if (pool === null || requests.client[request] === NO_ROW)
      this.#findAddress(request, group);
    else if (group.pick.spreads) this.#beginSpread(request, group, pool);
    else this.#beginPooled(request, group, pool);
  }

  /** Goes on with the list it was connecting through, or looks one up. */
  #findAddress(request: RequestId, group: Group): void {
    const list = this.#tables.requests.list[request] as ChoiceId | -1;
    if (list !== NO_ROW) this.#stages().connecting.toKept(request, group, list);
    else if (group.keepsAddress) this.#asSession(request, group);
    else this.#stages().lookingUp.begin(request, group);
  }

  /** Goes where its session goes; looks that up if it does not know yet, or waits for the one that does. */
  #asSession(request: RequestId, group: Group): void {
    const { sessions } = this.#tables;
    const choice = sessions.choiceOf(request);
    if (choice !== NO_ROW) this.#stages().connecting.toFirst(request, group, choice as ChoiceId);
    else if (sessions.seeks(request)) this.#stages().lookingUp.begin(request, group);
  }

  /** A request of a session is connected, or its attempt has failed: those that waited for it go on. */
  sought(request: RequestId): void {
    const { sessions, engine } = this.#tables;
    for (;;) {
      const waiting = sessions.takeWaiting(request);
      if (waiting === NO_ROW) return;
      engine.after(0, this.#again, waiting);
    }
  }

  #beginPooled(request: RequestId, group: Group, pool: Pool): void {
    const { requests, connections, engine } = this.#tables;
    const row = clientRow(this.#tables, request, group);
    const goesOn = requests.list[request] !== NO_ROW;
    const usable = goesOn ? NO_ROW : connections.takeUsable(row, engine.now, pool);
    if (usable !== NO_ROW) {
      this.#sendOver(request, group, usable as ConnectionId);
      return;
    }
    if (connections.openOf(row) >= pool.maxConns && !(goesOn && connections.closeIdle(row))) {
      this.#lines.join(row, request);
      return;
    }
    requests.connection[request] = connections.begin(row, group.closingTime(engine.now));
    this.#findAddress(request, group);
  }

  #sendOver(request: RequestId, group: Group, connection: ConnectionId): void {
    const { requests, connections, recorder, curves, destinations, followers } = this.#tables;
    const way = connections.wayOf(connection);
    const isFirst = requests.retries[request] === 0 && requests.destination[request] === NO_ROW;
    requests.connection[request] = connection;
    requests.way[request] = way;
    requests.destination[request] = destinations.ways.destinationOf[way] as number;
    requests.isTrying[request] = 1;
    recorder.count(group.columns.attempts);
    if (curves !== null && isFirst) {
      const answer = followers.answerOf(connections.choiceOf(connection));
      went(this.#tables, request, way, followers.generationOf(answer));
    }
    this.#stages().exchanges.send(request, group);
  }

  // -------------------------------------------------------------------------------- round a list

  /** A list to go round was looked up, and kept. */
  foundToGoRound(request: RequestId, group: Group): void {
    const { pool } = group.spec.behaviour;
    const row = clientRow(this.#tables, request, group);
    this.#tables.connections.keepOnly(row, this.#tables.caches.choiceIn(row));
    if (group.rota !== null) this.#inTurn(request, group, pool, row);
    else this.#spread(request, group, pool as Pool, row);
  }

  /** Whether a client goes on with the list it has. */
  #keepsList(row: number, { spec: { behaviour }, rota }: Group): boolean {
    const { caches, connections, engine } = this.#tables;
    const isInUse =
      behaviour.reresolve === 'newConnection' &&
      (behaviour.dns.kind === 'none' || rota === null) &&
      caches.has(row) &&
      connections.openOf(row) > 0;
    return isInUse || caches.look(row, engine.now, behaviour) === Kept.answer;
  }

  #beginInTurn(request: RequestId, group: Group, pool: Pool | null): void {
    const row = clientRow(this.#tables, request, group);
    if (this.#keepsList(row, group)) this.#inTurn(request, group, pool, row);
    else this.#stages().lookingUp.begin(request, group);
  }

  /** Over a connection to the address whose turn it is, or a new one. */
  #inTurn(request: RequestId, group: Group, pool: Pool | null, row: number): void {
    const { caches, connections, requests, engine } = this.#tables;
    const { connecting } = this.#stages();
    const list = caches.choiceIn(row);
    const address = connecting.addressInTurn(request, group, list);
    if (pool !== null) {
      connections.closeOver(row, engine.now);
      const usable = connections.takeTo(row, address, engine.now, pool);
      if (usable !== NO_ROW) {
        this.#sendOver(request, group, usable as ConnectionId);
        return;
      }
      if (connections.openOf(row) >= pool.maxConns && !connections.closeIdle(row)) {
        this.#lines.join(row, request);
        return;
      }
      requests.connection[request] = connections.begin(row, group.closingTime(engine.now));
    }
    connecting.toKept(request, group, list, address);
  }

  // -------------------------------------------------------------------------------- one connection to each

  #beginSpread(request: RequestId, group: Group, pool: Pool): void {
    const row = clientRow(this.#tables, request, group);
    if (this.#keepsList(row, group)) this.#spread(request, group, pool, row);
    else this.#stages().lookingUp.begin(request, group);
  }

  /** Over the connection whose turn it is; where none is open and none being opened, over one of its own. */
  #spread(request: RequestId, group: Group, pool: Pool, row: number): void {
    const { caches, connections, requests, engine } = this.#tables;
    const list = caches.choiceIn(row);
    const connection = this.#spreading.take(row, group, list, pool);
    if (connection !== NO_ROW) this.#sendOver(request, group, connection as ConnectionId);
    else if (connections.openOf(row) > 0) this.#lines.join(row, request);
    else {
      requests.connection[request] = connections.begin(row, group.closingTime(engine.now));
      this.#stages().connecting.toKept(request, group, list);
    }
  }

  // -------------------------------------------------------------------------------- waiting

  /** The connection of a request has opened: its further streams take those who wait. */
  opened(request: RequestId, group: Group): void {
    const streams = group.spec.behaviour.pool?.streams ?? 1;
    if (streams > 1) this.#wake(clientRow(this.#tables, request, group), streams - 1);
  }

  /** A connection has opened, or failed to, for which no request had waited. */
  openedIdle(row: number, group: Group): void {
    this.#wake(row, group.spec.behaviour.pool?.streams ?? 1);
  }

  #wake(row: number, most: number): void {
    for (let i = 0; i < most; i++) {
      const waiting = this.#lines.take(row);
      if (waiting === NO_ROW) return;
      this.#tables.engine.after(0, this.#again, waiting);
    }
  }
}
