/** Look-ups that take time: queries travel, others wait for the same answer, and upstream may not give one. */
import type { Authority } from '../authority/authority.ts';
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Outages } from '../outages.ts';
import { Reply } from '../outages.ts';
import { isLink, NOTHING, questionOf } from './cache.ts';
import type { Group } from './group.ts';
import type { Responses } from './responses.ts';
import type { Storing } from './storing.ts';
import { Struggling } from './struggling.ts';
import { groupOf, type Tables, tripOf } from './tables.ts';
import { QueriesUnderWay } from './under-way.ts';
import type { Resolving, Upstream } from './upstream.ts';

const NO_ONE = -1;

export class DelayedFetching {
  readonly underWay: QueriesUnderWay;
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #upstream: Upstream;
  readonly #storing: Storing;
  readonly #resolving: Resolving;
  readonly #outages: Outages | null;
  /** Entries whose question is put again over TCP. */
  readonly #overTcp = new Set<number>();
  readonly #reachUpstream: EventKind;
  readonly #reply: EventKind;
  readonly #dropRequest: EventKind;
  readonly #dropEntry: EventKind;
  /** Null: every server answers, always. */
  readonly #struggling: Struggling | null;
  #resume: (request: number) => void = () => {};
  #drop: (request: number) => void = () => {};

  /** @param outages of members; null: there are none, nor of name servers */
  constructor(
    tables: Tables,
    responses: Responses,
    authority: Authority,
    upstream: Upstream,
    storing: Storing,
    resolving: Resolving,
    outages: Outages | null,
  ) {
    const { groups, engine, entries } = tables;
    this.#tables = tables;
    this.#responses = responses;
    this.#upstream = upstream;
    this.#storing = storing;
    this.#resolving = resolving;
    this.underWay = new QueriesUnderWay(groups.some((group) => group.delayed) ? entries.count : 0);
    this.#reachUpstream = engine.on('DNS reply', (entry) => this.#askUpstream(entry));
    this.#reply = engine.on('DNS reply', (entry) => this.#replied(entry));
    this.#dropRequest = engine.on('DNS reply', (request) => this.#forsake(request));
    this.#dropEntry = engine.on('DNS reply', (entry) => this.#forsake(-1 - entry));
    this.#outages = outages;
    this.#struggling =
      outages &&
      new Struggling(tables, authority, outages, this.underWay, this.#reachUpstream, (entry) =>
        this.#fail(entry),
      );
    tables.stale?.onPatienceEnd((entry) => this.#serveStale(entry));
    const struggling = this.#struggling;
    if (struggling) upstream.askBy((entry) => struggling.memberFor(entry));
    for (const trip of groups.flatMap(({ trips }) => trips)) {
      if (trip === null || trip.constant === null) continue;
      engine.expectDelay(this.#reachUpstream, trip.constant / 2);
      engine.expectDelay(this.#reply, trip.constant / 2);
    }
  }

  /** See `Fetching.onReply`. */
  onReply(resume: (request: number) => void, drop: (request: number) => void): void {
    this.#resume = resume;
    this.#drop = drop;
  }

  dropSoon(waiter: number): void {
    const { engine } = this.#tables;
    if (waiter >= 0) engine.at(engine.now, this.#dropRequest, waiter);
    else engine.at(engine.now, this.#dropEntry, -1 - waiter);
  }

  /** The query for an entry leaves. */
  begin(entry: number): void {
    if (this.#struggling) {
      this.#struggling.begin(entry);
      return;
    }
    const half = tripOf(this.#tables, entry).draw() / 2;
    this.underWay.leave(entry, half);
    this.#tables.engine.after(half, this.#reachUpstream, entry);
  }

  #askUpstream(entry: number): void {
    const group = groupOf(this.#tables, entry);
    if (!this.#overTcp.has(entry)) {
      this.#tables.recorder.count(group.upstreamQueries);
      if (this.#isLost(entry, group)) return;
    }
    const edge = this.#struggling ? this.#upstream.edgeOf(entry, group) : NO_ONE;
    if (this.#struggling && !this.#struggling.meets(entry, group, edge)) {
      this.#overTcp.delete(entry);
      return;
    }
    if (this.#upstream.ask(entry, group, this.#upstream.subnetOf(entry), -1 - entry, edge))
      this.#answered(entry, group);
    else this.#struggling?.awaits(entry, group);
  }

  /** Upstream has an answer: it travels back, or all begins again over TCP. */
  #answered(entry: number, group: Group): void {
    const subnet = this.#upstream.subnetOf(entry);
    if (this.#overTcp.delete(entry)) this.#upstream.take(entry, group, subnet);
    else if (this.#isLost(entry, group)) {
      this.#upstream.disown(entry);
      return;
    } else if (this.#upstream.takeUdp(entry, group, subnet)) {
      this.#overTcp.add(entry);
      const trip = tripOf(this.#tables, entry);
      const back = this.underWay.halfOf(entry);
      const [connecting, half] = [trip.draw(), trip.draw() / 2];
      this.underWay.leave(entry, half);
      this.#tables.engine.after(back + connecting + half, this.#reachUpstream, entry);
      return;
    }
    this.#sendBack(entry, subnet);
  }

  /** Whether a message of an entry's query over UDP gets lost; then the look-up goes on by itself. */
  #isLost(entry: number, { loses }: Group): boolean {
    if (!loses?.()) return false;
    this.#struggling?.missed(entry);
    return true;
  }

  #sendBack(entry: number, subnet: number): void {
    const { count, questions, stored, ttls } = this.#upstream.received;
    for (let i = 1; i < count; i++) {
      const into = this.#storing.alongWith(entry, questions[i] as number, subnet);
      this.underWay.bring(entry, into, stored[i] as number, ttls[i] as number);
    }
    const half = this.underWay.answer(entry, stored[0] as number, ttls[0] as number);
    this.#tables.engine.after(half, this.#reply, entry);
  }

  #replied(entry: number): void {
    const group = groupOf(this.#tables, entry);
    this.#storing.install(
      entry,
      group,
      this.underWay.storedFor(entry),
      this.underWay.ttlFor(entry),
    );
    let last = entry;
    this.underWay.takeParts(entry, (into, stored, ttl) => {
      this.#storing.install(into, group, stored, ttl);
      last = into;
    });
    this.#serve(entry, last, group);
  }

  /** Those who wait for an entry have waited long enough and get what has expired; the query goes on. */
  #serveStale(entry: number): void {
    const { stale } = this.#tables;
    const group = groupOf(this.#tables, entry);
    if (this.underWay.has(entry) && stale?.holds(entry, group))
      this.#serve(entry, entry, group, true);
  }

  /**
   * Those who wait for an entry get what the last one of its chain holds.
   *
   * @param goesOn whether the query stays under way all the same
   */
  #serve(entry: number, last: number, group: Group, goesOn = false): void {
    const { cache, entries, followers, recorder, stale } = this.#tables;
    const responses = this.#responses;
    const held = cache.storedIn(last);
    const isStale = stale?.holds(last, group) === true;
    const isShared = group.join.kind === 'same' && held >= 0 && !isStale;
    let shared: ChoiceId | -1 = NO_ONE;
    const deliver: Parameters<QueriesUnderWay['end']>[1] = (
      who,
      shape,
      root,
      subnet,
      links,
      isFirst,
    ) => {
      responses.need = responses.list.length;
      if (isLink(held)) {
        const next = entries.of(entries.shardOf(last), questionOf(held), subnet);
        if (this.#resolving.follow(next, root, subnet, shape, who, links + 1, isStale))
          this.#deliver(who, entry);
        return;
      }
      if (isStale) recorder.count(group.staleAnswers);
      const fresh = isFirst ? group.miss : group.join;
      responses.render(last, group, shape, isStale ? group.hit : fresh);
      responses.cameFrom(root, subnet);
      if (isShared) responses.choice = shared = isFirst ? responses.keep(group.row) : shared;
      this.#deliver(who, entry);
    };
    this.#tables.joinLimits?.ended(
      entry,
      group,
      this.#tables.engine.now,
      held !== NOTHING && !isStale,
    );
    this.underWay.end(entry, deliver, goesOn);
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
    const { cache, engine, stale } = this.#tables;
    const group = groupOf(this.#tables, entry);
    const isKept = stale?.failed(entry, group) === true;
    this.#overTcp.delete(entry);
    if (!isKept && group.behaviour.upstreamRetry.lastly === 'silent') {
      this.#tables.joinLimits?.ended(entry, group, engine.now, false);
      this.underWay.end(entry, (who) => this.#forsake(who));
      return;
    }
    if (!isKept && !cache.isLive(entry, engine.now))
      this.#storing.install(entry, group, NOTHING, 0);
    this.#serve(entry, entry, group);
  }

  #forsake(who: number): void {
    if (who >= 0) this.#drop(who);
    else if (this.#struggling?.waited(-1 - who)) this.#struggling.missed(-1 - who);
  }
}
