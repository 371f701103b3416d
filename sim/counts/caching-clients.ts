/**
 * Clients with a DNS cache of their own, one row for each client and name: while the cache lives, every request goes
 * where its entry says; the first one after that asks the resolver.
 */
import type { Group } from '../clients/group.ts';
import type { OwnCaches } from '../clients/own-caches.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import type { Followers } from '../metrics/followers.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Stream } from '../random/stream.ts';
import type { Resolvers } from '../resolvers/resolvers.ts';
import type { Seconds } from '../settings.ts';
import { rateOf } from '../start/flows.ts';
import { remembers } from './flows.ts';
import { kindOf, type SourceKind } from './sources.ts';
import type { CountsContext, Tallying } from './tallying.ts';

const NO_ROW = -1;

export class CachingClients {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #resolvers: Resolvers;
  readonly #followers: Followers;
  readonly #caches: OwnCaches;
  readonly #tallying: Tallying;
  readonly #end: Seconds;
  /** By row, as in the tables of clients: only groups that remember have rows in use. */
  readonly #rows: readonly number[];
  readonly #groups: readonly Group[];
  readonly #groupOf: Int32Array;
  readonly #rate: Float64Array;
  readonly #kinds: readonly SourceKind[];
  readonly #streams: readonly Stream[];
  readonly #settledAt: Float64Array;
  readonly #due: Float64Array;
  readonly #asks: EventKind;

  constructor(context: CountsContext, tallying: Tallying, streamOf: (member: number) => Stream) {
    const { groups, engine, recorder, resolvers, followers, caches, numbers, end } = context;
    this.#engine = engine;
    this.#recorder = recorder;
    this.#resolvers = resolvers;
    this.#followers = followers;
    this.#caches = caches;
    this.#tallying = tallying;
    this.#end = end;
    this.#groups = groups;
    const rows = groups.reduce(
      (sum, { memberOf, nameRows }) => sum + memberOf.length * nameRows.length,
      0,
    );
    this.#groupOf = new Int32Array(rows);
    this.#rate = new Float64Array(rows);
    this.#settledAt = new Float64Array(rows);
    this.#due = new Float64Array(rows);
    const kinds: SourceKind[] = [];
    const streams: Stream[] = [];
    groups.forEach((group, row) => {
      if (!remembers(group)) return;
      group.memberOf.forEach((member, client) => {
        const kind = kindOf(group, client, numbers);
        group.spec.lookup.forEach(({ share }, own) => {
          const at = group.firstRow + client * group.nameRows.length + own;
          this.#groupOf[at] = row;
          this.#rate[at] = (rateOf(group.spec) * share) / group.memberOf.length;
          kinds[at] = kind;
          streams[at] = streamOf(member);
        });
      });
    });
    this.#kinds = kinds;
    this.#streams = streams;
    this.#rows = [...this.#rate.keys()].filter((row) => (this.#rate[row] as number) > 0);
    this.#asks = engine.on('arrival', (row) => this.#lookUp(row));
  }

  begin(): void {
    for (const row of this.#rows) this.#renew(row);
  }

  settle(): void {
    for (const row of this.#rows) this.#settleRow(row);
  }

  #renew(row: number): void {
    const { now } = this.#engine;
    this.#settledAt[row] = now;
    const due =
      Math.max(now, this.#caches.expiryOf(row)) +
      (this.#streams[row] as Stream).exponential() / (this.#rate[row] as number);
    this.#due[row] = due;
    if (due < this.#end) this.#engine.at(due, this.#asks, row);
  }

  #lookUp(row: number): void {
    this.#settleRow(row);
    const group = this.#groups[this.#groupOf[row] as number] as Group;
    const { topology } = this.#resolvers;
    const place = row - group.firstRow;
    const client = Math.floor(place / group.nameRows.length);
    const name = group.nameRows[place % group.nameRows.length] as number;
    const member = group.memberOf[client] as number;
    const shard = topology.shardFor(member, group.firstRow + client, name, group.picking);
    this.#resolvers.ask(shard, name, group.shape, group.need, NO_ROW);
    const kept = this.#resolvers.count > 0 ? this.#resolvers.keep() : NO_ROW;
    if (kept !== NO_ROW)
      this.#caches.remember(
        row,
        kept,
        this.#resolvers.remainingTtl(),
        this.#engine.now,
        group.spec.behaviour.dns,
      );
    this.#tallying.one(group, kept, (this.#kinds[row] as SourceKind).keys);
    if (kept !== NO_ROW) this.#followers.release(kept);
    this.#renew(row);
  }

  #settleRow(row: number): void {
    const from = this.#settledAt[row] as number;
    const { now } = this.#engine;
    const to = Math.min(now, this.#caches.expiryOf(row));
    this.#settledAt[row] = now;
    if (from >= to) return;
    const group = this.#groups[this.#groupOf[row] as number] as Group;
    const choice = this.#caches.choiceIn(row);
    const mean = (this.#rate[row] as number) * (to - from);
    const stream = this.#streams[row] as Stream;
    const hits = group.pick.settled
      ? this.#tallying.together(
          group,
          choice,
          (this.#kinds[row] as SourceKind).keys,
          mean,
          from,
          to,
          stream,
        )
      : this.#tallying.anywhere(group, choice, mean, from, to, stream);
    this.#recorder.add(group.columns.cacheHits, hits);
  }
}
