/**
 * Look-ups whose client does not wait for ever, or knows more than one resolver (resolv.conf(5)): its stub asks one of
 * its list after the other, each for a time-out, the whole list so often, or all at once (`StubPick`). A resolver that
 * answers with an error is passed over at once and not asked again; that a name has no address is an answer. An answer
 * that comes when its stub has gone on to another resolver is not read: glibc listens to the one that it asked last.
 */
import type { EventKind } from '../engine/engine.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Stub } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { MOST_SERVERS } from './asked-groups.ts';
import type { Group } from './group.ts';
import { Met, StubQueries } from './stub-queries.ts';
import type { Tables } from './tables.ts';

const NEVER = Number.POSITIVE_INFINITY;
const NONE = -1;

type Failure = 'servfail' | 'lookup-timeout';

/** Who has names looked up, by numbers of its own, and goes on with what comes of it. */
export interface Asker {
  /** The answer at hand has reached the client without delay. */
  resolved(asker: number, group: Group): void;
  /** An answer has come that was kept on its way; −1: the name has no address. */
  received(asker: number, group: Group, choice: ChoiceId | -1, ttl: Seconds): void;
  /** The last resolver has said that it cannot answer, or nothing has come in time. */
  failed(asker: number, group: Group, reason: Failure): void;
}

export class Stubs {
  readonly #tables: Tables;
  readonly #asker: Asker;
  readonly #queries: StubQueries;
  readonly #rows: RowPool;
  readonly #groups: Group[] = [];
  #askers = new Int32Array(0);
  /** How many look-ups the row has seen end. */
  #serial = new Int32Array(0);
  #client = new Int32Array(0);
  #question = new Int32Array(0);
  #source = new Float64Array(0);
  /** By row × {@link MOST_SERVERS} + place: the members of its list, and their shards that serve it, once asked. */
  #member = new Int32Array(0);
  #shard = new Int32Array(0);
  #count = new Int32Array(0);
  /** The place at which it began, the one asked now, and how many turns it has taken. */
  #first = new Int32Array(0);
  #place = new Int32Array(0);
  #turns = new Int32Array(0);
  /** Bits of the places that have answered with an error. */
  #erred = new Int32Array(0);
  /** When the present turn times out. */
  #due = new Float64Array(0);
  readonly #expires: EventKind;

  constructor(tables: Tables, asker: Asker) {
    const { engine, groups } = tables;
    this.#tables = tables;
    this.#asker = asker;
    this.#rows = new RowPool(16, (capacity) => {
      this.#askers = longerInt32(this.#askers, capacity);
      this.#serial = longerInt32(this.#serial, capacity);
      this.#client = longerInt32(this.#client, capacity);
      this.#question = longerInt32(this.#question, capacity);
      this.#source = longerFloat64(this.#source, capacity);
      this.#member = longerInt32(this.#member, capacity * MOST_SERVERS);
      this.#shard = longerInt32(this.#shard, capacity * MOST_SERVERS);
      this.#count = longerInt32(this.#count, capacity);
      this.#first = longerInt32(this.#first, capacity);
      this.#place = longerInt32(this.#place, capacity);
      this.#turns = longerInt32(this.#turns, capacity);
      this.#erred = longerInt32(this.#erred, capacity);
      this.#due = longerFloat64(this.#due, capacity);
    });
    this.#queries = new StubQueries(tables, this.#met.bind(this));
    this.#expires = engine.on('time-out', (row) => this.#expire(row));
    for (const { stub } of groups) if (stub) engine.expectDelay(this.#expires, stub.timeout);
  }

  static isOne(waiter: number): boolean {
    return StubQueries.isOne(waiter);
  }

  /**
   * Looks a name up.
   *
   * @param client of the group; −1: a new one
   * @param shard that serves it at the first resolver of its list
   * @param source the client's address, where it matters
   */
  begin(
    asker: number,
    group: Group,
    client: number,
    question: number,
    shard: number,
    source: number,
  ): void {
    const row = this.#rows.take();
    const base = row * MOST_SERVERS;
    const { servers } = group;
    const member = this.#tables.resolvers.topology.memberOfShard[shard] as number;
    const count = servers ? servers.list(client, member, this.#member, base) : 1;
    this.#groups[row] = group;
    this.#askers[row] = asker;
    this.#client[row] = client;
    this.#question[row] = question;
    this.#source[row] = source;
    this.#shard.fill(NONE, base, base + count);
    this.#shard[base] = shard;
    this.#count[row] = count;
    this.#first[row] = servers ? servers.begin(client, count) : 0;
    this.#turns[row] = 0;
    this.#erred[row] = 0;
    this.#goOn(row, 'lookup-timeout');
  }

  /** The resolver has answered a query; its result is at hand. */
  answered(waiter: number): void {
    this.#queries.answered(waiter);
  }

  /** The resolver will not answer a query. */
  dropped(waiter: number): void {
    this.#queries.dropped(waiter);
  }

  // -------------------------------------------------------------------------------- asking

  /** Takes the next turn, or fails for the reason that ended the last one. */
  #goOn(row: number, reason: Failure): void {
    if (this.#asksAll(row)) this.#askAll(row, reason);
    else this.#askNext(row, reason);
  }

  #asksAll(row: number): boolean {
    return (this.#groups[row] as Group).servers?.pick === 'parallel';
  }

  #askNext(row: number, reason: Failure): void {
    const count = this.#count[row] as number;
    const { attempts } = (this.#groups[row] as Group).stub as Stub;
    let why = reason;
    for (;;) {
      const turn = this.#turns[row] as number;
      if (turn >= attempts * count) break;
      this.#turns[row] = turn + 1;
      const place = ((this.#first[row] as number) + turn) % count;
      if (this.#hasErred(row, place)) continue;
      this.#place[row] = place;
      const met = this.#send(row, place);
      if (met === Met.silence) {
        this.#wait(row);
        return;
      }
      if (met === Met.answer) {
        this.#take(row, place, met, NONE, 0);
        return;
      }
      this.#erred[row] = (this.#erred[row] as number) | (1 << place);
      this.#passOver(row, place);
      why = 'servfail';
    }
    this.#fail(row, why);
  }

  /** Of those that answer at once, the first of the list is heard. */
  #askAll(row: number, reason: Failure): void {
    const { resolvers, followers } = this.#tables;
    const { attempts } = (this.#groups[row] as Group).stub as Stub;
    if ((this.#turns[row] as number) >= attempts) {
      this.#fail(row, reason);
      return;
    }
    this.#turns[row] = (this.#turns[row] as number) + 1;
    let heard = NONE;
    let choice: ChoiceId | -1 = NONE;
    let ttl = 0;
    for (let place = 0; place < (this.#count[row] as number); place++) {
      if (this.#hasErred(row, place)) continue;
      const met = this.#send(row, place);
      if (met === Met.error) this.#erred[row] = (this.#erred[row] as number) | (1 << place);
      if (met !== Met.answer || heard !== NONE) continue;
      heard = place;
      choice = resolvers.count > 0 ? resolvers.keep((this.#groups[row] as Group).row) : NONE;
      ttl = resolvers.remainingTtl();
    }
    if (heard !== NONE) {
      this.#take(row, heard, Met.keptAnswer, choice, ttl);
      if (choice !== NONE) followers.release(choice as ChoiceId);
    } else if (this.#haveAllErred(row)) this.#fail(row, 'servfail');
    else this.#wait(row);
  }

  #send(row: number, place: number): Met {
    const { topology } = this.#tables.resolvers;
    const group = this.#groups[row] as Group;
    const at = row * MOST_SERVERS + place;
    const [client, question] = [this.#client[row] as number, this.#question[row] as number];
    const caller = client < 0 ? client : group.firstRow + client;
    if (this.#shard[at] === NONE)
      this.#shard[at] = topology.shardFor(
        this.#member[at] as number,
        caller,
        question,
        group.picking,
      );
    const shard = this.#shard[at] as number;
    const asked = topology.groupOfShard[shard] as number;
    const source = this.#source[row] as number;
    const subnet = group.sendsSubnets ? group.subnetAt(asked, source) : NONE;
    const serial = this.#serial[row] as number;
    const asker = group.askerAt(source);
    return this.#queries.send(row, serial, place, group, caller, shard, question, subnet, asker);
  }

  #hasErred(row: number, place: number): boolean {
    return ((this.#erred[row] as number) & (1 << place)) !== 0;
  }

  #haveAllErred(row: number): boolean {
    return this.#erred[row] === (1 << (this.#count[row] as number)) - 1;
  }

  #wait(row: number): void {
    const { engine } = this.#tables;
    const { timeout } = (this.#groups[row] as Group).stub as Stub;
    this.#due[row] = engine.now + timeout;
    engine.after(timeout, this.#expires, row);
  }

  // -------------------------------------------------------------------------------- what comes of it

  #met(
    row: number,
    serial: number,
    place: number,
    met: Met,
    choice: ChoiceId | -1,
    ttl: Seconds,
  ): void {
    if (this.#serial[row] !== serial) return;
    const asksAll = this.#asksAll(row);
    if (!asksAll && this.#place[row] !== place) return;
    if (met !== Met.error) {
      this.#take(row, place, met, choice, ttl);
      return;
    }
    this.#erred[row] = (this.#erred[row] as number) | (1 << place);
    this.#passOver(row, place);
    if (!asksAll) this.#askNext(row, 'servfail');
    else if (this.#haveAllErred(row)) this.#fail(row, 'servfail');
  }

  #take(row: number, place: number, met: Met, choice: ChoiceId | -1, ttl: Seconds): void {
    const group = this.#groups[row] as Group;
    group.servers?.answered(this.#client[row] as number, place);
    const asker = this.#end(row);
    if (met === Met.answer) this.#asker.resolved(asker, group);
    else this.#asker.received(asker, group, choice, ttl);
  }

  /** A client that stays with whom it knows leaves one that has not answered, or with an error. */
  #passOver(row: number, place: number): void {
    const { servers } = this.#groups[row] as Group;
    servers?.failed(this.#client[row] as number, place, this.#count[row] as number);
  }

  #expire(row: number): void {
    if (this.#due[row] !== this.#tables.engine.now) return;
    if (!this.#asksAll(row)) this.#passOver(row, this.#place[row] as number);
    this.#goOn(row, 'lookup-timeout');
  }

  #fail(row: number, reason: Failure): void {
    const group = this.#groups[row] as Group;
    this.#asker.failed(this.#end(row), group, reason);
  }

  /** Forgets a look-up; whatever of it is still under way comes to nobody. */
  #end(row: number): number {
    this.#serial[row] = ((this.#serial[row] as number) + 1) | 0;
    this.#due[row] = NEVER;
    this.#rows.free(row);
    return this.#askers[row] as number;
  }
}
