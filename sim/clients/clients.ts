/**
 * Client groups: the life of a request (model.md part 2). A stage without delay calls the next at once; one
 * with delay schedules it. In order: made, begun (a pooled connection, or one to open), looked up
 * ({@link LookingUp}), connected ({@link Connecting}), answered ({@link Exchanges}), over or begun again.
 */
import type { Backends } from '../backends/backends.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import { FAILURES } from '../measurements.ts';
import type { Curves } from '../metrics/curves.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { RequestSource } from '../request-source.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import { type AfterConnecting, Connecting } from './connecting/connecting.ts';
import { type ConnectionId, Connections } from './connections.ts';
import { type AfterExchange, Exchanges } from './exchanges.ts';
import type { Group } from './group.ts';
import { type AfterLookUp, LookingUp } from './looking-up.ts';
import { OwnCaches } from './own-caches.ts';
import { type RequestId, Requests } from './requests.ts';
import { clientRow, groupOf, type Tables } from './tables.ts';
import { WaitingLines } from './waiting-lines.ts';

const NO_ROW = -1;
const NO_ADDRESS = FAILURES.indexOf('no-address');

export class Clients implements RequestSource, AfterLookUp, AfterConnecting, AfterExchange {
  readonly connections: Connections;
  readonly caches: OwnCaches;
  readonly #tables: Tables;
  readonly #lines: WaitingLines;
  readonly #lookingUp: LookingUp;
  readonly #connecting: Connecting;
  readonly #exchanges: Exchanges;
  readonly #sources: readonly number[];
  readonly #begin: EventKind;
  #made = 0;

  constructor(
    groups: readonly Group[],
    world: {
      readonly resolvers: Resolvers;
      readonly followers: Followers;
      readonly backends: Backends;
      readonly curves: Curves | null;
      readonly engine: Engine;
      readonly recorder: Recorder;
      readonly ages: Histogram;
      readonly numbers: Float64Array;
      readonly backendOf: Int32Array;
    },
  ) {
    const { engine, followers, backends } = world;
    const rows = groups.reduce(
      (sum, group) => sum + group.memberOf.length * group.nameRows.length,
      0,
    );
    const requests = new Requests();
    this.caches = new OwnCaches(rows, followers);
    this.connections = new Connections(rows, followers, backends);
    const isBusyForAWhile = groups.some(
      ({ totalTime, spec }) => totalTime !== null && spec.behaviour.pool !== null,
    );
    this.#lines = new WaitingLines(isBusyForAWhile ? rows : 0, requests);
    const { connections, caches } = this;
    const tables: Tables = { ...world, groups, requests, connections, caches };
    this.#tables = tables;
    const arrival = engine.on('arrival', (group) => this.#make(group));
    const arrivalAtOnce = engine.on('arrival', (group) => this.#makeAtOnce(group));
    this.#sources = groups.map((group, row) =>
      engine.source(group.atOnce ? arrivalAtOnce : arrival, row),
    );
    this.#begin = engine.on('completion', (request) =>
      this.#beginNow(request as RequestId, groupOf(tables, request as RequestId)),
    );
    this.#lookingUp = new LookingUp(tables, this);
    this.#connecting = new Connecting(tables, this);
    this.#exchanges = new Exchanges(tables, this);
  }

  begin(): void {
    const { engine, groups } = this.#tables;
    this.#sources.forEach((source, row) => {
      engine.arm(source, (groups[row] as Group).arrivals.next());
    });
  }

  /** Nothing to do: requests made one by one account for themselves. */
  settle(): void {}

  /** Requests made so far, lead-in included. */
  get made(): number {
    return this.#made;
  }

  get inFlight(): number {
    return this.#tables.requests.inFlight;
  }

  /** Attempts begun and not over; looks at every request in flight. */
  get attemptsInFlight(): number {
    const { requests } = this.#tables;
    let trying = 0;
    for (let row = 0; row < requests.used; row++) trying += requests.isTrying[row] as number;
    return trying + this.#connecting.racing;
  }

  // -------------------------------------------------------------------------------- made, begun

  #make(groupRow: number): void {
    const { engine, recorder, requests, resolvers, groups } = this.#tables;
    const group = groups[groupRow] as Group;
    engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    const stateful = group.memberOf.length > 0;
    const client = stateful ? group.who.below(group.memberOf.length) : NO_ROW;
    const member = stateful ? (group.memberOf[client] as number) : group.members.draw(group.who);
    const name = group.names ? group.names.draw(group.who) : 0;
    const request = requests.take(groupRow, client, name, engine.now);
    if (group.work) requests.work[request] = group.work.open();
    this.#made += 1;
    recorder.count(group.columns.made);
    group.retrying?.earn();
    requests.shard[request] = resolvers.topology.shardFor(
      member,
      stateful ? group.firstRow + client : NO_ROW,
      group.nameRows[name] as number,
      group.picking,
    );
    if (group.sorts) requests.source[request] = group.sourceOf(client);
    this.#beginNow(request, group);
  }

  /** The whole life of a request that nothing delays and that leaves nothing behind. */
  #makeAtOnce(groupRow: number): void {
    const { engine, recorder, resolvers, followers, curves, backends, ages } = this.#tables;
    const group = this.#tables.groups[groupRow] as Group;
    const { now } = engine;
    engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    const member = group.members.draw(group.who);
    const name = group.nameRows[group.names ? group.names.draw(group.who) : 0] as number;
    this.#made += 1;
    recorder.count(group.columns.made);
    const shard = resolvers.topology.shardFor(member, NO_ROW, name, group.picking);
    resolvers.ask(shard, name, group.shape, group.need, NO_ROW);
    if (resolvers.count === 0) {
      recorder.count(group.columns.failures + NO_ADDRESS);
      curves?.failed(now, NO_ROW);
      return;
    }
    recorder.count(group.columns.attempts);
    const { choice, answer } = resolvers;
    const place = group.pick.settled ? 0 : group.pick.place(resolvers.count, group.picking);
    const address =
      choice >= 0
        ? followers.addressAt(choice as ChoiceId, place)
        : (resolvers.list[place] as number);
    if (choice >= 0 && group.pick.settled) followers.follow(choice as ChoiceId);
    else followers.followOwn(answer);
    ages.add(now - followers.givenAt(answer));
    if (curves !== null) this.#went(now, address, answer);
    backends.visit(address);
  }

  #went(made: number, address: number, answer: AnswerId): void {
    const { curves, backendOf, followers } = this.#tables;
    curves?.went(made, backendOf[address] as number, followers.generationOf(answer));
  }

  #beginNow(request: RequestId, group: Group): void {
    const { requests, connections, recorder, engine } = this.#tables;
    const { pool } = group.spec.behaviour;
    const goesOn = requests.list[request] !== NO_ROW;
    if (pool && requests.client[request] !== NO_ROW) {
      const row = clientRow(this.#tables, request, group);
      const usable = goesOn ? NO_ROW : connections.takeUsable(row, engine.now, pool);
      if (usable !== NO_ROW) {
        requests.connection[request] = usable;
        requests.address[request] = connections.addressOf(usable as ConnectionId);
        recorder.count(group.columns.attempts);
        requests.isTrying[request] = 1;
        this.#wentOverOpen(request, usable as ConnectionId);
        this.#exchanges.send(request, group);
        return;
      }
      if (connections.openOf(row) >= pool.maxConns && !(goesOn && connections.closeIdle(row))) {
        this.#lines.join(row, request);
        return;
      }
      requests.connection[request] = connections.begin(row, group.closingTime(engine.now));
    }
    if (goesOn) this.#connecting.toKept(request, group, requests.list[request] as ChoiceId);
    else this.#lookingUp.begin(request, group);
  }

  #wentOverOpen(request: RequestId, connection: ConnectionId): void {
    const { curves, requests, connections, followers } = this.#tables;
    if (curves === null || requests.retries[request] !== 0) return;
    this.#went(
      requests.made[request] as number,
      connections.addressOf(connection),
      followers.answerOf(connections.choiceOf(connection)),
    );
  }

  // -------------------------------------------------------------------------------- from stage to stage

  found(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void {
    if (group.retrying?.keepsList !== true) {
      this.#connecting.to(request, group, choice, answer, count);
      return;
    }
    const { followers, requests, resolvers } = this.#tables;
    const list =
      choice >= 0
        ? followers.hold(choice as ChoiceId)
        : followers.chosen(answer, resolvers.list, count);
    requests.list[request] = list;
    this.#connecting.toKept(request, group, list);
  }

  nothingFound(request: RequestId, group: Group): void {
    this.#letGo(request, group, false);
    this.#failed(request, group, NO_ADDRESS);
  }

  connected(request: RequestId, group: Group): void {
    const { requests, engine, connections, backends } = this.#tables;
    group.connectTime?.add(engine.now - (requests.since[request] as number));
    const connection = requests.connection[request] as ConnectionId | -1;
    if (connection === NO_ROW) backends.connected(requests.address[request] as number);
    else {
      connections.opened(connection);
      this.#fill(clientRow(this.#tables, request, group), group);
    }
    this.#exchanges.send(request, group);
  }

  /** A connection has opened: its further streams take those who wait. */
  #fill(row: number, { spec: { behaviour } }: Group): void {
    const streams = behaviour.pool?.streams ?? 1;
    for (let i = 1; i < streams; i++) {
      const waiting = this.#lines.take(row);
      if (waiting === NO_ROW) return;
      this.#tables.engine.after(0, this.#begin, waiting);
    }
  }

  unconnected(request: RequestId, group: Group, reason: number): void {
    this.#letGo(request, group, false);
    this.#failed(request, group, reason);
  }

  completed(request: RequestId, group: Group): void {
    const { requests, engine, recorder, backends } = this.#tables;
    const address = requests.address[request] as number;
    recorder.count(group.columns.completed);
    group.totalTime?.add(engine.now - (requests.made[request] as number));
    if (requests.connection[request] === NO_ROW) backends.disconnected(address);
    this.#end(request, group, backends.plain || !backends.closesAfterResponse(address));
  }

  broken(request: RequestId, group: Group, reason: number, reusable: boolean): void {
    const { requests, recorder, backends } = this.#tables;
    const address = requests.address[request] as number;
    recorder.count(group.columns.attemptsFailed);
    if (requests.connection[request] === NO_ROW) backends.disconnected(address);
    this.#letGo(request, group, reusable && !backends.closesAfterResponse(address));
    this.#failed(request, group, reason);
  }

  // -------------------------------------------------------------------------------- over

  /** An attempt has failed and its connection is let go: the request is begun again, or has failed. */
  #failed(request: RequestId, group: Group, reason: number): void {
    const { requests, recorder, engine, curves, backendOf } = this.#tables;
    const retries = requests.retries[request] as number;
    if (group.retrying?.allows(reason, retries)) {
      recorder.count(group.columns.retries);
      requests.retries[request] = retries + 1;
      engine.after(group.retrying.delay(retries), this.#begin, request);
      return;
    }
    recorder.count(group.columns.failures + reason);
    const address = requests.address[request] as number;
    curves?.failed(
      requests.made[request] as number,
      address === NO_ROW ? NO_ROW : (backendOf[address] as number),
      1,
      engine.now,
    );
    this.#end(request, group, false);
  }

  #end(request: RequestId, group: Group, reusable: boolean): void {
    const { requests, followers } = this.#tables;
    const list = requests.list[request] as ChoiceId | -1;
    if (list !== NO_ROW) followers.release(list);
    this.#letGo(request, group, reusable);
    requests.free(request);
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
    if (reusable) this.#beginNow(waiting as RequestId, group);
    else engine.after(0, this.#begin, waiting);
  }
}
