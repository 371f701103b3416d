/**
 * Queries of stubs on their way to a resolver and back. Each is its own, whether or not its look-up still waits for it:
 * a resolver answers what it was asked.
 */
import type { EventKind } from '../engine/engine.ts';
import { longerFloat64, longerInt32, RowPool } from '../engine/row-pool.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import { Reply } from '../outages.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import type { Tables } from './tables.ts';

/** Resolvers know a query by this plus its row; requests are below, refreshes above. */
const FIRST = 536_870_912;
const REFRESHES = 1_073_741_824;
/** In place of the answer on its way: the name has no address, or the resolver cannot answer. */
const NO_ADDRESS = -1;
const FAILED = -2;

/** What a query meets with. */
export const Met = {
  /** Nothing yet, or ever. */
  silence: 0,
  /** An answer without delay; it is at hand. */
  answer: 1,
  error: 2,
  /** An answer that was kept on its way. */
  keptAnswer: 3,
} as const;
export type Met = (typeof Met)[keyof typeof Met];

/** Tells a sender what became of its query; a choice is held until it returns. */
export type Tell = (
  row: number,
  serial: number,
  place: number,
  met: Met,
  choice: ChoiceId | -1,
  ttl: Seconds,
) => void;

export class StubQueries {
  readonly #tables: Tables;
  readonly #tell: Tell;
  readonly #rows: RowPool;
  readonly #groups: Group[] = [];
  #sender = new Int32Array(0);
  #serial = new Int32Array(0);
  #place = new Int32Array(0);
  #caller = new Int32Array(0);
  #shard = new Int32Array(0);
  #question = new Int32Array(0);
  #subnet = new Int32Array(0);
  #asker = new Int32Array(0);
  #choice = new Int32Array(0);
  #ttl = new Float64Array(0);
  readonly #arrives: EventKind;
  readonly #returns: EventKind;

  constructor(tables: Tables, tell: Tell) {
    this.#tables = tables;
    this.#tell = tell;
    this.#rows = new RowPool(16, (capacity) => {
      this.#sender = longerInt32(this.#sender, capacity);
      this.#serial = longerInt32(this.#serial, capacity);
      this.#place = longerInt32(this.#place, capacity);
      this.#caller = longerInt32(this.#caller, capacity);
      this.#shard = longerInt32(this.#shard, capacity);
      this.#question = longerInt32(this.#question, capacity);
      this.#subnet = longerInt32(this.#subnet, capacity);
      this.#asker = longerInt32(this.#asker, capacity);
      this.#choice = longerInt32(this.#choice, capacity);
      this.#ttl = longerFloat64(this.#ttl, capacity);
    });
    this.#arrives = tables.engine.on('DNS reply', (query) => this.#report(query, this.#reach));
    this.#returns = tables.engine.on('DNS reply', (query) => this.#return(query));
  }

  static isOne(waiter: number): boolean {
    return waiter >= FIRST && waiter < REFRESHES;
  }

  /**
   * Sends one.
   *
   * @param caller what tells the client apart from all others; −1: one never seen before
   * @param subnet of the client, as a row of the group asked; −1: none is sent
   * @param asker who asks, to the resolver
   * @returns what it has met with already
   */
  send(
    row: number,
    serial: number,
    place: number,
    group: Group,
    caller: number,
    shard: number,
    question: number,
    subnet: number,
    asker: number,
  ): Met {
    if (group.loses?.()) return Met.silence;
    const query = this.#rows.take();
    this.#sender[query] = row;
    this.#serial[query] = serial;
    this.#place[query] = place;
    this.#groups[query] = group;
    this.#caller[query] = caller;
    this.#shard[query] = shard;
    this.#question[query] = question;
    this.#subnet[query] = subnet;
    this.#asker[query] = asker;
    const half = this.#halfTrip(query);
    if (half === null) return this.#reach(query);
    this.#tables.engine.after(half, this.#arrives, query);
    return Met.silence;
  }

  /** The resolver has answered one; its result is at hand. */
  answered(waiter: number): void {
    this.#report(waiter - FIRST, this.#answer);
  }

  /** The resolver will not answer one. */
  dropped(waiter: number): void {
    this.#rows.free(waiter - FIRST);
  }

  /** Tells its sender what a query has met with in a step that may end it. */
  #report(query: number, step: (query: number) => Met): void {
    const [sender, serial] = [this.#sender[query] as number, this.#serial[query] as number];
    const place = this.#place[query] as number;
    const met = step(query);
    if (met !== Met.silence) this.#tell(sender, serial, place, met, NO_ADDRESS, 0);
  }

  readonly #reach = (query: number): Met => {
    const { resolvers } = this.#tables;
    const shard = this.#shard[query] as number;
    const reply = resolvers.replyOf(shard);
    if (reply === Reply.silence) return this.#lose(query);
    if (reply !== Reply.usual) return this.#bringBack(query, true);
    if (resolvers.turnsAway(shard, this.#caller[query] as number, FIRST + query))
      return Met.silence;
    const { need } = this.#groups[query] as Group;
    const asker = this.#asker[query] as number;
    const [question, subnet] = [this.#question[query] as number, this.#subnet[query] as number];
    return resolvers.ask(shard, question, subnet, asker, need, FIRST + query)
      ? this.#bringBack(query, resolvers.hasFailed)
      : Met.silence;
  };

  readonly #answer = (query: number): Met => {
    const { resolvers } = this.#tables;
    if (resolvers.replyOf(this.#shard[query] as number) === Reply.silence) return this.#lose(query);
    return this.#bringBack(query, resolvers.hasFailed);
  };

  #bringBack(query: number, isError: boolean): Met {
    if (this.#groups[query]?.loses?.()) return this.#lose(query);
    const { resolvers, engine } = this.#tables;
    const half = this.#halfTrip(query);
    if (half === null) {
      this.#rows.free(query);
      return isError ? Met.error : Met.answer;
    }
    const { row } = this.#groups[query] as Group;
    this.#choice[query] = isError ? FAILED : resolvers.count > 0 ? resolvers.keep(row) : NO_ADDRESS;
    this.#ttl[query] = isError ? 0 : resolvers.remainingTtl();
    engine.after(half, this.#returns, query);
    return Met.silence;
  }

  #return(query: number): void {
    const choice = this.#choice[query] as ChoiceId | -1 | -2;
    const ttl = this.#ttl[query] as number;
    const [sender, serial] = [this.#sender[query] as number, this.#serial[query] as number];
    const place = this.#place[query] as number;
    this.#rows.free(query);
    if (choice === FAILED) this.#tell(sender, serial, place, Met.error, NO_ADDRESS, 0);
    else this.#tell(sender, serial, place, Met.keptAnswer, choice, ttl);
    if (choice >= 0) this.#tables.followers.release(choice as ChoiceId);
  }

  #lose(query: number): Met {
    this.#rows.free(query);
    return Met.silence;
  }

  /** One way to the resolver; null: it takes no time. */
  #halfTrip(query: number): Seconds | null {
    const { topology } = this.#tables.resolvers;
    const asked = topology.groupOfShard[this.#shard[query] as number] as number;
    const trip = (this.#groups[query] as Group).resolverTrip[asked];
    return trip ? trip() / 2 : null;
  }
}
