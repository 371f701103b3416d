/** What a resolver asks upstream, of the authority or of another resolver, and what it gets. */
import { type Answer, emptyAnswer } from '../authority/answer.ts';
import type { Authority } from '../authority/authority.ts';
import { type Origins, originRow } from '../questions.ts';
import type { Streams } from '../random/streams.ts';
import type { Group } from './group.ts';
import { Received } from './received.ts';
import type { Responses } from './responses.ts';
import { type Tables, upstreamOf } from './tables.ts';
import { Truncation } from './truncation.ts';

const NO_ONE = -1;
const NO_SUBNET = -1;

/** How a resolver's query finds its way to another, and on along CNAMEs. */
export interface Resolving {
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
    isStale: boolean,
  ): boolean;
}

export class Upstream {
  readonly received: Received;
  readonly #tables: Tables;
  readonly #responses: Responses;
  readonly #authority: Authority;
  readonly #origins: Origins;
  readonly #resolving: Resolving;
  readonly #answer: Answer;
  readonly #edge: Int32Array;
  /** By entry: for which client subnet it is being fetched; empty where none is ever sent. */
  readonly #subnetFor: Int32Array;
  readonly #memberAnswers: Float64Array;
  readonly #truncation: Truncation;
  #memberFor: ((entry: number) => number) | null = null;

  /** @param ranks places in the canonical order, by address row */
  constructor(
    tables: Tables,
    responses: Responses,
    authority: Authority,
    origins: Origins,
    ranks: Int32Array,
    streams: Streams,
    resolving: Resolving,
  ) {
    const { topology, entries } = tables;
    this.received = new Received(tables, responses, ranks);
    this.#tables = tables;
    this.#responses = responses;
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
  }

  /** Has `memberFor` say which member the look-up of a forwarder asks, where that may differ from try to try. */
  askBy(memberFor: (entry: number) => number): void {
    this.#memberFor = memberFor;
  }

  /** Authority answers in the measured span, by the member that fetched them. */
  get memberAnswers(): Float64Array {
    return this.#memberAnswers;
  }

  note(entry: number, subnet: number): void {
    if (this.#subnetFor.length > 0) this.#subnetFor[entry] = subnet;
  }

  subnetOf(entry: number): number {
    return this.#subnetFor.length > 0 ? (this.#subnetFor[entry] as number) : NO_SUBNET;
  }

  /** A client subnet as a shard above is sent it. */
  subnetAt(parent: number, subnet: number): number {
    if (subnet === NO_SUBNET) return NO_SUBNET;
    const group = this.#tables.topology.groupOfShard[parent] as number;
    return this.#origins.subnets.above(subnet, group);
  }

  /** The edge that a query is put to; −1: it is put to a resolver. */
  edgeOf(entry: number, group: Group): number {
    const { entries } = this.#tables;
    if (upstreamOf(this.#tables, entry) >= 0) return NO_ONE;
    const { pick, count } = this.#authority.edgesOf(entries.questionOf(entry));
    return pick === 'query' ? group.answerStream.below(count) : (this.#edge[entry] as number);
  }

  /** Puts the question upstream; false: the answer will come later. */
  ask(entry: number, group: Group, subnet: number, waiter: number, edge = NO_ONE): boolean {
    const { topology, entries } = this.#tables;
    if (upstreamOf(this.#tables, entry) < 0) {
      this.askAuthority(entry, group, subnet, edge);
      return true;
    }
    const question = entries.questionOf(entry);
    const shard = entries.shardOf(entry);
    const parent =
      this.#memberFor && group.delayed
        ? topology.shardFor(this.#memberFor(entry), shard, question, group.pickStream)
        : this.shardAbove(shard, question, group);
    const all = this.#responses.list.length;
    return this.#resolving.ask(
      parent,
      question,
      this.subnetAt(parent, subnet),
      group.asker,
      all,
      waiter,
    );
  }

  /** @param edge that it is put to; −1: the one that is its own, or is drawn now */
  askAuthority(entry: number, group: Group, subnet: number, edge = NO_ONE): void {
    const { entries } = this.#tables;
    const question = entries.questionOf(entry);
    this.#authority.ask(
      question,
      edge === NO_ONE ? this.edgeOf(entry, group) : edge,
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

  shardAbove(shard: number, question: number, { pickStream }: Group): number {
    const { topology } = this.#tables;
    const member = topology.upstreamMember(shard, question, pickStream);
    return topology.shardFor(member, shard, question, pickStream);
  }

  // -------------------------------------------------------------------------------- the answer

  take(entry: number, group: Group, subnet: number): void {
    const { topology, entries } = this.#tables;
    const from = entries.groupOf(entry);
    if (upstreamOf(this.#tables, entry) >= 0) {
      this.received.fromResolver(group);
      return;
    }
    const question = entries.questionOf(entry);
    const member = topology.memberOfShard[entries.shardOf(entry)] as number;
    const view = this.#authority.views.of(question, this.#originOf(question, from, subnet));
    this.received.fromAuthority(question, view, member, group, this.#answer);
    if (this.#answer.count > 0) this.#count(entry, 1);
  }

  /** Takes what came over UDP; if it was cut off, drops it again and says so: the query is to be made over TCP. */
  takeUdp(entry: number, group: Group, subnet: number): boolean {
    const { recorder } = this.#tables;
    const isFromAuthority = upstreamOf(this.#tables, entry) < 0;
    this.take(entry, group, subnet);
    if (!this.#truncation.cuts(this.received, group, subnet, isFromAuthority)) return false;
    this.received.drop();
    if (isFromAuthority && this.#answer.count > 0) {
      this.#authority.unfollowed();
      this.#count(entry, -1);
    }
    recorder.count(group.tcpRetries);
    recorder.count(group.upstreamQueries);
    return true;
  }

  /** The answer at hand gets lost: it is none that anyone follows. */
  disown(entry: number): void {
    const isFromAuthority = upstreamOf(this.#tables, entry) < 0;
    if (isFromAuthority && this.#answer.count > 0) this.#authority.unfollowed();
  }

  #count(entry: number, by: 1 | -1): void {
    const { topology, entries, recorder } = this.#tables;
    if (recorder.window < 0) return;
    const member = topology.memberOfShard[entries.shardOf(entry)] as number;
    this.#memberAnswers[member] = (this.#memberAnswers[member] as number) + by;
  }
}
