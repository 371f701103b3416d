/**
 * Client groups: the life of a request (model.md part 2). A stage without delay calls the next at once; one
 * with delay schedules it. In order: made, begun (a pooled connection, or one to open), looked up (own cache,
 * then resolver), resolved, connecting, connected, arrived at the backend, done.
 */
import type { Backends } from '../backends/backends.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import { FAILURES, type Failure } from '../measurements.ts';
import type { Curves } from '../metrics/curves.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { RequestSource } from '../request-source.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';
import type { Opened } from './connecting/connect.ts';
import { type ConnectionId, Connections } from './connections.ts';
import type { Group } from './group.ts';
import { OwnCaches } from './own-caches.ts';
import { type RequestId, Requests } from './requests.ts';
import { WaitingLines } from './waiting-lines.ts';

const NO_ROW = -1;
const NO_ADDRESS = FAILURES.indexOf('no-address');

export class Clients implements RequestSource {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #resolvers: Resolvers;
  readonly #followers: Followers;
  readonly #backends: Backends;
  readonly #groups: readonly Group[];
  readonly #ages: Histogram;
  readonly #numbers: Float64Array;
  readonly #backendOf: Int32Array;
  readonly #curves: Curves | null;
  readonly #requests = new Requests();
  readonly connections: Connections;
  readonly caches: OwnCaches;
  readonly #lines: WaitingLines;
  readonly #sources: readonly number[];
  readonly #atResolver: EventKind;
  readonly #answered: EventKind;
  readonly #connected: EventKind;
  readonly #arrived: EventKind;
  readonly #done: EventKind;
  readonly #opened: Opened = { place: 0, seconds: 0 };
  readonly #list: Int32Array;
  readonly #keys: Float64Array;
  #made = 0;

  constructor(
    groups: readonly Group[],
    resolvers: Resolvers,
    followers: Followers,
    backends: Backends,
    engine: Engine,
    recorder: Recorder,
    ages: Histogram,
    numbers: Float64Array,
    backendOf: Int32Array,
    curves: Curves | null,
  ) {
    this.#engine = engine;
    this.#recorder = recorder;
    this.#resolvers = resolvers;
    this.#followers = followers;
    this.#backends = backends;
    this.#groups = groups;
    this.#ages = ages;
    this.#numbers = numbers;
    this.#backendOf = backendOf;
    this.#curves = curves;
    this.#list = new Int32Array(resolvers.list.length);
    this.#keys = new Float64Array(resolvers.list.length);
    const rows = groups.reduce(
      (sum, group) => sum + group.memberOf.length * group.nameRows.length,
      0,
    );
    this.caches = new OwnCaches(rows, followers);
    const isBusyForAWhile = groups.some(
      ({ totalTime, spec }) => totalTime !== null && spec.behaviour.pool !== null,
    );
    this.#lines = new WaitingLines(isBusyForAWhile ? rows : 0, this.#requests);
    this.connections = new Connections(rows, followers);
    const arrival = engine.on('arrival', (group) => this.#make(group));
    const arrivalAtOnce = engine.on('arrival', (group) => this.#makeAtOnce(group));
    this.#sources = groups.map((group, row) => {
      return engine.source(group.atOnce ? arrivalAtOnce : arrival, row);
    });
    this.#atResolver = engine.on('DNS reply', (request) => this.#askResolver(request as RequestId));
    this.#answered = engine.on('DNS reply', (request) => this.#resolvedLater(request as RequestId));
    this.#connected = engine.on('completion', (request) =>
      this.#connectedNow(request as RequestId),
    );
    this.#arrived = engine.on('completion', (request) => this.#arrive(request as RequestId));
    this.#done = engine.on('completion', (request) => this.#complete(request as RequestId));
    for (const { constantRtt } of groups) {
      if (constantRtt === null) continue;
      engine.expectDelay(this.#connected, constantRtt);
      engine.expectDelay(this.#arrived, constantRtt / 2);
      engine.expectDelay(this.#done, constantRtt / 2);
    }
    resolvers.onReply((request) => this.#replied(request as RequestId));
  }

  begin(): void {
    this.#sources.forEach((source, row) => {
      this.#engine.arm(source, (this.#groups[row] as Group).arrivals.next());
    });
  }

  /** Nothing to do: requests made one by one account for themselves. */
  settle(): void {}

  /** Requests made so far, lead-in included. */
  get made(): number {
    return this.#made;
  }

  get inFlight(): number {
    return this.#requests.inFlight;
  }

  // -------------------------------------------------------------------------------- made, begun

  #make(groupRow: number): void {
    const group = this.#groups[groupRow] as Group;
    this.#engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    const stateful = group.memberOf.length > 0;
    const client = stateful ? group.who.below(group.memberOf.length) : NO_ROW;
    const member = stateful ? (group.memberOf[client] as number) : group.members.draw(group.who);
    const name = group.names ? group.names.draw(group.who) : 0;
    const request = this.#requests.take(groupRow, client, name, this.#engine.now);
    this.#made += 1;
    this.#recorder.count(group.columns.made);
    const { topology } = this.#resolvers;
    const asker = stateful ? group.firstRow + client : NO_ROW;
    this.#requests.shard[request] = topology.shardFor(
      member,
      asker,
      group.nameRows[name] as number,
      group.picking,
    );
    if (group.sorts) this.#requests.source[request] = group.sourceOf(client);
    this.#begin(request, group);
  }

  /** The whole life of a request that nothing delays and that leaves nothing behind. */
  #makeAtOnce(groupRow: number): void {
    const group = this.#groups[groupRow] as Group;
    const resolvers = this.#resolvers;
    this.#engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    const member = group.members.draw(group.who);
    const name = group.nameRows[group.names ? group.names.draw(group.who) : 0] as number;
    this.#made += 1;
    this.#recorder.count(group.columns.made);
    resolvers.ask(
      resolvers.topology.shardFor(member, NO_ROW, name, group.picking),
      name,
      group.shape,
      group.need,
      NO_ROW,
    );
    if (resolvers.count === 0) {
      this.#recorder.count(group.columns.failures + NO_ADDRESS);
      this.#curves?.failed(this.#engine.now, NO_ROW);
      return;
    }
    this.#recorder.count(group.columns.attempts);
    const { choice, answer } = resolvers;
    const place = group.pick.settled ? 0 : group.pick.place(resolvers.count, group.picking);
    const address =
      choice >= 0
        ? this.#followers.addressAt(choice as ChoiceId, place)
        : (resolvers.list[place] as number);
    if (choice >= 0 && group.pick.settled) this.#followers.follow(choice as ChoiceId);
    else this.#followers.followOwn(answer);
    this.#ages.add(this.#engine.now - this.#followers.givenAt(answer));
    if (this.#curves) this.#noteDestination(this.#curves, this.#engine.now, address, answer);
    this.#backends.visit(address);
  }

  #begin(request: RequestId, group: Group): void {
    const { pool } = group.spec.behaviour;
    if (pool && this.#requests.client[request] !== NO_ROW) {
      const row = this.#clientRow(request, group);
      const idle = this.connections.takeIdle(row, this.#engine.now, pool.idle);
      if (idle !== NO_ROW) {
        this.#requests.connection[request] = idle;
        this.#requests.address[request] = this.connections.addressOf(idle as ConnectionId);
        this.#recorder.count(group.columns.attempts);
        if (this.#curves) {
          const answer = this.#followers.answerOf(this.connections.choiceOf(idle as ConnectionId));
          const address = this.#requests.address[request] as number;
          this.#noteDestination(
            this.#curves,
            this.#requests.made[request] as number,
            address,
            answer,
          );
        }
        this.#send(request, group);
        return;
      }
      if (this.connections.openOf(row) >= pool.maxConns) {
        this.#lines.join(row, request);
        return;
      }
      this.#requests.connection[request] = this.connections.begin(row);
    }
    this.#lookUp(request, group);
  }

  #clientRow(request: RequestId, group: Group): number {
    const client = this.#requests.client[request] as number;
    return (
      group.firstRow + client * group.nameRows.length + (this.#requests.name[request] as number)
    );
  }

  // -------------------------------------------------------------------------------- looked up

  #lookUp(request: RequestId, group: Group): void {
    const { dns } = group.spec.behaviour;
    this.#requests.since[request] = this.#engine.now;
    this.#recorder.count(group.columns.lookups);
    if (dns.kind !== 'none') {
      const row = this.#clientRow(request, group);
      if (this.caches.isLive(row, this.#engine.now)) {
        this.#recorder.count(group.columns.cacheHits);
        this.#noteTime(group.lookupTime, 0);
        const choice = this.caches.choiceIn(row);
        this.#connectToKept(request, group, choice);
        return;
      }
    }
    const half = this.#halfTrip(request, group);
    if (half === null) this.#askResolver(request);
    else this.#engine.after(half, this.#atResolver, request);
  }

  #halfTrip(request: RequestId, group: Group): Seconds | null {
    const shard = this.#requests.shard[request] as number;
    const trip = group.resolverTrip[this.#resolvers.topology.groupOfShard[shard] as number];
    return trip ? trip() / 2 : null;
  }

  #askResolver(request: RequestId): void {
    const group = this.#groupOf(request);
    const name = group.nameRows[this.#requests.name[request] as number] as number;
    const shard = this.#requests.shard[request] as number;
    if (this.#resolvers.ask(shard, name, group.shape, group.need, request)) this.#replied(request);
  }

  /** The resolver has answered; its result is at hand. */
  #replied(request: RequestId): void {
    const group = this.#groupOf(request);
    const half = this.#halfTrip(request, group);
    if (half === null) {
      this.#resolved(request, group, this.#resolvers.choice);
      return;
    }
    this.#requests.ttl[request] = this.#resolvers.remainingTtl();
    this.#requests.choice[request] = this.#resolvers.count > 0 ? this.#resolvers.keep() : NO_ROW;
    this.#engine.after(half, this.#answered, request);
  }

  /** The answer, kept on the way, has reached the client. */
  #resolvedLater(request: RequestId): void {
    const group = this.#groupOf(request);
    const choice = this.#requests.choice[request] as ChoiceId | -1;
    this.#requests.choice[request] = NO_ROW;
    this.#noteTime(group.lookupTime, this.#engine.now - (this.#requests.since[request] as number));
    if (choice === NO_ROW) {
      this.#fail(request, group, 'no-address');
      return;
    }
    this.#remember(request, group, choice, this.#requests.ttl[request] as number);
    this.#connectToKept(request, group, choice);
    this.#followers.release(choice);
  }

  #resolved(request: RequestId, group: Group, choice: ChoiceId | -1): void {
    const { count, answer } = this.#resolvers;
    this.#noteTime(group.lookupTime, this.#engine.now - (this.#requests.since[request] as number));
    if (count === 0) {
      this.#fail(request, group, 'no-address');
      return;
    }
    const { behaviour } = group.spec;
    const keeps = behaviour.dns.kind !== 'none' || this.#requests.connection[request] !== NO_ROW;
    if (!keeps) {
      this.#connectTo(request, group, choice, answer, count);
      return;
    }
    const kept = this.#resolvers.keep();
    if (behaviour.dns.kind !== 'none')
      this.#remember(request, group, kept, this.#resolvers.remainingTtl());
    this.#connectToKept(request, group, kept);
    this.#followers.release(kept);
  }

  #remember(request: RequestId, group: Group, choice: ChoiceId, ttl: Seconds): void {
    const { dns } = group.spec.behaviour;
    if (dns.kind === 'none') return;
    this.caches.remember(this.#clientRow(request, group), choice, ttl, this.#engine.now, dns);
  }

  // -------------------------------------------------------------------------------- connecting

  #connectToKept(request: RequestId, group: Group, choice: ChoiceId): void {
    const answer = this.#followers.answerOf(choice);
    this.#connectTo(request, group, choice, answer, this.#followers.countOf(choice));
  }

  /**
   * Sorts, picks and connects.
   *
   * @param choice the list as a row, or −1: the resolvers' own list
   */
  #connectTo(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void {
    this.#recorder.count(group.columns.attempts);
    const picked = group.pick.place(count, group.picking);
    let place = picked;
    let seconds = 0;
    if (group.rtt) {
      group.connect.open(
        group.spec.behaviour.connect.settings,
        count,
        picked,
        group.rtt,
        this.#opened,
      );
      place = this.#opened.place;
      seconds = this.#opened.seconds;
    }
    if (group.sorts) this.#sort(request, group, choice, count);
    const address = group.sorts
      ? (this.#list[place] as number)
      : choice >= 0
        ? this.#followers.addressAt(choice as ChoiceId, place)
        : (this.#resolvers.list[place] as number);
    this.#requests.address[request] = address;
    this.#requests.since[request] = this.#engine.now;
    if (this.#curves)
      this.#noteDestination(this.#curves, this.#requests.made[request] as number, address, answer);
    this.#follow(request, group, choice, answer, address, place === picked);
    if (group.rtt) this.#engine.after(seconds, this.#connected, request);
    else this.#connectedNow(request);
  }

  /** Notes which choice the request, and its connection, will follow. */
  #follow(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    address: number,
    asPicked: boolean,
  ): void {
    const connection = this.#requests.connection[request] as number;
    const shared = choice >= 0 && group.pick.settled && asPicked;
    if (connection === NO_ROW && group.rtt === null) {
      if (shared) this.#followers.follow(choice as ChoiceId);
      else this.#followers.followOwn(answer);
      this.#ages.add(this.#engine.now - this.#followers.givenAt(answer));
      return;
    }
    this.#list[0] = address;
    const held = shared
      ? this.#followers.hold(choice as ChoiceId)
      : this.#followers.chosen(answer, this.#list, 1);
    if (connection === NO_ROW) this.#requests.choice[request] = held;
    else this.connections.connect(connection as ConnectionId, address, held);
  }

  #sort(request: RequestId, group: Group, choice: ChoiceId | -1, count: number): void {
    const source = this.#requests.source[request] as number;
    for (let i = 0; i < count; i++) {
      const address =
        choice >= 0
          ? this.#followers.addressAt(choice as ChoiceId, i)
          : (this.#resolvers.list[i] as number);
      const key = group.sort.key(
        this.#numbers[address] as number,
        source,
        group.spec.interfacePrefix,
      );
      let hole = i;
      while (hole > 0 && (this.#keys[hole - 1] as number) > key) {
        this.#keys[hole] = this.#keys[hole - 1] as number;
        this.#list[hole] = this.#list[hole - 1] as number;
        hole -= 1;
      }
      this.#keys[hole] = key;
      this.#list[hole] = address;
    }
  }

  #connectedNow(request: RequestId): void {
    const group = this.#groupOf(request);
    this.#noteTime(group.connectTime, this.#engine.now - (this.#requests.since[request] as number));
    this.#backends.connected(this.#requests.address[request] as number);
    this.#send(request, group);
  }

  // -------------------------------------------------------------------------------- at the backend

  #send(request: RequestId, group: Group): void {
    if (group.rtt) this.#engine.after(group.rtt() / 2, this.#arrived, request);
    else this.#arrive(request);
  }

  #arrive(request: RequestId): void {
    const group = this.#groupOf(request);
    this.#backends.accept(this.#requests.address[request] as number);
    const connection = this.#requests.connection[request] as number;
    const choice = (
      connection === NO_ROW
        ? this.#requests.choice[request]
        : this.connections.choiceOf(connection as ConnectionId)
    ) as ChoiceId | -1;
    if (choice !== NO_ROW) {
      this.#followers.follow(choice as ChoiceId);
      this.#ages.add(
        this.#engine.now - this.#followers.givenAt(this.#followers.answerOf(choice as ChoiceId)),
      );
      if (connection === NO_ROW) this.#followers.release(choice as ChoiceId);
    }
    if (group.rtt) this.#engine.after(group.rtt() / 2, this.#done, request);
    else this.#complete(request);
  }

  #complete(request: RequestId): void {
    const group = this.#groupOf(request);
    this.#recorder.count(group.columns.completed);
    this.#noteTime(group.totalTime, this.#engine.now - (this.#requests.made[request] as number));
    this.#end(request, group, false);
  }

  #fail(request: RequestId, group: Group, reason: Failure): void {
    this.#recorder.count(group.columns.failures + FAILURES.indexOf(reason));
    this.#curves?.failed(this.#requests.made[request] as number, NO_ROW, 1, this.#engine.now);
    this.#end(request, group, true);
  }

  #end(request: RequestId, group: Group, failed: boolean): void {
    const connection = this.#requests.connection[request] as ConnectionId | -1;
    const row = connection === NO_ROW ? NO_ROW : this.#clientRow(request, group);
    this.#requests.free(request);
    if (connection === NO_ROW) return;
    if (failed) this.connections.abandon(row, connection as ConnectionId);
    else this.connections.rest(connection as ConnectionId, this.#engine.now);
    const waiting = this.#lines.take(row);
    if (waiting !== NO_ROW) this.#begin(waiting as RequestId, group);
  }

  #groupOf(request: RequestId): Group {
    return this.#groups[this.#requests.group[request] as number] as Group;
  }

  /** Where a request goes first, for what follows an event. */
  #noteDestination(curves: Curves, made: Seconds, address: number, answer: AnswerId): void {
    curves.went(made, this.#backendOf[address] as number, this.#followers.generationOf(answer));
  }

  #noteTime(histogram: Histogram | null, seconds: Seconds): void {
    if (histogram) histogram.add(seconds);
  }
}
