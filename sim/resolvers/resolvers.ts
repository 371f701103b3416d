/**
 * Recursive resolvers and forwarders: each shard answers from its cache in its profile's order, or asks upstream
 * while queries for the same name join the one under way.
 *
 * {@link ask} leaves its result in `answer`, `choice`, `list` and `count`, valid until the next call; whoever
 * needs it longer calls {@link keep}.
 */

import type { Authority } from '../authority/authority.ts';
import type { Engine } from '../engine/engine.ts';
import { isLossy } from '../losses.ts';
import { type AnswerId, type ChoiceId, clientOf, type Followers } from '../metrics/followers.ts';
import type { Recorder } from '../metrics/recorder.ts';
import { isMeantBy } from '../mixes.ts';
import { Outages, Reply, struckRows } from '../outages.ts';
import { type Origins, originRow } from '../questions.ts';
import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type {
  NetworkSpec,
  OutageSpec,
  ResolverBehaviour,
  ResolverOutageSpec,
} from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Askers } from './askers.ts';
import { Cache, isLink } from './cache.ts';
import { Entries } from './entries.ts';
import { Fetching } from './fetching.ts';
import { Following } from './following.ts';
import { type Group, prepareGroup } from './group.ts';
import { JoinLimits } from './join-limits.ts';
import { leavesUnanswered } from './limits.ts';
import { RateLimits } from './rate-limits.ts';
import { Recency } from './recency.ts';
import { Responses } from './responses.ts';
import { isAbove, maybeUnanswered } from './silences.ts';
import { StaleAnswers } from './stale-answers.ts';
import type { Tables, Watcher } from './tables.ts';
import type { Topology } from './topology.ts';
import { Turns } from './turns.ts';

const NO_ONE = -1;

export class Resolvers {
  readonly topology: Topology;
  readonly entries: Entries;
  readonly cache: Cache;
  /** How often counters have turned answers. */
  readonly turns: Turns;
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #origins: Origins;
  readonly #groups: readonly Group[];
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #fetching: Fetching;
  readonly #following: Following;
  /** By member; null: none is ever struck, no name server either, and no message is lost. */
  readonly #outages: Outages | null;
  /** Null: no client is limited. */
  readonly #rateLimits: RateLimits | null;
  /** Null: every cache holds all that it is asked for. */
  readonly #recency: Recency | null;
  /** By group: whether something it asks may be struck; whether it may be itself. */
  readonly #mayBeSilent: readonly boolean[];

  constructor(
    topology: Topology,
    authority: Authority,
    followers: Followers,
    engine: Engine,
    recorder: Recorder,
    streams: Streams,
    options: {
      readonly questions: number;
      readonly askers: Askers;
      /** By group: mean round trips to addresses, where responses go by them. */
      readonly trips: readonly (Float64Array | null)[];
      readonly clockPhase: Seconds;
      /** Places of addresses in the canonical order, by row. */
      readonly ranks: Int32Array;
      readonly origins: Origins;
      readonly outages: readonly OutageSpec[];
      readonly network: NetworkSpec;
    },
  ) {
    const { questions, askers, trips, clockPhase, ranks, origins, outages, network } = options;
    const groups = topology.groups.map((group, row) =>
      prepareGroup(
        group,
        topology.groups,
        recorder,
        streams,
        isLossy({ network }) ||
          outages.some((outage) => isAbove(outage, row, topology)) ||
          maybeUnanswered(row, topology),
        askers,
        network,
      ),
    );
    const limited = topology.groups.filter(({ behaviour }) => leavesUnanswered(behaviour));
    const mayMiss = outages.length + limited.length > 0 || isLossy({ network });
    this.#outages = mayMiss ? new Outages(topology.members) : null;
    this.#rateLimits = limited.some(({ behaviour }) => behaviour.rateLimit !== undefined)
      ? new RateLimits(topology)
      : null;
    this.#mayBeSilent = topology.groups.map(
      (group) =>
        group.behaviour.rateLimit !== undefined ||
        outages.some(
          (outage) => outage.verb === 'resolverOutage' && isMeantBy(group, outage.resolver),
        ),
    );
    const counted = groups.flatMap(({ miss, hit, join }) => [miss, hit, join]);
    const isScoped = Array.from({ length: questions }, (_, row) => authority.isScoped(row));
    const entries = new Entries(topology, origins.subnets, isScoped);
    this.topology = topology;
    this.entries = entries;
    const servesStale = groups.some(({ stale }) => stale !== null);
    const countsHits = topology.groups.some(
      ({ behaviour: { prefetch } }) => prefetch.kind === 'share' && prefetch.minHits !== undefined,
    );
    this.cache = new Cache(entries.count, clockPhase, servesStale, countsHits);
    this.#recency = Recency.of(topology, entries);
    this.turns = new Turns(
      entries,
      topology.shards,
      new Set(counted.flatMap(({ countedPer }) => (countedPer === null ? [] : [countedPer]))),
    );
    this.#engine = engine;
    this.#recorder = recorder;
    this.#groups = groups;
    const { cache, turns } = this;
    const watcher = null;
    const stale = servesStale ? new StaleAnswers(cache, engine, entries.count, groups) : null;
    const tables = {
      topology,
      entries,
      groups,
      cache,
      stale,
      joinLimits: topology.groups.some(({ behaviour }) => behaviour.joinLimit)
        ? new JoinLimits(entries, topology.shards)
        : null,
      recency: this.#recency,
      turns,
      followers,
      engine,
      recorder,
      watcher,
    };
    this.#origins = origins;
    this.#tables = tables;
    this.#responses = new Responses(tables, entries.count, askers, trips, authority.longest);
    this.#fetching = new Fetching(
      tables,
      this.#responses,
      authority,
      origins,
      ranks,
      streams,
      {
        ask: (shard, question, subnet, shape, need, waiter) =>
          this.ask(shard, question, subnet, shape, need, waiter),
        follow: (entry, root, subnet, shape, waiter, before, isStale) =>
          this.#following.from(entry, root, subnet, shape, waiter, before, isStale),
      },
      this.#outages,
    );
    this.#following = new Following(tables, this.#responses, this.#fetching);
  }

  /** Calls `resume` with a request once its answer has come, the result being set, or `drop` if none will. */
  onReply(resume: (request: number) => void, drop: (request: number) => void): void {
    this.#fetching.onReply(resume, drop);
  }

  /** Tells `watcher` from now on whenever an entry is filled anew. */
  watch(watcher: Watcher): void {
    this.#tables.watcher = watcher;
  }

  /** Whether an answer of this group may take time. */
  isDelayed(group: number): boolean {
    return (this.#groups[group] as Group).delayed || (this.#mayBeSilent[group] as boolean);
  }

  /** The authority's row of where the question of an entry, or of whoever it asks, is put from. */
  originOf(entry: number): number {
    const { entries, topology } = this;
    const question = entries.questionOf(entry);
    let [group, subnet] = [entries.groupOf(entry), entries.subnetOf(entry)];
    for (let above = topology.upstreamOf(group, question); above >= 0; ) {
      subnet = this.#origins.subnets.above(subnet, above);
      group = above;
      above = topology.upstreamOf(group, question);
    }
    return originRow(this.#origins, group, subnet);
  }

  /** The entry that a forwarder's entry is filled from, at a shard of its upstream. */
  entryAbove(entry: number, shard: number): number {
    const group = this.topology.groupOfShard[shard] as number;
    const above = this.#origins.subnets.above(this.entries.subnetOf(entry), group);
    return this.entries.of(shard, this.entries.questionOf(entry), above);
  }

  behaviourOf(shard: number): ResolverBehaviour {
    return this.#groupOf(shard).behaviour;
  }

  /**
   * One query.
   *
   * @param subnet of the client, as a row of the group asked; −1: none is sent
   * @param shape who asks, as {@link Askers} numbers them
   * @param need how many leading addresses the asker will read
   * @param waiter the request to resume when the answer takes time; −1 − entry for a resolver's own query
   * @returns whether the result is there already
   */
  ask(
    shard: number,
    question: number,
    subnet: number,
    shape: number,
    need: number,
    waiter: number,
  ): boolean {
    const group = this.#groupOf(shard);
    const entry = this.entries.of(shard, question, subnet);
    this.#recorder.count(group.queries);
    this.#responses.need = need;
    if (!this.cache.isLive(entry, this.#engine.now) || isLink(this.cache.storedIn(entry)))
      return this.#following.from(entry, entry, subnet, shape, waiter, 0);
    this.#recorder.count(group.hits);
    this.#recency?.used(entry);
    this.#fetching.considerPrefetch(entry, subnet);
    this.#responses.render(entry, group, shape, group.hit);
    return true;
  }

  /**
   * Whether a query is one too many of its client; it gets no answer then, and `waiter` is told so once it has begun to
   * wait.
   *
   * @param client what tells it apart; −1: it was never seen before
   */
  turnsAway(shard: number, client: number, waiter: number): boolean {
    if (this.#rateLimits === null) return false;
    if (this.#rateLimits.admits(shard, client, this.#engine.now)) return false;
    const { queries, turnedAway } = this.#groupOf(shard);
    this.#recorder.count(queries);
    this.#recorder.count(turnedAway);
    this.#fetching.dropSoon(waiter);
    return true;
  }

  /** What a query to a shard meets now: it is asked only if that is as usual. */
  replyOf(shard: number): Reply {
    if (this.#outages === null) return Reply.usual;
    return this.#outages.replyOf(this.topology.memberOfShard[shard] as number);
  }

  /** @param stream from which is drawn which members are struck */
  beginOutage(event: ResolverOutageSpec, stream: Stream): void {
    const group = this.topology.groups.findIndex((one) => isMeantBy(one, event.resolver));
    const first = this.topology.firstOfWhole(group);
    const count = this.topology.countOfWhole(group);
    const rows = struckRows(event.members, count, stream).map((place) => first + place);
    this.#outages?.begin(event, rows);
  }

  endOutage(event: ResolverOutageSpec): void {
    this.#outages?.end(event);
  }

  // -------------------------------------------------------------------------------- the latest result

  /** The authority answer behind it; meaningless when `count` is 0. */
  get answer(): AnswerId {
    return this.#responses.answer;
  }

  /** A choice shared with other requests, or −1: `list` holds an order of this result's own. */
  get choice(): ChoiceId | -1 {
    return this.#responses.choice;
  }

  /** Addresses in it; 0: a negative answer, or a failure. */
  get count(): number {
    return this.#responses.count;
  }

  /** Whether it is no answer but that none could be had: SERVFAIL. */
  get hasFailed(): boolean {
    return this.#responses.hasFailed;
  }

  get list(): Int32Array {
    return this.#responses.list;
  }

  /** It as a row of its own, kept by a client of a group, or as the shared one, held for the caller. */
  keep(client: number): ChoiceId {
    return this.#responses.keep(clientOf(client));
  }

  /** The address at a place of it. */
  addressAt(place: number): number {
    return this.#responses.addressAt(place);
  }

  /** The TTL that it carries: what remains of it. */
  remainingTtl(): Seconds {
    return this.#responses.remainingTtl();
  }

  /** Empties every cache of a group. A query under way fills its entry all the same. */
  flush(group: number): void {
    for (const entry of this.entries.ofGroup(group)) {
      this.cache.forget(entry);
      this.#recency?.emptied(entry);
    }
  }

  // -------------------------------------------------------------------------------- the start, and counting

  /** The result that a hit on what an entry holds would give; for the start. */
  renderStored(entry: number, shape: number, need: number): void {
    const group = this.#groups[this.entries.groupOf(entry)] as Group;
    this.#responses.need = need;
    this.#responses.render(entry, group, shape, group.hit);
  }

  /**
   * Fetches one record set from upstream without delay, as a query at the present moment would; for the start.
   *
   * @param above the upstream shard to ask, if not any
   */
  fillNow(entry: number, above = NO_ONE): { readonly ttl: Seconds } {
    return { ttl: this.#fetching.aloneAtOnce(entry, above) };
  }

  /**
   * What all hits on a live entry follow: a stored or frozen order of addresses; −1: each is arranged anew or
   * turned by a counter, or there is no address.
   */
  sharedByHits(shard: number, name: number, shape: number): ChoiceId | -1 {
    const { hit } = this.#groupOf(shard);
    if (hit.kind === 'own' || hit.kind === 'turned') return NO_ONE;
    this.renderStored(this.entries.of(shard, name, NO_ONE), shape, 1);
    return this.choice;
  }

  /**
   * Has a counter turn as many hits on a live entry, one after the other; adds to `begun`, by place of the stored
   * order, how many lists begin there.
   */
  takeTurns(shard: number, name: number, hits: number, begun: Float64Array): void {
    const entry = this.entries.of(shard, name, NO_ONE);
    this.#responses.takeTurns(entry, this.#groupOf(shard), hits, begun);
  }

  /** Counts hits that were not asked for one by one. */
  countHits(shard: number, count: number): void {
    const { queries, hits } = this.#groupOf(shard);
    this.#recorder.add(queries, count);
    this.#recorder.add(hits, count);
  }

  measured(group: number) {
    const { queries, hits, joins, upstreamQueries, tcpRetries, staleAnswers, turnedAway } = this
      .#groups[group] as Group;
    const by = (column: number) => this.#recorder.byWindow(column);
    return {
      queries: by(queries),
      hits: by(hits),
      joins: by(joins),
      upstreamQueries: by(upstreamQueries),
      tcpRetries: by(tcpRetries),
      staleAnswers: by(staleAnswers),
      turnedAway: by(turnedAway),
    };
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#fetching.memberAnswers;
  }

  #groupOf(shard: number): Group {
    return this.#groups[this.topology.groupOfShard[shard] as number] as Group;
  }
}
