/**
 * From a miss to a filled entry: the question goes upstream, to the authority or another resolver, and what comes
 * back is stored; at once, or after delays while others wait for the same answer (delayed-fetching.ts).
 */
import type { Authority } from '../authority/authority.ts';
import type { EventKind } from '../engine/engine.ts';
import type { Outages } from '../outages.ts';
import type { Origins } from '../questions.ts';
import type { Streams } from '../random/streams.ts';
import type { Seconds } from '../settings.ts';
import { DelayedFetching } from './delayed-fetching.ts';
import type { Responses } from './responses.ts';
import { Storing } from './storing.ts';
import { groupOf, type Tables, upstreamOf } from './tables.ts';
import type { QueriesUnderWay } from './under-way.ts';
import { type Resolving, Upstream } from './upstream.ts';

const NO_ONE = -1;

export class Fetching {
  readonly underWay: QueriesUnderWay;
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #upstream: Upstream;
  readonly #storing: Storing;
  readonly #delayed: DelayedFetching;
  readonly #prefetch: EventKind;

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
    const upstream = new Upstream(tables, responses, authority, origins, ranks, streams, resolving);
    const storing = new Storing(tables, responses);
    this.#tables = tables;
    this.#responses = responses;
    this.#upstream = upstream;
    this.#storing = storing;
    this.#delayed = new DelayedFetching(
      tables,
      responses,
      authority,
      upstream,
      storing,
      resolving,
      outages,
    );
    this.underWay = this.#delayed.underWay;
    this.#prefetch = tables.engine.on('DNS reply', (entry) =>
      this.begin(entry, upstream.subnetOf(entry)),
    );
  }

  /**
   * Calls `resume` with a request once its answer has come, the response being rendered, or `drop` when it is clear that
   * none will.
   */
  onReply(resume: (request: number) => void, drop: (request: number) => void): void {
    this.#delayed.onReply(resume, drop);
  }

  /** Whoever has just asked gets no answer; it is told so once it has begun to wait. */
  dropSoon(waiter: number): void {
    this.#delayed.dropSoon(waiter);
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#upstream.memberAnswers;
  }

  /** Asks upstream for an entry: at once, or to be answered later. */
  begin(entry: number, subnet: number): void {
    const group = groupOf(this.#tables, entry);
    if (!group.delayed) {
      this.atOnce(entry, subnet);
      return;
    }
    this.#upstream.note(entry, subnet);
    this.#delayed.begin(entry);
  }

  /** Asks upstream for an entry that is still live, if it is time to, after the hit that is being answered. */
  considerPrefetch(entry: number, subnet: number): void {
    const { cache, engine } = this.#tables;
    if (cache.takePrefetch(entry, engine.now)) this.refresh(entry, subnet);
  }

  /** Asks upstream for an entry that is being answered from, unless that is under way. */
  refresh(entry: number, subnet: number): void {
    const { engine } = this.#tables;
    if (this.underWay.has(entry)) return;
    this.#upstream.note(entry, subnet);
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
    this.#upstream.ask(entry, group, subnet, NO_ONE);
    if (this.#upstream.takeUdp(entry, group, subnet)) {
      this.#upstream.ask(entry, group, subnet, NO_ONE);
      this.#upstream.take(entry, group, subnet);
    }
    const last = this.#storing.installAll(entry, group, subnet, this.#upstream.received);
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
    const { entries } = this.#tables;
    const group = groupOf(this.#tables, entry);
    const subnet = entries.subnetOf(entry);
    const { need } = this.#responses;
    const shard = entries.shardOf(entry);
    const question = entries.questionOf(entry);
    if (upstreamOf(this.#tables, entry) < 0) this.#upstream.askAuthority(entry, group, subnet);
    else {
      const parent = above === NO_ONE ? this.#upstream.shardAbove(shard, question, group) : above;
      this.#askAlone(entries.of(parent, question, this.#upstream.subnetAt(parent, subnet)));
    }
    this.#upstream.take(entry, group, subnet);
    const [ttl] = this.#upstream.received.ttls;
    this.#storing.installAll(entry, group, subnet, this.#upstream.received);
    this.#responses.need = need;
    return ttl as Seconds;
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
}
