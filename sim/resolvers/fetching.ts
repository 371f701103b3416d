/**
 * From a miss to a filled entry: the question goes upstream, to the authority or another resolver, and what comes
 * back is stored; at once, or after delays while others wait for the same answer.
 */
import { type Answer, emptyAnswer } from '../authority/answer.ts';
import type { Authority } from '../authority/authority.ts';
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Streams } from '../random/streams.ts';
import type { Seconds } from '../settings.ts';
import { clamped, NEGATIVE } from './cache.ts';
import type { Group } from './group.ts';
import type { Responses } from './responses.ts';
import { groupOf, type Tables } from './tables.ts';
import { QueriesUnderWay } from './under-way.ts';

const NO_ONE = -1;

/** Asks another resolver; false: its answer will come later (see `Resolvers.ask`). */
type AskResolver = (
  shard: number,
  name: number,
  shape: number,
  need: number,
  waiter: number,
) => boolean;

export class Fetching {
  readonly underWay: QueriesUnderWay;
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #authority: Authority;
  readonly #ask: AskResolver;
  /** Places in the canonical order, by address row. */
  readonly #ranks: Int32Array;
  readonly #received: Answer;
  readonly #edge: Int32Array;
  readonly #memberAnswers: Float64Array;
  readonly #reachUpstream: EventKind;
  readonly #reply: EventKind;
  readonly #prefetch: EventKind;
  #resume: (request: number) => void = () => {};

  constructor(
    tables: Tables,
    responses: Responses,
    authority: Authority,
    ranks: Int32Array,
    streams: Streams,
    ask: AskResolver,
  ) {
    const { topology, groups, engine, names } = tables;
    this.#tables = tables;
    this.#responses = responses;
    this.#authority = authority;
    this.#ranks = ranks;
    this.#ask = ask;
    const { longest } = authority;
    this.#received = emptyAnswer(longest);
    const entries = topology.shards * names;
    this.#edge = new Int32Array(entries);
    const deal = streams('deal', 'edges');
    for (let entry = 0; entry < entries; entry++)
      this.#edge[entry] = deal.below(authority.edgesOf(entry % names).count);
    this.#memberAnswers = new Float64Array(topology.members);
    this.underWay = new QueriesUnderWay(groups.some((group) => group.delayed) ? entries : 0);
    this.#reachUpstream = engine.on('DNS reply', (entry) => this.#askUpstream(entry));
    this.#reply = engine.on('DNS reply', (entry) => this.#replied(entry));
    this.#prefetch = engine.on('DNS reply', (entry) => this.begin(entry));
    for (const { constantTrip } of groups) {
      if (constantTrip === null) continue;
      engine.expectDelay(this.#reachUpstream, constantTrip / 2);
      engine.expectDelay(this.#reply, constantTrip / 2);
    }
  }

  /** Calls `resume` with a request once its answer has come, the response being rendered. */
  onReply(resume: (request: number) => void): void {
    this.#resume = resume;
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#memberAnswers;
  }

  /** Asks upstream for an entry: at once, or to be answered later. */
  begin(entry: number): void {
    const group = groupOf(this.#tables, entry);
    if (!group.delayed) {
      this.atOnce(entry);
      return;
    }
    const half = group.roundTrip ? group.roundTrip() / 2 : 0;
    this.underWay.leave(entry, half);
    this.#tables.engine.after(half, this.#reachUpstream, entry);
  }

  /** Asks upstream for an entry that is still live, after the hit that is being answered. */
  prefetch(entry: number): void {
    if (!this.underWay.has(entry))
      this.#tables.engine.at(this.#tables.engine.now, this.#prefetch, entry);
  }

  /**
   * Fetches without delay.
   *
   * @param above the upstream shard to ask, if not any
   * @returns the TTL received
   */
  atOnce(entry: number, above = NO_ONE): Seconds {
    const group = groupOf(this.#tables, entry);
    const { need } = this.#responses;
    this.#tables.recorder.count(group.upstreamQueries);
    this.#queryUpstream(entry, group, NO_ONE, above);
    const [stored, ttl] = this.#take(entry, group);
    this.#install(entry, group, stored, ttl);
    this.#responses.need = need;
    return ttl;
  }

  // -------------------------------------------------------------------------------- the question

  #askUpstream(entry: number): void {
    const group = groupOf(this.#tables, entry);
    this.#tables.recorder.count(group.upstreamQueries);
    if (this.#queryUpstream(entry, group, -1 - entry)) this.#sendBack(entry, group);
  }

  /** Puts the question upstream; false: the answer will come later. */
  #queryUpstream(entry: number, group: Group, waiter: number, above = NO_ONE): boolean {
    const { topology, groups, names, originOf } = this.#tables;
    const shard = (entry / names) | 0;
    const name = entry % names;
    const upstream = topology.upstreamGroup[topology.groupOfShard[shard] as number] as number;
    if (upstream >= 0) {
      const parent = above === NO_ONE ? this.#shardAbove(shard, name, group) : above;
      if (waiter === NO_ONE && (groups[upstream] as Group).delayed)
        return this.#askBeforeTheRun(parent, name);
      return this.#ask(parent, name, 0, this.#responses.list.length, waiter);
    }
    const { pick, count } = this.#authority.edgesOf(name);
    const edge = pick === 'query' ? group.answerStream.below(count) : (this.#edge[entry] as number);
    this.#authority.ask(
      name,
      edge,
      originOf[topology.groupOfShard[shard] as number] as number,
      entry,
      group.answerStream,
      this.#received,
    );
    return true;
  }

  #shardAbove(shard: number, name: number, { pickStream }: Group): number {
    const { topology } = this.#tables;
    const member = topology.upstreamMember(shard, pickStream);
    return topology.shardFor(member, shard, name, pickStream);
  }

  /** A query before the run begins, when nothing takes time. */
  #askBeforeTheRun(shard: number, name: number): boolean {
    const { cache, engine, names } = this.#tables;
    const entry = shard * names + name;
    if (!cache.isLive(entry, engine.now)) this.atOnce(entry);
    this.#responses.need = this.#responses.list.length;
    const group = groupOf(this.#tables, entry);
    this.#responses.render(entry, group, 0, group.hit);
    return true;
  }

  // -------------------------------------------------------------------------------- the answer

  /** What came from upstream, as a row to store (held) and its TTL. */
  #take(entry: number, group: Group): readonly [number, Seconds] {
    const { topology, names } = this.#tables;
    const shard = (entry / names) | 0;
    const upstream = topology.upstreamGroup[topology.groupOfShard[shard] as number] as number;
    return upstream < 0
      ? this.#takeFromAuthority(shard, entry % names, group)
      : this.#takeFromResolver(group);
  }

  #takeFromAuthority(
    shard: number,
    name: number,
    { behaviour }: Group,
  ): readonly [number, Seconds] {
    const { topology, followers, engine, recorder, originOf } = this.#tables;
    const { addresses, count, ttl, generation } = this.#received;
    if (count === 0) return [NEGATIVE, ttl];
    const member = topology.memberOfShard[shard] as number;
    if (behaviour.base === 'sorted') this.#sort(addresses, count);
    const origin = originOf[topology.groupOfShard[shard] as number] as number;
    const view = this.#authority.views.of(name, origin);
    const answer = followers.answered(view, member, engine.now, generation);
    const stored = followers.chosen(answer, addresses, count);
    followers.releaseAnswer(answer);
    if (recorder.window >= 0)
      this.#memberAnswers[member] = (this.#memberAnswers[member] as number) + 1;
    return [stored, ttl];
  }

  #takeFromResolver({ behaviour }: Group): readonly [number, Seconds] {
    const responses = this.#responses;
    const ttl = responses.remainingTtl();
    if (responses.count === 0) return [NEGATIVE, ttl];
    if (behaviour.base === 'wire') return [responses.keep(), ttl];
    const { list, count } = responses;
    for (let i = 0; i < count; i++) list[i] = responses.addressAt(i);
    this.#sort(list, count);
    return [this.#tables.followers.chosen(responses.answer, list, count), ttl];
  }

  #sort(addresses: Int32Array, count: number): void {
    const ranks = this.#ranks;
    addresses.subarray(0, count).sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
  }

  #install(entry: number, { behaviour }: Group, stored: number, ttl: Seconds): void {
    const { cache, turns, engine, watcher } = this.#tables;
    watcher?.replacing(entry);
    this.#responses.forget(entry);
    turns.restart(entry);
    cache.put(entry, stored, clamped(ttl, stored < 0, behaviour), engine.now, behaviour);
    watcher?.filled(entry);
  }

  // -------------------------------------------------------------------------------- answers that take time

  #sendBack(entry: number, group: Group): void {
    const [stored, ttl] = this.#take(entry, group);
    this.#tables.engine.after(this.underWay.answer(entry, stored, ttl), this.#reply, entry);
  }

  #replied(entry: number): void {
    const { cache, followers } = this.#tables;
    const responses = this.#responses;
    const group = groupOf(this.#tables, entry);
    this.#install(entry, group, this.underWay.storedFor(entry), this.underWay.ttlFor(entry));
    const isShared = group.join.kind === 'same' && cache.storedIn(entry) >= 0;
    let shared: ChoiceId | -1 = NO_ONE;
    this.underWay.end(entry, (who, shape, isFirst) => {
      responses.need = responses.list.length;
      responses.render(entry, group, shape, isFirst ? group.miss : group.join);
      if (isShared) responses.choice = shared = isFirst ? responses.keep() : shared;
      if (who >= 0) this.#resume(who);
      else this.#sendBack(-1 - who, groupOf(this.#tables, -1 - who));
    });
    if (shared >= 0) followers.release(shared as ChoiceId);
  }
}
