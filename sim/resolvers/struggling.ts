/**
 * Look-ups whose upstream does not answer as usual: which server each asks next, how long it waits for a silent one,
 * and when it is given up (RFC 9520 section 2 lists what counts as a failure). A time-out is scheduled only once it is
 * known that no answer comes, so a look-up that is answered costs no event more.
 */
import type { Authority } from '../authority/authority.ts';
import type { EventKind } from '../engine/engine.ts';
import { NAME_SERVERS, type Outages, Reply } from '../outages.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import { groupOf, type Tables, tripOf, upstreamOf } from './tables.ts';
import { Tries } from './tries.ts';
import type { QueriesUnderWay } from './under-way.ts';

const NO_SERVER = -1;
const NO_MEMBER = -1;
const NEVER = Number.POSITIVE_INFINITY;

export class Struggling {
  readonly #tables: Tables;
  readonly #authority: Authority;
  /** By member. */
  readonly #outages: Outages;
  readonly #underWay: QueriesUnderWay;
  readonly #tries: Tries;
  readonly #arrives: EventKind;
  readonly #again: EventKind;
  readonly #givenUp: EventKind;

  /**
   * @param arrives what happens when a query reaches upstream
   * @param fail what happens to the look-up of an entry that is given up
   */
  constructor(
    tables: Tables,
    authority: Authority,
    outages: Outages,
    underWay: QueriesUnderWay,
    arrives: EventKind,
    fail: (entry: number) => void,
  ) {
    const { engine, entries, topology } = tables;
    this.#tables = tables;
    this.#authority = authority;
    this.#outages = outages;
    this.#underWay = underWay;
    this.#tries = new Tries(entries.count, topology.shards * (topology.groups.length + 1));
    this.#arrives = arrives;
    this.#again = engine.on('DNS reply', (entry) => this.#leave(entry));
    this.#givenUp = engine.on('time-out', (entry) => {
      if (!this.#isDue(entry)) return;
      this.#settle(entry);
      fail(entry);
    });
  }

  begin(entry: number): void {
    this.#tries.begin(entry, this.#tables.engine.now);
    this.#leave(entry);
  }

  /** The query for an entry, or one more of it, leaves. */
  #leave(entry: number): void {
    const { engine } = this.#tables;
    const group = groupOf(this.#tables, entry);
    const half = tripOf(this.#tables, entry).draw() / 2;
    this.#underWay.leave(entry, half);
    this.#tries.sent[entry] = engine.now;
    this.#tries.server[entry] = NO_SERVER;
    if (this.#mustChoose(entry, group) && !this.#choose(entry, group)) this.#end(entry, engine.now);
    else engine.after(half, this.#arrives, entry);
  }

  /**
   * A query has reached upstream.
   *
   * @param edge of the authority; −1: it is a resolver that is asked
   * @returns whether it is answered as usual; if not, the look-up goes on by itself
   */
  meets(entry: number, group: Group, edge: number): boolean {
    const { engine } = this.#tables;
    const tries = this.#tries;
    if (tries.server[entry] === NO_SERVER) {
      if (!this.#mustChoose(entry, group)) return true;
      if (!this.#choose(entry, group)) {
        this.#end(entry, engine.now);
        return false;
      }
    }
    const reply = this.#replyTo(entry, edge);
    if (reply === Reply.usual) return true;
    if (reply === Reply.silence) this.missed(entry);
    else {
      tries.erred(entry);
      this.#goOn(entry, group, engine.now + this.#underWay.halfOf(entry));
    }
    return false;
  }

  /** No answer comes to the query that an entry has sent. */
  missed(entry: number): void {
    const { engine } = this.#tables;
    const group = groupOf(this.#tables, entry);
    const { backoff } = group.behaviour.upstreamRetry;
    const wait = this.#tries.patience(entry, tripOf(this.#tables, entry).patience, backoff);
    const from = Math.max(engine.now, (this.#tries.sent[entry] as number) + wait);
    const held = group.holdDown ? from + group.holdDown() : null;
    this.#settle(entry);
    if (this.#tries.server[entry] !== NO_SERVER)
      this.#tries.wasSilent(entry, this.#serversOf(entry), held);
    this.#goOn(entry, group, from);
  }

  /** Another resolver has yet to answer the query of an entry. */
  awaits(entry: number, group: Group): void {
    this.#tries.waits[entry] = 1;
    const end = (this.#tries.begun[entry] as number) + group.behaviour.upstreamRetry.giveUp;
    if (end < NEVER) this.#end(entry, Math.max(end, this.#tables.engine.now));
  }

  /** Whether an entry still waits for another resolver; from now on it does not. */
  waited(entry: number): boolean {
    const waits = this.#tries.waits[entry] === 1;
    if (waits) this.#settle(entry);
    return waits;
  }

  /** The member that the look-up of a forwarder asks now: the one it is set to, or one of those after it. */
  memberFor(entry: number): number {
    const { topology, entries } = this.#tables;
    const { first, server } = this.#tries;
    if (first[entry] === NO_MEMBER) {
      const { pickStream } = groupOf(this.#tables, entry);
      first[entry] = topology.upstreamMember(
        entries.shardOf(entry),
        entries.questionOf(entry),
        pickStream,
      );
    }
    const upstream = upstreamOf(this.#tables, entry);
    const base = topology.firstOfWhole(upstream);
    const count = topology.countOfWhole(upstream);
    const further = Math.max(0, server[entry] as number);
    return base + (((first[entry] as number) - base + further) % count);
  }

  #goOn(entry: number, group: Group, from: Seconds): void {
    const end = (this.#tries.begun[entry] as number) + group.behaviour.upstreamRetry.giveUp;
    if (from < end) this.#tables.engine.at(from, this.#again, entry);
    else this.#end(entry, Math.max(end, this.#tables.engine.now));
  }

  #end(entry: number, at: Seconds): void {
    this.#tries.due[entry] = at;
    this.#tables.engine.at(at, this.#givenUp, entry);
  }

  #isDue(entry: number): boolean {
    return this.#tries.due[entry] === this.#tables.engine.now;
  }

  /** The end that was settled for a look-up is none any more. */
  #settle(entry: number): void {
    this.#tries.waits[entry] = 0;
    this.#tries.due[entry] = NEVER;
  }

  #asksAuthority(entry: number): boolean {
    return upstreamOf(this.#tables, entry) < 0;
  }

  /** Whether it matters which server is asked: nothing is drawn while all are alike. */
  #mustChoose(entry: number, { holdDown, loses }: Group): boolean {
    const isStruck = this.#asksAuthority(entry) ? this.#authority.isStruck : this.#outages.areAny;
    if (isStruck || loses !== null || this.#tries.hasTried(entry)) return true;
    const { engine } = this.#tables;
    return holdDown !== null && this.#tries.holdsAny(this.#serversOf(entry), engine.now);
  }

  /** Tells apart the servers that a shard asks: those of each upstream, and those of the authority. */
  #serversOf(entry: number): number {
    const { topology, entries } = this.#tables;
    const shard = entries.shardOf(entry);
    return shard * (topology.groups.length + 1) + upstreamOf(this.#tables, entry) + 1;
  }

  #choose(entry: number, group: Group): boolean {
    const { topology, engine } = this.#tables;
    const upstream = upstreamOf(this.#tables, entry);
    const there = upstream < 0 ? NAME_SERVERS : topology.countOfWhole(upstream);
    return this.#tries.choose(
      entry,
      this.#serversOf(entry),
      Math.min(group.behaviour.upstreamRetry.servers, there),
      engine.now,
      group.retryStream,
      upstream >= 0,
    );
  }

  #replyTo(entry: number, edge: number): Reply {
    const server = this.#tries.server[entry] as number;
    return edge >= 0
      ? this.#authority.replyOf(this.#tables.entries.questionOf(entry), edge, server)
      : this.#outages.replyOf(this.memberFor(entry));
  }
}
