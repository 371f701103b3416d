/**
 * From a miss to a filled entry: the question goes upstream, to the authority or another resolver, and what comes
 * back is stored; at once, or after delays while others wait for the same answer.
 */
import { type Answer, emptyAnswer } from '../authority/answer.ts';
import type { Authority } from '../authority/authority.ts';
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Outages } from '../outages.ts';
import { Reply } from '../outages.ts';
import { type Origins, originRow } from '../questions.ts';
import type { Streams } from '../random/streams.ts';
import type { Seconds } from '../settings.ts';
import { clamped, isLink, NEGATIVE, NOTHING, questionOf } from './cache.ts';
import type { Group } from './group.ts';
import { Received } from './received.ts';
import type { Responses } from './responses.ts';
import { Struggling } from './struggling.ts';
import { groupOf, type Tables } from './tables.ts';
import { Truncation } from './truncation.ts';
import { QueriesUnderWay } from './under-way.ts';

const NO_ONE = -1;
const NO_SUBNET = -1;

/** How a resolver's query finds its way to another, and on along CNAMEs. */
interface Resolving {
  /** See `Resolvers.ask`. */
  ask(
    shard: number,
    question: number,
    subnet: number,
    shape: number,
    need: number,
    waiter: number,
  ): boolean;
  /** See `Following.from`. */
  follow(
    entry: number,
    root: number,
    subnet: number,
    shape: number,
    waiter: number,
    before: number,
  ): boolean;
}

export class Fetching {
  readonly underWay: QueriesUnderWay;
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #received: Received;
  readonly #authority: Authority;
  readonly #origins: Origins;
  readonly #resolving: Resolving;
  readonly #answer: Answer;
  readonly #edge: Int32Array;
  /** By entry: for which client subnet it is being fetched; empty where none is ever sent. */
  readonly #subnetFor: Int32Array;
  readonly #memberAnswers: Float64Array;
  readonly #truncation: Truncation;
  readonly #outages: Outages | null;
  /** Entries whose question is put again over TCP. */
  readonly #overTcp = new Set<number>();
  readonly #reachUpstream: EventKind;
  readonly #reply: EventKind;
  readonly #prefetch: EventKind;
  /** Null: every server answers, always. */
  readonly #struggling: Struggling | null;
  #resume: (request: number) => void = () => {};
  #drop: (request: number) => void = () => {};

  /**
   * @param ranks places in the canonical order, by address row
   * @param outages of members; null: there are none, nor of name servers
   */
  constructor(
    tables: Tables,
    responses: Responses,
    authority: Authority,
    origins: Origins,
    ranks: Int32Array,
    streams: Streams,
    resolving: Resolving,
    outages: Outages | null,
  ) {
    const { topology, groups, engine, entries } = tables;
    this.#tables = tables;
    this.#responses = responses;
    this.#received = new Received(tables, responses, ranks);
    this.#authority = authority;
    this.#origins = origins;
    this.#resolving = resolving;
    this.#answer = emptyAnswer(authority.longest);
    this.#truncation = new Truncation(authority.sizes, origins.subnets);
    this.#edge = new Int32Array(entries.count);
    const deal = streams('deal', 'edges');
    for (let entry = 0; entry < entries.count; entry++)
      this.#edge[entry] = deal.below(authority.edgesOf(entries.questionOf(entry)).count);
    this.#subnetFor = new Int32Array(origins.subnets.rows.length > 0 ? entries.count : 0);
    this.#memberAnswers = new Float64Array(topology.members);
    this.underWay = new QueriesUnderWay(groups.some((group) => group.delayed) ? entries.count : 0);
    this.#reachUpstream = engine.on('DNS reply', (entry) => this.#askUpstream(entry));
    this.#reply = engine.on('DNS reply', (entry) => this.#replied(entry));
    this.#outages = outages;
    this.#struggling =
      outages &&
      new Struggling(tables, authority, outages, this.underWay, this.#reachUpstream, (entry) =>
        this.#fail(entry),
      );
    this.#prefetch = engine.on('DNS reply', (entry) => this.begin(entry, this.#subnetOf(entry)));
    for (const { constantTrip } of groups) {
      if (constantTrip === null) continue;
      engine.expectDelay(this.#reachUpstream, constantTrip / 2);
      engine.expectDelay(this.#reply, constantTrip / 2);
    }
  }

  /**
   * Calls `resume` with a request once its answer has come, the response being rendered, or `drop` when it is clear that
   * none will.
   */
  onReply(resume: (request: number) => void, drop: (request: number) => void): void {
    this.#resume = resume;
    this.#drop = drop;
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#memberAnswers;
  }

  /** Asks upstream for an entry: at once, or to be answered later. */
  begin(entry: number, subnet: number): void {
    const group = groupOf(this.#tables, entry);
    if (!group.delayed) {
      this.atOnce(entry, subnet);
      return;
    }
    this.#note(entry, subnet);
    if (this.#struggling) {
      this.#struggling.begin(entry);
      return;
    }
    const half = group.roundTrip ? group.roundTrip() / 2 : 0;
    this.underWay.leave(entry, half);
    this.#tables.engine.after(half, this.#reachUpstream, entry);
  }

  /** Asks upstream for an entry that is still live, if it is time to, after the hit that is being answered. */
  considerPrefetch(entry: number, subnet: number): void {
    const { cache, engine } = this.#tables;
    if (!cache.takePrefetch(entry, engine.now) || this.underWay.has(entry)) return;
    this.#note(entry, subnet);
    engine.at(engine.now, this.#prefetch, entry);
  }

  /**
   * Fetches without delay.
   *
   * @returns the entry of the last record set that came: an answer from a resolver may hold a chain of CNAMEs
   */
  atOnce(entry: number, subnet: number): number {
    const group = groupOf(this.#tables, entry);
    const { need } = this.#responses;
    this.#tables.recorder.count(group.upstreamQueries);
    this.#queryUpstream(entry, group, subnet, NO_ONE);
    if (this.#takeUdp(entry, group, subnet)) {
      this.#queryUpstream(entry, group, subnet, NO_ONE);
      this.#take(entry, group, subnet);
    }
    const last = this.#installAll(entry, group, subnet);
    this.#responses.need = need;
    return last;
  }

  /**
   * Fetches one record set without delay, and not what its CNAME leads to; for the start.
   *
   * @param above the upstream shard to ask, if not any
   * @returns the TTL received
   */
  aloneAtOnce(entry: number, above = NO_ONE): Seconds {
    const { entries, topology } = this.#tables;
    const group = groupOf(this.#tables, entry);
    const subnet = entries.subnetOf(entry);
    const { need } = this.#responses;
    const shard = entries.shardOf(entry);
    const question = entries.questionOf(entry);
    if ((topology.upstreamGroup[entries.groupOf(entry)] as number) < 0)
      this.#askAuthority(entry, group, subnet);
    else {
      const parent = above === NO_ONE ? this.#shardAbove(shard, question, group) : above;
      this.#askAlone(entries.of(parent, question, this.#subnetAbove(subnet)));
    }
    this.#take(entry, group, subnet);
    const [ttl] = this.#received.ttls;
    this.#installAll(entry, group, subnet);
    this.#responses.need = need;
    return ttl as Seconds;
  }

  // -------------------------------------------------------------------------------- the question

  #note(entry: number, subnet: number): void {
    if (this.#subnetFor.length > 0) this.#subnetFor[entry] = subnet;
  }

  #subnetOf(entry: number): number {
    return this.#subnetFor.length > 0 ? (this.#subnetFor[entry] as number) : NO_SUBNET;
  }

  #subnetAbove(subnet: number): number {
    return subnet === NO_SUBNET ? NO_SUBNET : (this.#origins.subnets.above[subnet] as number);
  }

  #askUpstream(entry: number): void {
    const group = groupOf(this.#tables, entry);
    if (!this.#overTcp.has(entry)) this.#tables.recorder.count(group.upstreamQueries);
    const edge = this.#struggling ? this.#edgeOf(entry, group) : NO_ONE;
    if (this.#struggling && !this.#struggling.meets(entry, group, edge)) {
      this.#overTcp.delete(entry);
      return;
    }
    if (this.#queryUpstream(entry, group, this.#subnetOf(entry), -1 - entry, edge))
      this.#answered(entry, group);
    else this.#struggling?.awaits(entry, group);
  }

  /** The edge that a query is put to; −1: it is put to a resolver. */
  #edgeOf(entry: number, group: Group): number {
    const { topology, entries } = this.#tables;
    if ((topology.upstreamGroup[entries.groupOf(entry)] as number) >= 0) return NO_ONE;
    const { pick, count } = this.#authority.edgesOf(entries.questionOf(entry));
    return pick === 'query' ? group.answerStream.below(count) : (this.#edge[entry] as number);
  }

  /** Puts the question upstream; false: the answer will come later. */
  #queryUpstream(
    entry: number,
    group: Group,
    subnet: number,
    waiter: number,
    edge = NO_ONE,
  ): boolean {
    const { topology, entries } = this.#tables;
    if ((topology.upstreamGroup[entries.groupOf(entry)] as number) < 0) {
      this.#askAuthority(entry, group, subnet, edge);
      return true;
    }
    const question = entries.questionOf(entry);
    const shard = entries.shardOf(entry);
    const parent =
      this.#struggling && group.delayed
        ? topology.shardFor(this.#struggling.memberFor(entry), shard, question, group.pickStream)
        : this.#shardAbove(shard, question, group);
    const all = this.#responses.list.length;
    return this.#resolving.ask(parent, question, this.#subnetAbove(subnet), 0, all, waiter);
  }

  /** @param edge that it is put to; −1: the one that is its own, or is drawn now */
  #askAuthority(entry: number, group: Group, subnet: number, edge = NO_ONE): void {
    const { entries } = this.#tables;
    const question = entries.questionOf(entry);
    this.#authority.ask(
      question,
      edge === NO_ONE ? this.#edgeOf(entry, group) : edge,
      this.#originOf(question, entries.groupOf(entry), subnet),
      entry,
      entries.shardOf(entry),
      group.answerStream,
      this.#answer,
    );
  }

  #originOf(question: number, group: number, subnet: number): number {
    const heeded = this.#authority.heedsSubnets(question) ? subnet : NO_SUBNET;
    return originRow(this.#origins, group, heeded);
  }

  #shardAbove(shard: number, question: number, { pickStream }: Group): number {
    const { topology } = this.#tables;
    const member = topology.upstreamMember(shard, pickStream);
    return topology.shardFor(member, shard, question, pickStream);
  }

  /** A query for one entry before the run begins, when nothing takes time. */
  #askAlone(entry: number): void {
    const { cache, engine, entries } = this.#tables;
    const isHit = cache.isLive(entry, engine.now);
    const group = groupOf(this.#tables, entry);
    if (!isHit) this.aloneAtOnce(entry);
    else if (!group.delayed) this.considerPrefetch(entry, entries.subnetOf(entry));
    this.#responses.need = this.#responses.list.length;
    this.#responses.render(entry, group, 0, isHit || group.delayed ? group.hit : group.miss);
  }

  // -------------------------------------------------------------------------------- the answer

  #take(entry: number, group: Group, subnet: number): void {
    const { topology, entries, recorder } = this.#tables;
    const from = entries.groupOf(entry);
    if ((topology.upstreamGroup[from] as number) >= 0) {
      this.#received.fromResolver(group);
      return;
    }
    const question = entries.questionOf(entry);
    const member = topology.memberOfShard[entries.shardOf(entry)] as number;
    const view = this.#authority.views.of(question, this.#originOf(question, from, subnet));
    this.#received.fromAuthority(question, view, member, group, this.#answer);
    if (this.#answer.count > 0 && recorder.window >= 0)
      this.#memberAnswers[member] = (this.#memberAnswers[member] as number) + 1;
  }

  /** Stores all that came for an entry; returns the entry of the last record set. */
  #installAll(entry: number, group: Group, subnet: number): number {
    const { count, questions, stored, ttls } = this.#received;
    let last = entry;
    for (let i = 0; i < count; i++) {
      if (i > 0) last = this.#alongWith(entry, questions[i] as number, subnet);
      this.#install(last, group, stored[i] as number, ttls[i] as number);
    }
    return last;
  }

  #alongWith(entry: number, question: number, subnet: number): number {
    const { entries } = this.#tables;
    return entries.of(entries.shardOf(entry), question, subnet);
  }

  #install(entry: number, { behaviour }: Group, stored: number, ttl: Seconds): void {
    const { cache, turns, engine, watcher } = this.#tables;
    watcher?.replacing(entry);
    this.#responses.forget(entry);
    turns.restart(entry);
    const kept =
      stored === NOTHING ? behaviour.servfailTtl : clamped(ttl, stored === NEGATIVE, behaviour);
    cache.put(entry, stored, kept, engine.now, behaviour);
    watcher?.filled(entry);
  }

  /** Takes what came over UDP; if it was cut off, drops it again and says so: the query is to be made over TCP. */
  #takeUdp(entry: number, group: Group, subnet: number): boolean {
    const { topology, entries, recorder } = this.#tables;
    const isFromAuthority = (topology.upstreamGroup[entries.groupOf(entry)] as number) < 0;
    this.#take(entry, group, subnet);
    if (!this.#truncation.cuts(this.#received, group, subnet, isFromAuthority)) return false;
    this.#received.drop();
    if (isFromAuthority && this.#answer.count > 0) this.#disown(entry);
    recorder.count(group.tcpRetries);
    recorder.count(group.upstreamQueries);
    return true;
  }

  /** An answer that was cut off is none that anyone follows. */
  #disown(entry: number): void {
    const { topology, entries, recorder } = this.#tables;
    this.#authority.cutOff();
    if (recorder.window < 0) return;
    const member = topology.memberOfShard[entries.shardOf(entry)] as number;
    this.#memberAnswers[member] = (this.#memberAnswers[member] as number) - 1;
  }

  // -------------------------------------------------------------------------------- answers that take time

  /** Upstream has an answer: it travels back, or all begins again over TCP. */
  #answered(entry: number, group: Group): void {
    const subnet = this.#subnetOf(entry);
    if (this.#overTcp.delete(entry)) this.#take(entry, group, subnet);
    else if (this.#takeUdp(entry, group, subnet)) {
      this.#overTcp.add(entry);
      const trip = () => (group.roundTrip ? group.roundTrip() : 0);
      const back = this.underWay.halfOf(entry);
      const [connecting, half] = [trip(), trip() / 2];
      this.underWay.leave(entry, half);
      this.#tables.engine.after(back + connecting + half, this.#reachUpstream, entry);
      return;
    }
    this.#sendBack(entry, subnet);
  }

  #sendBack(entry: number, subnet: number): void {
    const { count, questions, stored, ttls } = this.#received;
    for (let i = 1; i < count; i++) {
      const into = this.#alongWith(entry, questions[i] as number, subnet);
      this.underWay.bring(entry, into, stored[i] as number, ttls[i] as number);
    }
    const half = this.underWay.answer(entry, stored[0] as number, ttls[0] as number);
    this.#tables.engine.after(half, this.#reply, entry);
  }

  #replied(entry: number): void {
    const group = groupOf(this.#tables, entry);
    this.#install(entry, group, this.underWay.storedFor(entry), this.underWay.ttlFor(entry));
    let last = entry;
    this.underWay.takeParts(entry, (into, stored, ttl) => {
      this.#install(into, group, stored, ttl);
      last = into;
    });
    this.#serve(entry, last, group);
  }

  /** Those who wait for an entry get what the last one of its chain holds. */
  #serve(entry: number, last: number, group: Group): void {
    const { cache, entries, followers } = this.#tables;
    const responses = this.#responses;
    const held = cache.storedIn(last);
    const isShared = group.join.kind === 'same' && held >= 0;
    let shared: ChoiceId | -1 = NO_ONE;
    this.underWay.end(entry, (who, shape, root, subnet, links, isFirst) => {
      responses.need = responses.list.length;
      if (isLink(held)) {
        const next = entries.of(entries.shardOf(last), questionOf(held), subnet);
        if (this.#resolving.follow(next, root, subnet, shape, who, links + 1))
          this.#deliver(who, entry);
        return;
      }
      responses.render(last, group, shape, isFirst ? group.miss : group.join);
      responses.cameFrom(root, subnet);
      if (isShared) responses.choice = shared = isFirst ? responses.keep() : shared;
      this.#deliver(who, entry);
    });
    if (shared >= 0) followers.release(shared as ChoiceId);
  }

  /** The shard of an entry answers. */
  #deliver(who: number, from: number): void {
    if (who >= 0) {
      this.#resume(who);
      return;
    }
    const entry = -1 - who;
    if (this.#struggling) {
      if (!this.#struggling.waited(entry)) return;
      if (this.#isSilent(from)) {
        this.#struggling.missed(entry);
        return;
      }
    }
    this.#answered(entry, groupOf(this.#tables, entry));
  }

  /** Whether the resolver of an entry is silent now. */
  #isSilent(entry: number): boolean {
    const { topology, entries } = this.#tables;
    const member = topology.memberOfShard[entries.shardOf(entry)] as number;
    return this.#outages?.replyOf(member) === Reply.silence;
  }

  /** There was no finding out: those who wait are told so, or nothing. What an entry still holds stays to its end. */
  #fail(entry: number): void {
    const { cache, engine } = this.#tables;
    const group = groupOf(this.#tables, entry);
    this.#overTcp.delete(entry);
    if (group.behaviour.upstreamRetry.lastly === 'silent') {
      this.underWay.end(entry, (who) => this.#forsake(who));
      return;
    }
    if (!cache.isLive(entry, engine.now)) this.#install(entry, group, NOTHING, 0);
    this.#serve(entry, entry, group);
  }

  #forsake(who: number): void {
    if (who >= 0) this.#drop(who);
    else if (this.#struggling?.waited(-1 - who)) this.#struggling.missed(-1 - who);
  }
}
