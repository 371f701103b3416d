/**
 * Recursive resolvers and forwarders: each shard answers from its cache in its profile's order, or asks upstream
 * while queries for the same name join the one under way.
 *
 * {@link ask} leaves its result in `answer`, `choice`, `list` and `count`, valid until the next call; whoever
 * needs it longer calls {@link keep}.
 */
import type { Authority } from '../authority/authority.ts';
import type { Answer } from '../authority/record-group.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import type { AnswerId, ChoiceId, Followers } from '../metrics/followers.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Streams } from '../random/streams.ts';
import type { ResolverBehaviour } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { Cache, clamped, NEGATIVE, NOTHING } from './cache.ts';
import { type Group, prepareGroup, type Rendering } from './group.ts';
import { hashed, type Topology } from './topology.ts';
import { Turns } from './turns.ts';
import { QueriesUnderWay } from './under-way.ts';

const NO_ONE = -1;

/** Looks on as entries are filled. */
export interface Watcher {
  /** The entry still holds what it is about to lose. */
  replacing(entry: number): void;
  filled(entry: number): void;
  /** A counter is about to turn an answer of the entry. */
  turning(entry: number): void;
}

export class Resolvers {
  /** The authority answer behind the latest result; meaningless when `count` is 0. */
  answer = NO_ONE as AnswerId;
  /** A choice shared with other requests, or −1: `list` holds an order of this result's own. */
  choice = NO_ONE as ChoiceId | -1;
  /** Addresses in the latest result; 0: a negative answer. */
  count = 0;
  readonly list: Int32Array;

  readonly topology: Topology;
  readonly cache: Cache;
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #followers: Followers;
  readonly #authority: Authority;
  readonly #numbers: Float64Array;
  readonly #names: number;
  readonly #shapes: number;
  readonly #groups: readonly Group[];
  readonly #places: Int32Array;
  readonly #received: Answer;
  /** Choice frozen per entry and query shape; NOTHING when none is. */
  readonly #frozen: Int32Array;
  readonly #edge: Int32Array;
  readonly #memberAnswers: Float64Array;

  readonly #underWay: QueriesUnderWay;
  /** How often counters have turned answers. */
  readonly turns: Turns;
  #need = 1;
  /** The entry that the latest result came from. */
  #lastEntry = 0;
  readonly #reachUpstream: EventKind;
  readonly #reply: EventKind;
  readonly #prefetch: EventKind;
  #resume: (request: number) => void = () => {};
  #watcher: Watcher | null = null;

  constructor(
    topology: Topology,
    authority: Authority,
    followers: Followers,
    engine: Engine,
    recorder: Recorder,
    streams: Streams,
    options: {
      readonly names: number;
      readonly shapes: number;
      readonly clockPhase: Seconds;
      /** IPv4 addresses as numbers, by address row. */
      readonly numbers: Float64Array;
    },
  ) {
    const { names, shapes, clockPhase, numbers } = options;
    this.topology = topology;
    this.#authority = authority;
    this.#followers = followers;
    this.#engine = engine;
    this.#recorder = recorder;
    this.#names = names;
    this.#shapes = shapes;
    this.#numbers = numbers;
    const longest = authority.longest;
    this.list = new Int32Array(longest);
    this.#places = new Int32Array(longest);
    this.#received = { addresses: new Int32Array(longest), count: 0, ttl: 0, generation: 0 };
    const entries = topology.shards * names;
    this.cache = new Cache(entries, clockPhase);
    this.#groups = topology.groups.map((group) =>
      prepareGroup(group, topology.groups, recorder, streams),
    );
    this.#frozen = new Int32Array(
      this.#groups.some((group) => group.freezes) ? entries * shapes : 0,
    ).fill(NOTHING);
    const counted = this.#groups.flatMap(({ miss, hit, join }) => [miss, hit, join]);
    this.turns = new Turns(
      topology.shards,
      names,
      new Set(counted.flatMap(({ countedPer }) => (countedPer === null ? [] : [countedPer]))),
    );
    this.#edge = new Int32Array(entries);
    const deal = streams('deal', 'edges');
    for (let entry = 0; entry < entries; entry++)
      this.#edge[entry] = deal.below(authority.edgesOf(entry % names).count);
    this.#memberAnswers = new Float64Array(topology.members);
    const delayed = this.#groups.some((group) => group.delayed);
    this.#underWay = new QueriesUnderWay(delayed ? entries : 0);
    this.#reachUpstream = engine.on('DNS reply', (entry) => this.#askUpstream(entry));
    this.#reply = engine.on('DNS reply', (entry) => this.#replied(entry));
    this.#prefetch = engine.on('DNS reply', (entry) => this.#fetch(entry));
    for (const { constantTrip } of this.#groups) {
      if (constantTrip === null) continue;
      engine.expectDelay(this.#reachUpstream, constantTrip / 2);
      engine.expectDelay(this.#reply, constantTrip / 2);
    }
  }

  /** Calls `resume` with a request once its answer has come, the result being set. */
  onReply(resume: (request: number) => void): void {
    this.#resume = resume;
  }

  /** Tells `watcher` from now on whenever an entry is filled anew. */
  watch(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  /** Whether an answer of this group may take time. */
  isDelayed(group: number): boolean {
    return (this.#groups[group] as Group).delayed;
  }

  behaviourOf(shard: number): ResolverBehaviour {
    return (this.#groups[this.topology.groupOfShard[shard] as number] as Group).behaviour;
  }

  /**
   * One query.
   *
   * @param need how many leading addresses the asker will read
   * @param waiter the request to resume when the answer takes time; −1 − entry for a resolver's own query
   * @returns whether the result is there already
   */
  ask(shard: number, name: number, shape: number, need: number, waiter: number): boolean {
    const group = this.#groups[this.topology.groupOfShard[shard] as number] as Group;
    const entry = shard * this.#names + name;
    const now = this.#engine.now;
    this.#recorder.count(group.queries);
    this.#need = need;
    if (this.cache.isLive(entry, now)) {
      this.#recorder.count(group.hits);
      if (this.cache.takePrefetch(entry, now) && !this.#underWay.has(entry))
        this.#engine.at(now, this.#prefetch, entry);
      this.#render(entry, group, shape, group.hit);
      return true;
    }
    if (!group.delayed) {
      this.#fetch(entry);
      this.#render(entry, group, shape, group.miss);
      return true;
    }
    const underWay = this.#underWay.has(entry);
    this.#underWay.join(entry, waiter, shape);
    if (underWay) this.#recorder.count(group.joins);
    else this.#fetch(entry);
    return false;
  }

  /** The latest result as a row of its own or shared, held for the caller. */
  keep(): ChoiceId {
    return this.choice >= 0
      ? this.#followers.hold(this.choice as ChoiceId)
      : this.#followers.chosen(this.answer, this.list, this.count);
  }

  /** The address at a place of the latest result. */
  addressAt(place: number): number {
    return this.choice >= 0
      ? this.#followers.addressAt(this.choice as ChoiceId, place)
      : (this.list[place] as number);
  }

  /** The TTL that the latest result carries: what remains of it. */
  remainingTtl(): Seconds {
    return this.cache.remaining(
      this.#lastEntry,
      this.#engine.now,
      this.#groupOf(this.#lastEntry).behaviour,
    );
  }

  /** The result that a hit on what an entry holds would give; for the start. */
  renderStored(shard: number, name: number, shape: number, need: number): void {
    const group = this.#groups[this.topology.groupOfShard[shard] as number] as Group;
    this.#need = need;
    this.#render(shard * this.#names + name, group, shape, group.hit);
  }

  /**
   * What all hits on a live entry follow: a stored or frozen order of addresses; −1: each is arranged anew or
   * turned by a counter, or there is no address.
   */
  sharedByHits(shard: number, name: number, shape: number): ChoiceId | -1 {
    const group = this.#groups[this.topology.groupOfShard[shard] as number] as Group;
    if (group.hit.kind === 'own' || group.hit.kind === 'turned') return NO_ONE;
    this.renderStored(shard, name, shape, 1);
    return this.choice;
  }

  /**
   * Has a counter turn as many hits on a live entry, one after the other; adds to `begun`, by place of the stored
   * order, how many lists begin there.
   */
  takeTurns(shard: number, name: number, hits: number, begun: Float64Array): void {
    const { hit } = this.#groups[this.topology.groupOfShard[shard] as number] as Group;
    const entry = shard * this.#names + name;
    const count = this.#followers.countOf(this.cache.storedIn(entry) as ChoiceId);
    const turn = hit.countedPer === null ? 0 : this.turns.take(hit.countedPer, entry, hits);
    const rest = hits % count;
    for (let i = 0; i < Math.min(hits, count); i++) {
      hit.arranger.arrange(count, 1, this.#engine.now, this.#places, turn + i);
      const place = this.#places[0] as number;
      begun[place] = (begun[place] as number) + (hits - rest) / count + (i < rest ? 1 : 0);
    }
  }

  /** Counts hits that were not asked for one by one. */
  countHits(shard: number, count: number): void {
    const { queries, hits } = this.#groups[this.topology.groupOfShard[shard] as number] as Group;
    this.#recorder.add(queries, count);
    this.#recorder.add(hits, count);
  }

  /**
   * Fetches from upstream without delay, as a query at the present moment would; for the start.
   *
   * @param above the upstream shard to ask, if not any
   */
  fillNow(shard: number, name: number, above = NO_ONE): { readonly ttl: Seconds } {
    return { ttl: this.#fetchAtOnce(shard * this.#names + name, above) };
  }

  /** Forgets frozen orders of an entry and the RRset it holds. */
  #forget(entry: number): void {
    const stored = this.cache.storedIn(entry);
    if (stored >= 0) this.#followers.release(stored as ChoiceId);
    if (this.#frozen.length === 0) return;
    for (let cell = entry * this.#shapes; cell < (entry + 1) * this.#shapes; cell++) {
      const frozen = this.#frozen[cell] as number;
      if (frozen >= 0) this.#followers.release(frozen as ChoiceId);
      this.#frozen[cell] = NOTHING;
    }
  }

  measured(group: number) {
    const { queries, hits, joins, upstreamQueries } = this.#groups[group] as Group;
    const by = (column: number) => this.#recorder.byWindow(column);
    return {
      queries: by(queries),
      hits: by(hits),
      joins: by(joins),
      upstreamQueries: by(upstreamQueries),
    };
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#memberAnswers;
  }

  // -------------------------------------------------------------------------------- rendering

  #render(entry: number, group: Group, shape: number, rendering: Rendering): void {
    if (rendering.kind === 'turned') this.#watcher?.turning(entry);
    const stored = this.cache.storedIn(entry);
    this.#lastEntry = entry;
    if (stored < 0) {
      this.count = 0;
      this.choice = NO_ONE;
      return;
    }
    const choice = stored as ChoiceId;
    this.answer = this.#followers.answerOf(choice);
    this.count = this.#followers.countOf(choice);
    switch (rendering.kind) {
      case 'own':
        this.#arrange(choice, rendering, entry, Math.min(this.#need, this.count));
        this.choice = NO_ONE;
        break;
      case 'frozen':
        this.choice = this.#frozenChoice(entry, group, shape, choice);
        break;
      case 'turned':
        this.#placesFor(rendering, entry, 1);
        this.choice = this.#followers.turned(choice, this.#places[0] as number);
        break;
      default:
        this.choice = choice;
    }
  }

  #placesFor({ arranger, countedPer }: Rendering, entry: number, need: number): void {
    const turn = countedPer === null ? 0 : this.turns.take(countedPer, entry);
    arranger.arrange(this.count, need, this.#engine.now, this.#places, turn);
  }

  #arrange(stored: ChoiceId, rendering: Rendering, entry: number, need: number): void {
    this.#placesFor(rendering, entry, need);
    for (let i = 0; i < need; i++) {
      this.list[i] = this.#followers.addressAt(stored, this.#places[i] as number);
    }
  }

  #frozenChoice(entry: number, group: Group, shape: number, stored: ChoiceId): ChoiceId {
    const cell = entry * this.#shapes + (group.behaviour.frozenPer === 'queryShape' ? shape : 0);
    const frozen = this.#frozen[cell] as number;
    if (frozen >= 0) return frozen as ChoiceId;
    this.#arrange(stored, group.miss, entry, this.count);
    const choice = this.#followers.chosen(this.answer, this.list, this.count);
    this.#frozen[cell] = choice;
    return choice;
  }

  // -------------------------------------------------------------------------------- asking upstream

  #groupOf(entry: number): Group {
    const shard = (entry / this.#names) | 0;
    return this.#groups[this.topology.groupOfShard[shard] as number] as Group;
  }

  /** Asks upstream for an entry: at once, or to be answered later. */
  #fetch(entry: number): void {
    const group = this.#groupOf(entry);
    if (!group.delayed) {
      this.#fetchAtOnce(entry);
      return;
    }
    const half = group.roundTrip ? group.roundTrip() / 2 : 0;
    this.#underWay.leave(entry, half);
    this.#engine.after(half, this.#reachUpstream, entry);
  }

  #fetchAtOnce(entry: number, above = NO_ONE): Seconds {
    const group = this.#groupOf(entry);
    const need = this.#need;
    this.#recorder.count(group.upstreamQueries);
    this.#queryUpstream(entry, group, NO_ONE, above);
    const [stored, ttl] = this.#take(entry, group);
    this.#install(entry, group, stored, ttl);
    this.#need = need;
    return ttl;
  }

  #askUpstream(entry: number): void {
    const group = this.#groupOf(entry);
    this.#recorder.count(group.upstreamQueries);
    if (this.#queryUpstream(entry, group, -1 - entry)) this.#sendBack(entry, group);
  }

  /** Puts the question upstream; false: the answer will come later. */
  #queryUpstream(entry: number, group: Group, waiter: number, above = NO_ONE): boolean {
    const shard = (entry / this.#names) | 0;
    const name = entry % this.#names;
    const upstream = this.topology.upstreamGroup[
      this.topology.groupOfShard[shard] as number
    ] as number;
    if (upstream >= 0) {
      const parent = above === NO_ONE ? this.#shardAbove(shard, name, group) : above;
      if (waiter === NO_ONE && (this.#groups[upstream] as Group).delayed)
        return this.#askAtOnce(parent, name);
      return this.ask(parent, name, 0, this.list.length, waiter);
    }
    const { pick, count } = this.#authority.edgesOf(name);
    const edge = pick === 'query' ? group.answerStream.below(count) : (this.#edge[entry] as number);
    this.#authority.ask(
      name,
      edge,
      hashed(entry, 2_147_483_647),
      group.answerStream,
      this.#received,
    );
    return true;
  }

  #shardAbove(shard: number, name: number, { pickStream }: Group): number {
    const member = this.topology.upstreamMember(shard, pickStream);
    return this.topology.shardFor(member, shard, name, pickStream);
  }

  /** A query before the run begins, when nothing takes time. */
  #askAtOnce(shard: number, name: number): boolean {
    const entry = shard * this.#names + name;
    if (!this.cache.isLive(entry, this.#engine.now)) this.#fetchAtOnce(entry);
    this.#need = this.list.length;
    const group = this.#groupOf(entry);
    this.#render(entry, group, 0, group.hit);
    return true;
  }

  /** What came from upstream, as a row to store (held) and its TTL. */
  #take(entry: number, group: Group): readonly [number, Seconds] {
    const shard = (entry / this.#names) | 0;
    const name = entry % this.#names;
    const fromAuthority =
      (this.topology.upstreamGroup[this.topology.groupOfShard[shard] as number] as number) < 0;
    return fromAuthority
      ? this.#takeFromAuthority(shard, name, group)
      : this.#takeFromResolver(group);
  }

  #takeFromAuthority(
    shard: number,
    name: number,
    { behaviour }: Group,
  ): readonly [number, Seconds] {
    const { addresses, count, ttl, generation } = this.#received;
    if (count === 0) return [NEGATIVE, ttl];
    const member = this.topology.memberOfShard[shard] as number;
    if (behaviour.base === 'sorted') this.#sort(addresses, count);
    const answer = this.#followers.answered(name, member, this.#engine.now, generation);
    const stored = this.#followers.chosen(answer, addresses, count);
    this.#followers.releaseAnswer(answer);
    if (this.#recorder.window >= 0)
      this.#memberAnswers[member] = (this.#memberAnswers[member] as number) + 1;
    return [stored, ttl];
  }

  #takeFromResolver({ behaviour }: Group): readonly [number, Seconds] {
    const ttl = this.remainingTtl();
    if (this.count === 0) return [NEGATIVE, ttl];
    if (behaviour.base === 'wire') return [this.keep(), ttl];
    for (let i = 0; i < this.count; i++) this.list[i] = this.addressAt(i);
    this.#sort(this.list, this.count);
    return [this.#followers.chosen(this.answer, this.list, this.count), ttl];
  }

  #sort(addresses: Int32Array, count: number): void {
    const numbers = this.#numbers;
    addresses.subarray(0, count).sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  }

  #install(entry: number, { behaviour }: Group, stored: number, ttl: Seconds): void {
    this.#watcher?.replacing(entry);
    this.#forget(entry);
    this.turns.restart(entry);
    this.cache.put(entry, stored, clamped(ttl, stored < 0, behaviour), this.#engine.now, behaviour);
    this.#watcher?.filled(entry);
  }

  // -------------------------------------------------------------------------------- answers that take time

  #sendBack(entry: number, group: Group): void {
    const [stored, ttl] = this.#take(entry, group);
    this.#engine.after(this.#underWay.answer(entry, stored, ttl), this.#reply, entry);
  }

  #replied(entry: number): void {
    const group = this.#groupOf(entry);
    this.#install(entry, group, this.#underWay.storedFor(entry), this.#underWay.ttlFor(entry));
    const isShared = group.join.kind === 'same' && this.cache.storedIn(entry) >= 0;
    let shared: ChoiceId | -1 = NO_ONE;
    this.#underWay.end(entry, (who, shape, isFirst) => {
      this.#need = this.list.length;
      this.#render(entry, group, shape, isFirst ? group.miss : group.join);
      if (isShared) this.choice = shared = isFirst ? this.keep() : shared;
      if (who >= 0) this.#resume(who);
      else this.#sendBack(-1 - who, this.#groupOf(-1 - who));
    });
    if (shared >= 0) this.#followers.release(shared as ChoiceId);
  }
}
