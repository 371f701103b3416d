/** How attempts and requests end: completed, begun again, or failed (model.md part 2, step 7). */
import type { EventKind } from '../engine/engine.ts';
import { FAILURES, type Failure } from '../measurements.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Beginning } from './beginning.ts';
import type { ClosedLoops } from './closed-loops.ts';
import type { ConnectionId } from './connections.ts';
import type { AfterExchange } from './exchanges.ts';
import type { Group } from './group.ts';
import type { RequestId } from './requests.ts';
import { clientRow, type Tables } from './tables.ts';
import type { WaitingLines } from './waiting-lines.ts';

const NO_ROW = -1;
const NO_FINDING_OUT = ['servfail', 'lookup-timeout'].map((reason) =>
  FAILURES.indexOf(reason as Failure),
);

export class Endings implements AfterExchange {
  readonly #tables: Tables;
  readonly #lines: WaitingLines;
  readonly #begin: EventKind;
  readonly #beginning: Beginning;
  readonly #loops: ClosedLoops;

  /** @param begin the event that begins a request again */
  constructor(
    tables: Tables,
    lines: WaitingLines,
    begin: EventKind,
    beginning: Beginning,
    loops: ClosedLoops,
  ) {
    this.#tables = tables;
    this.#lines = lines;
    this.#begin = begin;
    this.#beginning = beginning;
    this.#loops = loops;
  }

  // -------------------------------------------------------------------------------- of an attempt

  completed(request: RequestId, group: Group): void {
    const { requests, engine, recorder, destinations } = this.#tables;
    const way = requests.way[request] as number;
    recorder.count(group.columns.completed);
    group.totalTime?.add(engine.now - (requests.made[request] as number));
    if (requests.connection[request] === NO_ROW) destinations.disconnected(way);
    this.#end(request, group, destinations.plain || !destinations.closesAfterResponse(way));
  }

  /**
   * A request that raced with the end of its connection is sent again at once over another, which is no retry: clients
   * do so by themselves (RFC 9110 section 9.2.2).
   */
  raced(request: RequestId, group: Group): void {
    const { recorder, engine } = this.#tables;
    recorder.count(group.columns.attemptsFailed);
    this.#letGo(request, group, false);
    engine.after(0, this.#begin, request);
  }

  broken(request: RequestId, group: Group, reason: number, reusable: boolean): void {
    const { requests, recorder, destinations } = this.#tables;
    const way = requests.way[request] as number;
    recorder.count(group.columns.attemptsFailed);
    if (requests.connection[request] === NO_ROW) destinations.disconnected(way);
    if (!reusable) this.#suspect(request, group);
    this.#letGo(request, group, reusable && !destinations.closesAfterResponse(way));
    this.#failed(request, group, reason);
  }

  /** No address accepted. */
  unconnected(request: RequestId, group: Group, reason: number): void {
    this.#suspect(request, group);
    this.#letGo(request, group, false);
    this.#failed(request, group, reason);
  }

  /** The name has no address, or there was no finding out. */
  nothingFound(request: RequestId, group: Group, reason: number): void {
    this.#letGo(request, group, false);
    this.#failed(request, group, reason);
  }

  #suspect(request: RequestId, group: Group): void {
    if (group.keepsAddress) this.#tables.sessions.forget(request);
    if (group.resolvesOnFailure)
      this.#tables.caches.suspect(clientRow(this.#tables, request, group));
  }

  // -------------------------------------------------------------------------------- of a request

  /** An attempt has failed and its connection is let go: the request is begun again, or has failed. */
  #failed(request: RequestId, group: Group, reason: number): void {
    const { requests, recorder, engine, curves, destinations } = this.#tables;
    const retries = requests.retries[request] as number;
    if (group.keepsAddress) this.#beginning.sought(request);
    if (group.retrying?.allows(reason, retries)) {
      recorder.count(group.columns.retries);
      requests.retries[request] = retries + 1;
      engine.after(group.retrying.delay(retries), this.#begin, request);
      return;
    }
    recorder.count(group.columns.failures + reason);
    const destination = requests.destination[request] as number;
    if (destination !== NO_ROW) destinations.failed(destination);
    const way = requests.way[request] as number;
    const front = way === NO_ROW ? NO_ROW : destinations.ways.frontOf[way];
    const made = requests.made[request] as number;
    // It has never come to the node that was to choose.
    const generation = requests.generation[request] as number;
    if (generation >= 0) curves?.went(made, destination, generation, 1, made, front);
    curves?.failed(made, destination, 1, engine.now, front, NO_FINDING_OUT.includes(reason));
    this.#end(request, group, false);
  }

  #end(request: RequestId, group: Group, reusable: boolean): void {
    const { requests, followers } = this.#tables;
    const list = requests.list[request] as ChoiceId | -1;
    if (list !== NO_ROW) followers.release(list);
    this.#letGo(request, group, reusable);
    const row = requests.group[request] as number;
    const client = requests.client[request] as number;
    if (group.session) this.#tables.sessions.ended(request, group.session);
    requests.free(request);
    if (group.think) this.#loops.ended(row, client);
  }

  /** A request lets go of its connection, if it has one, and the next of its client's line is begun. */
  #letGo(request: RequestId, group: Group, reusable: boolean): void {
    const { requests, connections, engine, followers } = this.#tables;
    requests.isTrying[request] = 0;
    const choice = requests.choice[request] as ChoiceId | -1;
    if (choice !== NO_ROW) {
      followers.release(choice);
      requests.choice[request] = NO_ROW;
    }
    const connection = requests.connection[request] as ConnectionId | -1;
    if (connection === NO_ROW) return;
    requests.connection[request] = NO_ROW;
    if (reusable) connections.rest(connection, engine.now, group.spec.behaviour.pool);
    else connections.abandon(connection);
    const waiting = this.#lines.take(clientRow(this.#tables, request, group));
    if (waiting === NO_ROW) return;
    // A failure may make the next one fail at once, and so on through a long line: not one inside the other.
    if (reusable) this.#beginning.begin(waiting as RequestId, group);
    else engine.after(0, this.#begin, waiting);
  }
}
