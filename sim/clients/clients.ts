/**
 * Client groups: the life of a request (model.md part 2). A stage without delay calls the next at once; one
 * with delay schedules it. In order: made, begun (a pooled connection, or one to open), looked up
 * ({@link LookingUp}), connected ({@link Connecting}), answered ({@link Exchanges}), over or begun again.
 */
import type { Destinations } from '../backends/destinations.ts';
import type { Engine } from '../engine/engine.ts';
import { FAILURES } from '../measurements.ts';
import type { Curves } from '../metrics/curves.ts';
import { type AnswerId, type ChoiceId, clientOf, type Followers } from '../metrics/followers.ts';
import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { RequestSource } from '../request-source.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import { AlwaysOn } from './always-on.ts';
import type { Particulars } from './arrivals/process.ts';
import { Beginning, type Stages } from './beginning.ts';
import { ClosedLoops } from './closed-loops.ts';
import { type AfterConnecting, Connecting } from './connecting/connecting.ts';
import { type ConnectionId, Connections } from './connections.ts';
import { Endings } from './endings.ts';
import { Exchanges } from './exchanges.ts';
import type { Group } from './group.ts';
import { type AfterLookUp, LookingUp } from './looking-up.ts';
import { behindOf, OwnCaches } from './own-caches.ts';
import { Pages } from './pages.ts';
import { goesRound } from './picks/pick.ts';
import { type RequestId, Requests } from './requests.ts';
import { type SessionId, Sessions } from './sessions.ts';
import { groupOf, type Tables } from './tables.ts';
import { WaitingLines } from './waiting-lines.ts';

const NO_ROW = -1;
const NO_ADDRESS = FAILURES.indexOf('no-address');
const SERVFAIL = FAILURES.indexOf('servfail');
const NO_SUBNET = -1;
/** What stands for a service of no length where the sign tells a length from a quantile. */
const SHORTEST: Seconds = 1e-300;

export class Clients implements RequestSource, AfterLookUp, AfterConnecting {
  readonly connections: Connections;
  readonly caches: OwnCaches;
  readonly #tables: Tables;
  readonly #beginning: Beginning;
  readonly #connecting: Connecting;
  readonly #endings: Endings;
  readonly #loops: ClosedLoops;
  readonly #alwaysOn: AlwaysOn;
  readonly #pages: Pages;
  readonly #stages: Stages;
  readonly #sources: readonly number[];
  #made = 0;
  #isPaused = true;

  constructor(
    groups: readonly Group[],
    world: {
      readonly resolvers: Resolvers;
      readonly followers: Followers;
      readonly destinations: Destinations;
      readonly curves: Curves | null;
      readonly engine: Engine;
      readonly recorder: Recorder;
      readonly ages: Histogram;
      readonly numbers: Float64Array;
    },
  ) {
    const { engine, followers, destinations } = world;
    const rows = groups.reduce(
      (sum, group) => sum + group.memberOf.length * group.nameRows.length,
      0,
    );
    const requests = new Requests();
    const behind = groups.map(({ cache }) => behindOf(cache).length);
    this.caches = new OwnCaches(rows, followers, Math.max(0, ...behind));
    this.connections = new Connections(rows, followers, destinations);
    const isBusyForAWhile = groups.some(
      ({ totalTime, spec }) => totalTime !== null && spec.behaviour.pool !== null,
    );
    const lines = new WaitingLines(isBusyForAWhile ? rows : 0, requests);
    const { connections, caches } = this;
    const takesTurns = groups.some(({ pick }) => pick.takesTurns);
    const turns = new Int32Array(takesTurns ? rows : 0);
    const sessions = new Sessions(requests, followers, destinations.ways);
    const tables: Tables = { ...world, groups, requests, sessions, connections, caches, turns };
    this.#tables = tables;
    const arrival = engine.on('arrival', (group) => this.#make(group));
    const arrivalAtOnce = engine.on('arrival', (group) => this.#makeAtOnce(group));
    const arrivalTold = engine.on('arrival', (group) => this.#makeTold(group));
    this.#sources = groups.map(({ atOnce, isTold }, row) =>
      engine.source(atOnce ? arrivalAtOnce : isTold ? arrivalTold : arrival, row),
    );
    const again = engine.on('completion', (request) =>
      this.#beginning.begin(request as RequestId, groupOf(tables, request as RequestId)),
    );
    const stages = () => this.#stages;
    this.#beginning = new Beginning(tables, lines, again, stages);
    this.#alwaysOn = new AlwaysOn(tables, this.#beginning, stages);
    this.#loops = new ClosedLoops(groups, engine, (row, client) => this.#makeBy(row, client));
    this.#endings = new Endings(tables, lines, again, this.#beginning, this.#loops);
    this.#pages = new Pages(tables, this.#live.bind(this));
    this.#connecting = new Connecting(tables, this);
    this.#stages = {
      lookingUp: new LookingUp(tables, this),
      connecting: this.#connecting,
      exchanges: new Exchanges(tables, this.#endings),
    };
  }

  begin(): void {
    this.#isPaused = false;
    const { engine, groups } = this.#tables;
    this.#sources.forEach((source, row) => {
      engine.arm(source, (groups[row] as Group).arriveFrom(engine.now).next());
    });
    this.#loops.begin();
    this.#stages.lookingUp.start();
    this.#alwaysOn.begin();
  }

  makeFrom(row: number, perSecond: PerSecond): void {
    const { engine, groups } = this.#tables;
    const times = (groups[row] as Group).makeFrom(engine.now, perSecond);
    if (!this.#isPaused) engine.arm(this.#sources[row] as number, times.next());
  }

  /** Nothing to do: each request meets the caches as they are. */
  forgotten(): void {}

  /** Makes no further requests of its own accord; those under way go on. */
  pause(): void {
    this.#isPaused = true;
    for (const source of this.#sources) this.#tables.engine.arm(source, Number.POSITIVE_INFINITY);
  }

  /** Requests made one by one account for themselves; connections idle for too long are closed when looked at. */
  settle(): void {
    this.connections.settle(this.#tables.engine.now);
  }

  /** Nothing to do: each request meets the world as it is. */
  changed(): void {}

  /** Requests made so far, lead-in included. */
  get made(): number {
    return this.#made;
  }

  /** How often each client has picked, by client row; empty when no pick goes by it. */
  get turns(): Int32Array {
    return this.#tables.turns;
  }

  get inFlight(): number {
    return this.#tables.requests.inFlight - this.#alwaysOn.underWay;
  }

  /** Attempts begun and not over; looks at every request in flight. */
  get attemptsInFlight(): number {
    const { requests, groups } = this.#tables;
    let trying = 0;
    for (let row = 0; row < requests.used; row++)
      if (groups[requests.group[row] as number]?.opens !== true)
        trying += requests.isTrying[row] as number;
    return trying + this.#connecting.racing;
  }

  // -------------------------------------------------------------------------------- made, begun

  #make(groupRow: number): void {
    const group = this.#tables.groups[groupRow] as Group;
    this.#tables.engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    this.#makeBy(groupRow, group.drawClient());
  }

  /** Where the arrival says whose it is, and what for. */
  #makeTold(groupRow: number): void {
    const { engine, groups } = this.#tables;
    const group = groups[groupRow] as Group;
    const { arrivals, who } = group;
    const { client: of, resolver, name: asked, service } = arrivals.particulars as Particulars;
    engine.arm(this.#sources[groupRow] as number, arrivals.next());
    const client = of >= 0 ? of : group.drawClient();
    const isKnown = client !== NO_ROW;
    const usual = isKnown ? (group.memberOf[client] as number) : group.members.draw(who);
    const member = resolver >= 0 ? (group.replayedMembers[resolver] as number) : usual;
    const drawn = group.names ? group.names.draw(who) : 0;
    const name = asked >= 0 ? asked : drawn;
    this.#makeAt(groupRow, client, member, name, service);
  }

  #makeBy(groupRow: number, client: number): void {
    const { memberOf, members, names, who } = this.#tables.groups[groupRow] as Group;
    const member = client !== NO_ROW ? (memberOf[client] as number) : members.draw(who);
    this.#makeAt(groupRow, client, member, names ? names.draw(who) : 0);
  }

  /** @param name among the group's own; @param service seconds that its work takes; left out: as the backend draws it */
  #makeAt(groupRow: number, client: number, member: number, name: number, service?: Seconds): void {
    const { resolvers, groups } = this.#tables;
    const group = groups[groupRow] as Group;
    if (group.session) {
      this.#pages.begin(groupRow, client, member, name);
      return;
    }
    const shard = resolvers.topology.shardFor(
      member,
      client !== NO_ROW ? group.firstRow + client : NO_ROW,
      group.firstAsked[name] as number,
      group.picking,
    );
    const source = group.isPlaced ? group.sourceOf(client) : 0;
    this.#live(groupRow, client, name, shard, source, NO_ROW, service);
  }

  /**
   * Makes one request now.
   *
   * @param client −1: a new one
   * @param name by the group's own numbering
   * @param source the client's address, where it matters
   */
  make(groupRow: number, client: number, name: number, shard: number, source: number): void {
    const group = this.#tables.groups[groupRow] as Group;
    if (group.atOnce) this.#liveAtOnce(group, shard, group.nameRows[name] as number);
    else this.#live(groupRow, client, name, shard, source, NO_ROW);
  }

  #live(
    groupRow: number,
    client: number,
    name: number,
    shard: number,
    source: number,
    session: SessionId | -1,
    service: Seconds = -1,
  ): void {
    const { engine, recorder, requests, groups } = this.#tables;
    const group = groups[groupRow] as Group;
    const request = requests.take(groupRow, client, name, engine.now);
    if (group.work) {
      const work = group.work.open();
      requests.work[request] = service < 0 ? work : -Math.max(service, SHORTEST);
    }
    this.#made += 1;
    recorder.count(group.columns.made);
    group.retrying?.earn();
    requests.shard[request] = shard;
    requests.session[request] = session;
    if (group.isPlaced) requests.source[request] = source;
    this.#beginning.begin(request, group);
  }

  #makeAtOnce(groupRow: number): void {
    const { engine, resolvers, groups } = this.#tables;
    const group = groups[groupRow] as Group;
    engine.arm(this.#sources[groupRow] as number, group.arrivals.next());
    const member = group.members.draw(group.who);
    const name = group.nameRows[group.names ? group.names.draw(group.who) : 0] as number;
    const shard = resolvers.topology.shardFor(member, NO_ROW, name, group.picking);
    this.#liveAtOnce(group, shard, name);
  }

  /** The whole life of a request that nothing delays and that leaves nothing behind. */
  #liveAtOnce(group: Group, shard: number, name: number): void {
    const { engine, recorder, resolvers, followers, curves, destinations, ages } = this.#tables;
    const { now } = engine;
    this.#made += 1;
    recorder.count(group.columns.made);
    const source = group.isPlaced ? group.sourceOf(NO_ROW) : 0;
    const subnet = group.sendsSubnets
      ? group.subnetAt(resolvers.topology.groupOfShard[shard] as number, source)
      : NO_SUBNET;
    resolvers.ask(shard, name, subnet, group.askerAt(source), group.need, NO_ROW);
    if (resolvers.count === 0) {
      recorder.count(group.columns.failures + (resolvers.hasFailed ? SERVFAIL : NO_ADDRESS));
      curves?.failed(now, NO_ROW);
      return;
    }
    recorder.count(group.columns.attempts);
    const { choice, answer } = resolvers;
    const place = group.pick.settled ? 0 : group.pick.place(resolvers.count, group.picking, 0);
    const address =
      choice >= 0
        ? followers.addressAt(choice as ChoiceId, place)
        : (resolvers.list[place] as number);
    if (choice >= 0 && group.pick.settled) followers.follow(choice as ChoiceId, group.row);
    else followers.followOwn(answer, group.row);
    ages.add(now - followers.givenAt(answer));
    if (curves !== null) this.#went(now, address, answer);
    followers.load(answer, group.row, destinations.ways.destinationOf[address] as number);
    destinations.visit(address);
  }

  #went(made: number, address: number, answer: AnswerId): void {
    const { curves, destinations, followers } = this.#tables;
    const backend = destinations.ways.destinationOf[address] as number;
    curves?.went(made, backend, followers.generationOf(answer));
  }

  // -------------------------------------------------------------------------------- from stage to stage

  found(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    answer: AnswerId,
    count: number,
  ): void {
    const { requests } = this.#tables;
    if (goesRound(group.pick) && requests.client[request] !== NO_ROW) {
      this.#beginning.foundToGoRound(request, group);
      return;
    }
    const { followers, resolvers, connections, engine } = this.#tables;
    const connection = requests.connection[request] as ConnectionId | -1;
    if (group.endsWithTtl && connection !== NO_ROW)
      connections.closeAt(connection, engine.now + (requests.ttl[request] as number));
    if (group.retrying?.keepsList !== true) {
      this.#connecting.to(request, group, choice, answer, count);
      return;
    }
    const list =
      choice >= 0
        ? followers.hold(choice as ChoiceId)
        : followers.chosen(answer, resolvers.list, count, clientOf(group.row));
    requests.list[request] = list;
    this.#connecting.toKept(request, group, list);
  }

  renewed(row: number, group: Group): void {
    if (!goesRound(group.pick)) return;
    const { connections, caches } = this.#tables;
    connections.keepOnly(row, caches.choiceIn(row));
    if (group.timed !== null) connections.follow(row, caches.choiceIn(row));
  }

  nothingFound(request: RequestId, group: Group, reason: number): void {
    if (group.opens) {
      this.#alwaysOn.failed(request, group);
      return;
    }
    this.#endings.nothingFound(request, group, reason);
  }

  connected(request: RequestId, group: Group): void {
    if (group.opens) {
      this.#alwaysOn.opened(request, group);
      return;
    }
    const { requests, engine, connections, destinations } = this.#tables;
    group.connectTime?.add(engine.now - (requests.since[request] as number));
    const connection = requests.connection[request] as ConnectionId | -1;
    if (connection === NO_ROW) destinations.connected(requests.way[request] as number);
    else {
      connections.opened(connection);
      this.#beginning.opened(request, group);
    }
    if (group.keepsAddress) {
      this.#tables.sessions.keep(request, group.row);
      this.#beginning.sought(request);
    }
    this.#stages.exchanges.send(request, group);
  }

  unconnected(request: RequestId, group: Group, reason: number): void {
    if (group.opens) {
      this.#alwaysOn.failed(request, group);
      return;
    }
    this.#endings.unconnected(request, group, reason);
  }
}
