/**
 * Look-ups for which no request waits, one at a time for a client and name: of answers served a while beyond their end
 * (`grace`), and every so often (`reresolve: { interval }`). What the client has serves meanwhile.
 */
import type { EventKind } from '../engine/engine.ts';
import type { ChoiceId } from '../metrics/followers.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import type { Stubs } from './stubs.ts';
import { callerAt, type Tables } from './tables.ts';

/** Resolvers and stubs know a refresh by this plus its row in the clients' caches; requests are below. */
const FIRST = 1_073_741_824;

const NO_ROW = -1;

/** A refresh under way. */
interface Refresh {
  /** In the clients' caches. */
  readonly row: number;
  readonly group: Group;
  readonly client: number;
  /** The question that it puts. */
  readonly name: number;
  /** At the first resolver of the client's list. */
  readonly shard: number;
  /** The client's address, where it matters. */
  readonly source: number;
}

interface UnderWay extends Refresh {
  /** Names asked for in vain. */
  readonly tried: number;
  /** To the resolver and back; null: not modelled. */
  readonly trip: () => Seconds | null;
}

export class Refreshes {
  readonly #tables: Tables;
  readonly #stubs: Stubs;
  readonly #renewed: (row: number, group: Group) => void;
  readonly #underWay = new Map<number, UnderWay>();
  readonly #ask: EventKind;

  /** @param renewed told the row whose client has a new answer */
  constructor(tables: Tables, stubs: Stubs, renewed: (row: number, group: Group) => void) {
    this.#tables = tables;
    this.#stubs = stubs;
    this.#renewed = renewed;
    this.#ask = tables.engine.on('DNS reply', (row) => this.#asked(row));
  }

  static isOne(waiter: number): boolean {
    return waiter >= FIRST;
  }

  /** Begins one, unless it is under way. @param trip to the resolver and back; null: not modelled */
  begin(refresh: Refresh, trip: () => Seconds | null): void {
    if (this.#tables.caches.beginRefresh(refresh.row)) this.#setOut({ ...refresh, tried: 0, trip });
  }

  #setOut(refresh: UnderWay): void {
    const { row, group, trip } = refresh;
    this.#underWay.set(row, refresh);
    // The request goes on with the old answer first. Without a stub the whole round trip goes before the question, so
    // that the answer is at hand when it comes.
    const before = group.stub === null ? (trip() ?? 0) : 0;
    this.#tables.engine.after(before, this.#ask, row);
  }

  #asked(row: number): void {
    const { group, client, name, shard, source } = this.#underWay.get(row) as Refresh;
    const { resolvers } = this.#tables;
    if (group.stub !== null) {
      this.#stubs.begin(FIRST + row, group, client, name, shard, source);
      return;
    }
    const asked = resolvers.topology.groupOfShard[shard] as number;
    const subnet = group.sendsSubnets ? group.subnetAt(asked, source) : NO_ROW;
    if (resolvers.turnsAway(shard, callerAt(row, group), FIRST + row)) return;
    if (resolvers.ask(shard, name, subnet, group.askerAt(source), group.need, FIRST + row))
      this.answered(FIRST + row);
  }

  /** The resolver has answered one; its result is at hand. */
  answered(waiter: number): void {
    const { resolvers, followers } = this.#tables;
    if (resolvers.hasFailed) {
      this.failed(waiter);
      return;
    }
    const row = this.#underWay.get(waiter - FIRST)?.group.row ?? 0;
    const kept = resolvers.count > 0 ? resolvers.keep(row) : NO_ROW;
    this.received(waiter, kept, resolvers.remainingTtl());
    if (kept >= 0) followers.release(kept as ChoiceId);
  }

  /** An answer has come; −1: the name has no address. */
  received(waiter: number, choice: ChoiceId | -1, ttl: Seconds): void {
    const { caches, engine } = this.#tables;
    const row = waiter - FIRST;
    const refresh = this.#underWay.get(row);
    if (!refresh) return;
    if (choice === NO_ROW) {
      if (!this.#triesAnother(refresh)) this.failed(waiter);
      return;
    }
    this.#underWay.delete(row);
    caches.remember(row, choice as ChoiceId, ttl, engine.now, refresh.group);
    this.#renewed(row, refresh.group);
  }

  /** Goes on with the next name of the search list; false: there is none. */
  #triesAnother(refresh: UnderWay): boolean {
    const { group, row, client, shard: last } = refresh;
    const tried = refresh.tried + 1;
    const name = group.searched?.[(row - group.firstRow) % group.nameRows.length]?.[tried];
    if (name === undefined) return false;
    const { topology } = this.#tables.resolvers;
    const member = topology.memberOfShard[last] as number;
    const shard = topology.shardFor(member, group.firstRow + client, name, group.picking);
    this.#setOut({ ...refresh, tried, name, shard });
    return true;
  }

  /** Nothing will come of one. */
  failed(waiter: number): void {
    const { caches, engine } = this.#tables;
    const row = waiter - FIRST;
    const refresh = this.#underWay.get(row);
    if (!refresh) return;
    this.#underWay.delete(row);
    caches.rememberFailure(row, engine.now, refresh.group.spec.behaviour);
  }
}
