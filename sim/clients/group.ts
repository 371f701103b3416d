/** One client group made ready for a run: its streams, tables and counters. */
import { answeringZones } from '../authority/external.ts';
import type { NameAndType } from '../authority/question.ts';
import type { Destinations } from '../backends/destinations.ts';
import { destinationPlaces, Trips, tripLaws } from '../geography/trips.ts';

import { familyOf, recordTypesOf } from '../ip-address.ts';

import { lossOf } from '../losses.ts';

import type { Histogram } from '../metrics/histogram.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { byName } from '../plugin.ts';
import { AliasTable } from '../random/alias-table.ts';
import { meanOf, residualOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { Askers } from '../resolvers/askers.ts';
import type { ClientSubnets } from '../resolvers/client-subnets.ts';
import { mayStaySilent } from '../resolvers/limits.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { Block, ClientCache, ClientGroup, Law, Scenario, Stub } from '../scenario.ts';
import { ipv4Number, type PerSecond, type Seconds } from '../settings.ts';
import { askedInPeace } from '../start/asked-in-peace.ts';
import { partsByActivity } from './activity.ts';
import { CoursedTimes, type RateCourse } from './arrivals/course.ts';
import { arrivalProcesses } from './arrivals/index.ts';
import { OwnTimes } from './arrivals/own-times.ts';
import { PoissonTimes } from './arrivals/poisson.ts';
import type { ArrivalTimes } from './arrivals/process.ts';
import { replay } from './arrivals/replay.ts';
import { membersOf } from './arrivals/replayed-members.ts';
import { groupsListed } from './asked-groups.ts';
import { type ClientBlocks, sizeOf } from './client-blocks.ts';
import { attemptLimit } from './connecting/attempt-limit.ts';
import type { RaceRule } from './connecting/connect.ts';
import { connects } from './connecting/index.ts';
import { type Counters, countersOf } from './counters.ts';
import { typesLedBy } from './families.ts';
import { holdsList, intervalOf, keepsAnswers } from './own-caches.ts';
import { KERNEL_RESPONSE } from './patience.ts';
import { picks } from './picks/index.ts';
import { goesRound, type Pick } from './picks/pick.ts';
import type { Rota } from './picks/rota.ts';
import { Retrying } from './retrying.ts';
import { type SearchRows, searchRowsOf } from './searching.ts';
import { Servers } from './servers.ts';
import { type SessionDraws, sessionDraws } from './session-draws.ts';
import { usualStub } from './settings/stub.ts';
import { sorts } from './sorting/index.ts';
import { Preference } from './sorting/preference.ts';
import type { Sort } from './sorting/sort.ts';

export class Group implements Counters {
  readonly spec: ClientGroup;
  /** Draws how long a client thinks between requests, and what is left of that at the start; null: it does not. */
  readonly think: (() => Seconds) | null;
  readonly firstThink: (() => Seconds) | null;
  /** What an arrival begins; null: one request. */
  readonly session: SessionDraws | null;
  /** Whether its requests all go to one address. */
  readonly keepsAddress: boolean;
  readonly who: Stream;
  readonly picking: Stream;
  /** Part of the group's clients at each member, over all members; sums to 1. */
  readonly weights: Float64Array;
  /** Draws the member that a new client uses. */
  readonly members: AliasTable;
  /** Draws the name looked up; null: there is one. */
  readonly names: AliasTable | null;
  /** Question rows, by the group's own names. */
  readonly nameRows: readonly number[];
  /** Rows of all questions that a look-up of each name may put in turn; null: that of its name alone. */
  readonly searched: SearchRows | null;
  /** Of these, by name, the first. */
  readonly firstAsked: readonly number[];
  /** Whether it looks up both families; then the rows of the one follow those of the other, which leads. */
  readonly isDual: boolean;
  /** Whether it tries a family in turn, and how long it waits for one when it has the other. */
  readonly alternates: boolean;
  readonly resolutionDelay: Seconds;
  readonly pick: Pick;
  /** Says where each request goes; null: that is up to the connection it finds. */
  readonly rota: Rota | null;
  readonly sort: Sort;
  /** How the sort orders the addresses of the scenario, and whether it can change any order at all. */
  readonly preference: Preference;
  readonly sorts: boolean;
  /** Whether a resolver of theirs sends their subnets on, and whether it matters at all where in its block a client is. */
  readonly sendsSubnets: boolean;
  readonly isPlaced: boolean;
  readonly race: RaceRule;
  /** Attempts at one address before the next. */
  readonly triesPerAddress: number;
  readonly connectTimeout: Seconds;
  /** For how long an address that failed is tried last; 0: it is not remembered. */
  readonly failMemory: Seconds;
  /** How long it waits for a response; Infinity: for ever. */
  readonly patience: Seconds;
  /** Whether only the kernel ends that wait: then only silence does. */
  readonly waitsForKernel: boolean;
  /** The resolvers that its clients know; null: one each. */
  readonly servers: Servers | null;
  /** Look-ups that reach each member for one look-up of the group; null: each goes to its client's first alone. */
  readonly asked: Float64Array | null;
  /** Draws whether a message between it and a resolver gets lost; null: none does. */
  readonly loses: (() => boolean) | null;
  /** How long it waits for its resolver; null: for ever. */
  readonly stub: Stub | null;
  readonly retrying: Retrying | null;
  /** Whether its clients keep answers of their own, and look up again only what has failed. */
  readonly keepsAnswers: boolean;
  readonly resolvesOnFailure: boolean;
  /** How often its clients look up of their own accord, and by client and name when that is, as a part of it; null: not. */
  readonly timed: {
    readonly interval: Seconds;
    readonly phases: Float64Array;
    readonly stream: Stream;
  } | null;
  /** How an answer is kept, where one is. */
  readonly cache: ClientCache;
  /** Whether a connection is used no longer than the answer behind it lives. */
  readonly endsWithTtl: boolean;
  /** Draws the work of each request; null: no backend has a use for it. */
  readonly work: Stream | null;
  /** Of its queries. */
  readonly #shape: number;
  /** How resolvers tell its clients apart; null: they are alike to them. */
  readonly #askers: Askers | null;
  /** Member of each client; empty when every request is a new client. */
  readonly memberOf: Int32Array;
  /** Part of the requests that each client makes, and what draws who makes one; null: all make as many. */
  readonly activity: Float64Array | null;
  readonly #clients: AliasTable | null;
  /** First row of the group's clients in the tables of all clients (client × names of the group). */
  readonly firstRow: number;
  /** Round trips to the backends; null: no delay. */
  readonly trips: Trips | null;
  /** Round trips to the resolver, by member's group; null: no delay. */
  readonly resolverTrip: readonly ((() => Seconds) | null)[];
  /**
   * Whether a request is over the moment it is made: no delay, no cache, no connection, no sort, and a backend
   * that always answers at once. Then every request looks up, and every one attempted is completed.
   */
  readonly atOnce: boolean;
  /** Leading addresses of an answer that the group reads; Infinity: all. */
  readonly need: number;
  readonly columns: Counters['columns'];
  readonly lookupTime: Histogram | null;
  readonly connectTime: Histogram | null;
  readonly totalTime: Histogram | null;
  /** Number of the subnet's first address; 0 when there is none. */
  readonly subnet: number;
  readonly subnetSize: number;
  readonly #subnets: ClientSubnets;
  /** The blocks that its clients are spread over; null: they are all in one. */
  readonly #blocks: ClientBlocks | null;
  /** Among the scenario's client groups; of a shadow, its group's. */
  readonly row: number;
  /** Whether it makes what another group makes over and above the usual. */
  readonly isShadow: boolean;
  /** Whether its requests only open connections, for another group whose clients they share; counted for nobody. */
  readonly opens: boolean;
  /** How the rate of its arrivals moves about the mean; null: it does not, or they are not Poisson. */
  readonly course: RateCourse | null;
  /** Whether arrivals come with particulars: whose they are, and what for. */
  readonly isTold: boolean;
  /** Members by the resolvers that particulars name. */
  readonly replayedMembers: Int32Array;
  readonly #gaps: Stream;
  #beginArrivals: (from: Seconds) => ArrivalTimes;
  #arrivals: ArrivalTimes | null = null;
  /** Draws how old a connection may get; null: any age. */
  readonly #age: (() => Seconds) | null;

  constructor(
    spec: ClientGroup,
    scenario: Scenario,
    context: {
      readonly topology: Topology;
      readonly resolvers: Resolvers;
      readonly recorder: Recorder;
      readonly streams: Streams;
      readonly weights: Float64Array;
      /** The member of each client, as `dealing.ts` deals them. */
      readonly memberOf: Int32Array;
      /** Weights of the members of each resolver group. */
      readonly popularity: readonly Float64Array[];
      /** What is asked, by row. */
      readonly questions: readonly NameAndType[];
      readonly shapes: readonly string[];
      readonly askers: Askers;
      readonly firstRow: number;
      /** The group that it is the shadow of, for which it counts. */
      readonly of?: Group;
      /** Whether it only opens connections. */
      readonly opens?: boolean;
      readonly subnets: ClientSubnets;
      /** Row of the group. */
      readonly row: number;
      /** When the run, its lead-in included, begins. */
      readonly begins: Seconds;
      /** Of all addresses, four each. */
      readonly words: Uint32Array;
      readonly destinations: Destinations;
    },
  ) {
    const { topology, resolvers, recorder, streams, weights, popularity, questions, firstRow } =
      context;
    const { plain, areServers, mayBeSilent } = context.destinations;
    const { behaviour } = spec;
    this.spec = spec;
    this.firstRow = firstRow;
    const gaps = streams('gap', spec.name);
    this.#gaps = gaps;
    this.opens = context.opens === true;
    this.isShadow = context.of !== undefined || this.opens;
    const process = byName(arrivalProcesses, spec.arrivals.name);
    const { settings } = spec.arrivals;
    const { perClient = false } = spec.arrivals;
    const course = perClient
      ? null
      : process.course?.(settings, streams('phase', spec.name), context.begins, scenario.start);
    this.course = context.of?.course ?? course ?? null;
    const begin = process.begin(settings, gaps, scenario.start);
    this.#beginArrivals = this.course
      ? this.#poissonTimes(process.meanRate(settings))
      : perClient
        ? (from) => new OwnTimes(spec.count as number, () => begin(from))
        : begin;
    this.isTold = context.of === undefined && (perClient || spec.arrivals.name === replay.name);
    this.replayedMembers = membersOf(spec, topology);
    const thinkTime = process.thinkTime?.(settings) ?? null;
    this.think = thinkTime && samplerOf(thinkTime, gaps);
    this.firstThink =
      thinkTime && scenario.start === 'stationary' ? residualOf(thinkTime, gaps) : this.think;
    this.session = spec.session && sessionDraws(spec.session, streams('session', spec.name));
    this.keepsAddress = spec.session?.lookup === 'perSession';
    this.who = streams('who', spec.name);
    this.picking = streams('pick', spec.name);
    this.weights = weights;
    this.members = new AliasTable(weights);
    this.memberOf = spec.count === null ? new Int32Array(0) : context.memberOf;
    this.activity =
      spec.activity && spec.count !== null
        ? (context.of?.activity ??
          partsByActivity(spec.activity, this.memberOf, streams('deal', spec.name)))
        : null;
    this.#clients = this.activity && new AliasTable(this.activity);
    this.isDual = spec.family === 'dual';
    this.alternates = this.isDual && behaviour.families === 'alternate';
    this.resolutionDelay = behaviour.resolutionDelay ?? Number.POSITIVE_INFINITY;
    this.nameRows = rowsOf(spec, questions, scenario);
    this.searched = searchRowsOf(spec, questions);
    this.firstAsked = this.searched?.map(([first]) => first as number) ?? this.nameRows;
    this.names =
      spec.lookup.length > 1 ? new AliasTable(spec.lookup.map(({ share }) => share)) : null;
    this.pick = byName(picks, behaviour.pick);
    const rows = this.memberOf.length * this.nameRows.length;
    this.rota = context.of?.rota ?? this.pick.rota?.(rows, resolvers.list.length) ?? null;
    this.sort = byName(sorts, behaviour.sort);
    this.race = byName(connects, behaviour.connect.name).rule(behaviour.connect.settings);
    this.triesPerAddress = behaviour.sameAddressTries;
    this.connectTimeout = behaviour.connectTimeout;
    this.failMemory = behaviour.failMemory;
    const isStruck = scenario.events.some(({ verb }) => verb === 'fault');
    this.waitsForKernel = behaviour.requestTimeout === Number.POSITIVE_INFINITY && isStruck;
    this.patience = this.waitsForKernel ? KERNEL_RESPONSE : behaviour.requestTimeout;
    this.servers =
      context.of && spec.count !== null
        ? context.of.servers
        : Servers.of(spec, topology, popularity, this.memberOf, streams('servers', spec.name));
    this.asked = askedInPeace(spec, topology, popularity);
    this.loses = lossOf(scenario.network, streams('loss', spec.name));
    const mayWait = this.servers !== null || mayStaySilent(scenario);
    this.stub = behaviour.stub ?? (mayWait ? usualStub : null);
    this.retrying =
      context.of?.retrying ??
      (behaviour.retry && new Retrying(behaviour.retry, streams('retry', spec.name)));
    this.work = scenario.backends.some(({ server }) => server) ? streams('work', spec.name) : null;
    this.#shape = context.shapes.indexOf(spec.queryShape);
    this.#askers =
      spec.subnet && familyOf(spec.subnet.address) === 'v4' && context.askers.differ
        ? context.askers
        : null;
    this.subnet =
      spec.subnet && familyOf(spec.subnet.address) === 'v4' ? ipv4Number(spec.subnet.address) : 0;
    const laws = tripLaws(scenario.network, spec, destinationPlaces(scenario));
    this.preference = new Preference(
      this.sort,
      spec,
      context.words,
      meanTrips(laws, context.words.length / 4, context.destinations),
    );
    const mayHaveFailed = this.sort.heedsRoundTrips && isStruck && spec.count !== null;
    this.sorts = this.preference.isActive || mayHaveFailed;
    this.#subnets = context.subnets;
    this.row = context.row;
    this.#blocks = context.subnets.blocksOf(this.row);
    const sent = topology.groups.flatMap((_, asked) => context.subnets.of(this.row, asked) ?? []);
    this.sendsSubnets = sent.length > 0;
    this.isPlaced = this.sorts || this.sendsSubnets || this.#askers !== null;
    this.subnetSize = spec.subnet
      ? sizeOf(spec.subnet) * (spec.subnets?.count ?? 1)
      : prefixesOf(spec.publicSubnet, sent.length);
    const { pool } = behaviour;
    this.#age = pool?.maxAge ? samplerOf(pool.maxAge, streams('age', spec.name)) : null;
    const delays = streams('delay', spec.name);
    this.trips = laws && new Trips(laws, context.destinations.ways.frontOf, delays);
    this.resolverTrip = topology.groups.map(({ latency }) =>
      latency.client ? samplerOf(latency.client, delays) : null,
    );
    this.keepsAnswers = spec.count !== null && keepsAnswers(behaviour);
    this.resolvesOnFailure = holdsList(behaviour.reresolve) && behaviour.reresolve !== 'never';
    // A client that spreads over a list until its TTL ends needs to know when that is.
    this.cache =
      goesRound(this.pick) && behaviour.reresolve === 'ttl' && behaviour.dns.kind === 'none'
        ? { kind: 'ttl' }
        : behaviour.dns;
    this.endsWithTtl = behaviour.reresolve === 'ttl';
    const interval = this.isShadow ? null : intervalOf(behaviour.reresolve);
    this.timed =
      interval === null
        ? null
        : timedLookups(interval, this.memberOf.length * this.nameRows.length, {
            stream: streams('resolve', spec.name),
            isLocked: scenario.start === 'cold',
          });
    const keeps = this.keepsAnswers || behaviour.pool !== null;
    const readsAll =
      keeps || this.isDual || this.sorts || !this.pick.settled || this.trips !== null || !plain;
    const asks = [...groupsListed(spec, scenario.resolvers)].map((group) =>
      topology.groups.findIndex((g) => g.name === group),
    );
    const lookupsTakeTime =
      this.loses !== null ||
      asks.some((g) => this.resolverTrip[g] !== null || resolvers.isDelayed(g));
    this.need = readsAll ? Number.POSITIVE_INFINITY : 1;
    this.atOnce =
      context.of?.atOnce !== false &&
      spec.count === null &&
      this.servers === null &&
      !this.isTold &&
      this.session === null &&
      plain &&
      !keeps &&
      !this.isDual &&
      !this.sorts &&
      this.trips === null &&
      !lookupsTakeTime &&
      this.searched === null &&
      this.retrying === null;
    const connectingTakesTime = this.trips !== null || mayBeSilent;
    const counters =
      context.of ??
      countersOf(recorder, this.atOnce, {
        lookups: lookupsTakeTime,
        connecting: connectingTakesTime,
        whole: lookupsTakeTime || connectingTakesTime || areServers || this.retrying !== null,
      });
    this.columns = counters.columns;
    this.lookupTime = counters.lookupTime;
    this.connectTime = counters.connectTime;
    this.totalTime = counters.totalTime;
  }

  /** Who makes a request; −1: a new client. */
  drawClient(): number {
    if (this.#clients) return this.#clients.draw(this.who);
    const clients = this.memberOf.length;
    return clients > 0 ? this.who.below(clients) : -1;
  }

  /** When its requests are made, from where {@link arriveFrom} said last. */
  get arrivals(): ArrivalTimes {
    return this.#arrivals as ArrivalTimes;
  }

  arriveFrom(from: Seconds): ArrivalTimes {
    this.#arrivals = this.#beginArrivals(from);
    return this.#arrivals;
  }

  /** Has it make so many requests, or sessions, a second on average from now on. */
  makeFrom(now: Seconds, perSecond: PerSecond): ArrivalTimes {
    this.#beginArrivals = this.#poissonTimes(perSecond);
    return this.arriveFrom(now);
  }

  #poissonTimes(perSecond: PerSecond): (from: Seconds) => ArrivalTimes {
    const { course } = this;
    return course
      ? (from) => new CoursedTimes(perSecond, this.#gaps, from, course)
      : (from) => new PoissonTimes(perSecond, this.#gaps, from);
  }

  /** When a connection begun now will be too old to be used. */
  closingTime(now: Seconds): Seconds {
    return this.#age ? now + this.#age() : Number.POSITIVE_INFINITY;
  }

  /** What a first attempt may take to settle the matter, of a list of `count` addresses. */
  firstLimit(count: number): Seconds {
    const { tries, stagger } = this.race;
    const places = tries === 'one' ? 1 : count;
    const limit = this.attemptLimit(this.connectTimeout, places * this.triesPerAddress);
    return places * this.triesPerAddress > 1 && stagger < limit ? stagger : limit;
  }

  /**
   * How long one attempt may take.
   *
   * @param left time left for connecting
   * @param triesLeft it and those that may follow
   */
  attemptLimit(left: Seconds, triesLeft: number): Seconds {
    const limit = attemptLimit(this.spec.behaviour.attemptTimeout, left, triesLeft);
    const { abort, stagger } = this.race;
    return Math.min(limit, left, abort && triesLeft > 1 ? stagger : limit);
  }

  /** Part of the new clients that come from so many addresses of the subnet from one on. */
  shareFrom(source: number, count: number): number {
    return this.#blocks?.shareOf(source - this.subnet, count) ?? count / this.subnetSize;
  }

  /** The row of the subnet that a resolver group sends for a client; −1: none. @param source as {@link sourceOf} says */
  subnetAt(resolvers: number, source: number): number {
    return this.#subnets.at(this.row, resolvers, source - this.subnet);
  }

  /** Who a client is to its resolver ({@link Askers}). @param source as {@link sourceOf} says */
  askerAt(source: number): number {
    return this.#askers ? this.#askers.rowOf(this.#shape, source) : this.#shape;
  }

  /** The address of a client, of an IPv6 client its number in the subnet; a new client is anywhere in the subnet. */
  sourceOf(client: number): number {
    if (this.#blocks) {
      const { picking } = this;
      return (
        this.subnet + (client >= 0 ? this.#blocks.offsetOf(client) : this.#blocks.draw(picking))
      );
    }
    return (
      this.subnet + (client >= 0 ? client % this.subnetSize : this.picking.below(this.subnetSize))
    );
  }
}

/** Rows of the questions that a group's look-ups put; of both families those that requests follow come first. */
export function rowsOf(
  { lookup, family }: ClientGroup,
  questions: readonly NameAndType[],
  { zones, external, balancers }: Scenario,
): number[] {
  const all = family === 'dual' ? answeringZones({ zones, external, balancers }) : [];
  const rowOf = (name: string, type: string) =>
    questions.findIndex((one) => one.name === name && one.type === type);
  const types = lookup.map(({ name }) => typesLedBy(all, name, family));
  return recordTypesOf(family).flatMap((_, i) =>
    lookup.map(({ name }, own) => rowOf(name, types[own]?.[i] as string)),
  );
}

/** @param isLocked whether all begin together */
function timedLookups(
  interval: Seconds,
  rows: number,
  { stream, isLocked }: { readonly stream: Stream; readonly isLocked: boolean },
): Group['timed'] {
  const phases = Float64Array.from({ length: rows }, () => (isLocked ? 0 : stream.uniform()));
  return { interval, phases, stream };
}

/** Mean round trips to all addresses, NaN where they are not modelled. */
function meanTrips(
  laws: readonly (Law | null)[] | null,
  addresses: number,
  { ways }: Destinations,
): Float64Array {
  const trips = new Float64Array(addresses).fill(Number.NaN);
  for (const address of laws ? trips.keys() : []) {
    const law = laws?.[ways.frontOf[address] as number] ?? null;
    if (law) trips[address] = meanOf(law);
  }
  return trips;
}

/** Addresses of a public block of which `prefixes` are used; IPv6 clients have a prefix each. */
function prefixesOf(block: Block | null, prefixes: number): number {
  if (block === null) return 1;
  return familyOf(block.address) === 'v6' ? prefixes : sizeOf(block);
}
