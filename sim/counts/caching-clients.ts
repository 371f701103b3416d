/**
 * Clients with a DNS cache or connections of their own, one row for each client and name: while the cache lives, or the
 * connection is open, every request goes there; the first one after that looks up or connects anew.
 */

import { partOf } from '../clients/activity.ts';
import { after, steadyUntil, worthOf } from '../clients/arrivals/course.ts';
import type { Clients } from '../clients/clients.ts';
import type { ConnectionId } from '../clients/connections.ts';
import type { Group } from '../clients/group.ts';
import type { Engine, EventKind } from '../engine/engine.ts';
import type { Recorder } from '../metrics/recorder.ts';
import type { Stream } from '../random/stream.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import { rateOf } from '../start/flows.ts';
import type { CountsContext } from './context.ts';
import { remembers } from './flows.ts';
import { kindOf, type SourceKind } from './sources.ts';
import type { Stretch, Tallying } from './tallying.ts';

const NO_ROW = -1;

export class CachingClients {
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #clients: Clients;
  readonly #topology: Topology;
  readonly #tallying: Tallying;
  readonly #end: Seconds;
  readonly #groups: readonly Group[];
  /** Rows of groups that remember. */
  readonly #rows: readonly number[];
  /** By row, as in the tables of clients. */
  readonly #groupOf: Int32Array;
  readonly #rate: Float64Array;
  readonly #kinds: readonly SourceKind[];
  readonly #streams: readonly Stream[];
  readonly #quietUntil: Float64Array;
  readonly #settledAt: Float64Array;
  readonly #due: Float64Array;
  /** What each shadow makes a second now. */
  readonly #ofShadow = new Map<number, PerSecond>();
  readonly #asks: EventKind;
  readonly #stretch: Stretch;

  constructor(context: CountsContext, tallying: Tallying, streamOf: (member: number) => Stream) {
    const { groups, engine, recorder, resolvers, clients, numbers, end } = context;
    this.#engine = engine;
    this.#recorder = recorder;
    this.#clients = clients;
    this.#topology = resolvers.topology;
    this.#tallying = tallying;
    this.#stretch = { from: 0, to: 0, mean: 0, stream: streamOf(0) };
    this.#end = end;
    this.#groups = groups;
    const rows = groups.reduce(
      (sum, { memberOf, nameRows }) => sum + memberOf.length * nameRows.length,
      0,
    );
    this.#groupOf = new Int32Array(rows);
    this.#rate = new Float64Array(rows);
    this.#quietUntil = new Float64Array(rows);
    this.#settledAt = new Float64Array(rows);
    this.#due = new Float64Array(rows);
    const kinds: SourceKind[] = [];
    const streams: Stream[] = [];
    groups.forEach((group, row) => {
      if (!remembers(group) || group.isShadow) return;
      group.memberOf.forEach((member, client) => {
        const kind = kindOf(group, client, numbers);
        group.spec.lookup.forEach(({ share }, own) => {
          const at = group.firstRow + client * group.nameRows.length + own;
          this.#groupOf[at] = row;
          this.#rate[at] = partOf(rateOf(group.spec) * share, group, client);
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

  /** A group makes so many requests a second from now on; everything before is settled. */
  makeFrom(row: number, perSecond: PerSecond): void {
    const shadow = this.#groups[row] as Group;
    if (!shadow.isShadow || !remembers(shadow)) return;
    const { firstRow, memberOf, nameRows, spec } = shadow;
    const more = perSecond - (this.#ofShadow.get(row) ?? 0);
    this.#ofShadow.set(row, perSecond);
    spec.lookup.forEach(({ share }, own) => {
      for (let client = 0; client < memberOf.length; client++) {
        const at = firstRow + client * nameRows.length + own;
        this.#rate[at] = (this.#rate[at] as number) + partOf(more * share, shadow, client);
      }
    });
  }

  /** Begins to count at the present moment, with what the caches hold. */
  begin(): void {
    for (const row of this.#rows) this.#renew(row);
  }

  /** Stops; everything is settled. */
  pause(): void {
    this.#due.fill(Number.NaN);
  }

  settle(): void {
    for (const row of this.#rows) this.#settleRow(row);
  }

  #renew(row: number): void {
    const { now } = this.#engine;
    this.#settledAt[row] = now;
    this.#quietUntil[row] = Math.max(now, this.#heldUntil(row));
    const { course } = this.#groups[this.#groupOf[row] as number] as Group;
    const worth = (this.#streams[row] as Stream).exponential() / (this.#rate[row] as number);
    const due = after(course, this.#quietUntil[row] as number, worth);
    this.#due[row] = due;
    if (due < this.#end) this.#engine.at(due, this.#asks, row);
  }

  /** The connection that every request of a client takes; −1: there is none. */
  #connectionOf(row: number): ConnectionId | -1 {
    const { pool } = (this.#groups[this.#groupOf[row] as number] as Group).spec.behaviour;
    return pool === null ? NO_ROW : this.#clients.connections.soleOf(row);
  }

  /** Until when requests follow what the client holds. */
  #heldUntil(row: number): Seconds {
    const { caches, connections } = this.#clients;
    const { behaviour } = (this.#groups[this.#groupOf[row] as number] as Group).spec;
    if (behaviour.pool === null) return caches.steadyUntil(row, behaviour);
    const connection = connections.soleOf(row);
    return connection === NO_ROW
      ? Number.NEGATIVE_INFINITY
      : connections.closingTimeOf(connection as ConnectionId);
  }

  #lookUp(row: number): void {
    if (this.#due[row] !== this.#engine.now) return;
    this.#settleRow(row);
    const groupRow = this.#groupOf[row] as number;
    const group = this.#groups[groupRow] as Group;
    const place = row - group.firstRow;
    const client = Math.floor(place / group.nameRows.length);
    const name = place % group.nameRows.length;
    const shard = this.#topology.shardFor(
      group.memberOf[client] as number,
      group.firstRow + client,
      group.nameRows[name] as number,
      group.picking,
    );
    this.#clients.make(groupRow, client, name, shard, (this.#kinds[row] as SourceKind).source);
    this.#renew(row);
  }

  #settleRow(row: number): void {
    const from = this.#settledAt[row] as number;
    const { now } = this.#engine;
    const to = Math.min(now, this.#quietUntil[row] as number);
    this.#settledAt[row] = now;
    if (from >= to) return;
    const group = this.#groups[this.#groupOf[row] as number] as Group;
    const stretch = this.#stretch;
    stretch.stream = this.#streams[row] as Stream;
    for (let at = from; at < to; at = stretch.to) {
      stretch.from = at;
      stretch.to = Math.min(to, steadyUntil(group.course, at));
      stretch.mean = (this.#rate[row] as number) * worthOf(group.course, at, stretch.to);
      const hits = this.#tallying.draw(stretch);
      if (hits > 0) this.#follow(row, group, hits);
    }
  }

  /** Puts so many requests of the stretch at hand where the client's cache or connection leads. */
  #follow(row: number, group: Group, hits: number): void {
    const { keys } = this.#kinds[row] as SourceKind;
    const stretch = this.#stretch;
    const connection = this.#connectionOf(row);
    if (connection !== NO_ROW) {
      this.#tallying.overOpen(group, connection as ConnectionId, stretch, hits);
      return;
    }
    const choice = this.#clients.caches.choiceIn(row);
    this.#recorder.add(group.columns.cacheHits, hits);
    if (choice < 0) this.#tallying.nowhere(group, stretch, hits);
    else if (group.pick.settled) this.#tallying.together(group, choice, keys, stretch, hits);
    else this.#tallying.anywhere(group, choice, stretch, hits);
  }
}
