/**
 * Look-ups for which no request waits, one at a time for a client and name: of answers served a while beyond their end
 * (`grace`), and every so often (`reresolve: { interval }`). What the client has serves meanwhile.
 */
import type { EventKind } from '../engine/engine.ts';
import { Reply } from '../outages.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import { usualStub } from './settings/stub.ts';
import { callerAt, type Tables } from './tables.ts';

/** Resolvers know a refresh by this plus its row in the clients' caches; requests are below. */
const FIRST = 1_073_741_824;

/** A refresh under way. */
interface Refresh {
  /** In the clients' caches. */
  readonly row: number;
  readonly group: Group;
  readonly name: number;
  readonly shard: number;
  readonly subnet: number;
  /** Who asks, to the resolver. */
  readonly asker: number;
}

export class Refreshes {
  readonly #tables: Tables;
  readonly #renewed: (row: number, group: Group) => void;
  readonly #underWay = new Map<number, Refresh>();
  readonly #ask: EventKind;
  readonly #timesOut: EventKind;

  /** @param renewed told the row whose client has a new answer */
  constructor(tables: Tables, renewed: (row: number, group: Group) => void) {
    this.#tables = tables;
    this.#renewed = renewed;
    this.#ask = tables.engine.on('DNS reply', (row) => this.#asked(row));
    this.#timesOut = tables.engine.on('time-out', (row) => this.failed(FIRST + row));
  }

  static isOne(waiter: number): boolean {
    return waiter >= FIRST;
  }

  /** Begins one, unless it is under way. @param trip to the resolver and back; null: not modelled */
  begin(refresh: Refresh, trip: Seconds | null): void {
    const { row } = refresh;
    if (!this.#tables.caches.beginRefresh(row)) return;
    this.#underWay.set(row, refresh);
    // The whole round trip goes before the question, so that the answer is at hand when it comes.
    this.#tables.engine.after(trip ?? 0, this.#ask, row);
  }

  #asked(row: number): void {
    const { group, name, shard, subnet, asker } = this.#underWay.get(row) as Refresh;
    const { resolvers, engine } = this.#tables;
    const reply = resolvers.replyOf(shard);
    if (reply === Reply.silence) {
      const { timeout, attempts } = group.stub ?? usualStub;
      engine.after(timeout * attempts, this.#timesOut, row);
      return;
    }
    if (reply !== Reply.usual) {
      this.failed(FIRST + row);
      return;
    }
    if (resolvers.turnsAway(shard, callerAt(row, group), FIRST + row)) return;
    if (resolvers.ask(shard, name, subnet, asker, group.need, FIRST + row))
      this.answered(FIRST + row);
  }

  /** The resolver has answered one; its result is at hand. */
  answered(waiter: number): void {
    const { resolvers, followers, caches, engine } = this.#tables;
    const row = waiter - FIRST;
    const refresh = this.#underWay.get(row);
    if (!refresh) return;
    const { group } = refresh;
    this.#underWay.delete(row);
    if (resolvers.count === 0) {
      caches.rememberFailure(row, engine.now, group.spec.behaviour);
      return;
    }
    const kept = resolvers.keep(group.row);
    caches.remember(row, kept, resolvers.remainingTtl(), engine.now, group);
    followers.release(kept);
    this.#renewed(row, group);
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
