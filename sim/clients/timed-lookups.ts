/**
 * Clients that look up again every so often, whether or not they have requests (`reresolve: { interval }`): Envoy,
 * HAProxy. Each goes by a clock of its own. Who asks nothing of a backend asks its resolver all the same.
 */
import type { EventKind } from '../engine/engine.ts';
import type { Seconds } from '../settings.ts';
import type { Group } from './group.ts';
import type { Refreshes } from './refreshes.ts';
import type { Tables } from './tables.ts';

export class TimedLookups {
  readonly #tables: Tables;
  readonly #refreshes: Refreshes;
  /** By interval: one kind of event each, so that its delay is always the same. */
  readonly #due = new Map<Seconds, EventKind>();

  constructor(tables: Tables, refreshes: Refreshes) {
    const { engine, groups } = tables;
    this.#tables = tables;
    this.#refreshes = refreshes;
    for (const group of groups) {
      if (group.timed === null || this.#due.has(group.timed.interval)) continue;
      const { interval } = group.timed;
      const due = engine.on('DNS reply', (row) => this.#lookUp(row, due, interval));
      engine.expectDelay(due, interval);
      this.#due.set(interval, due);
    }
  }

  begin(): void {
    const { engine, groups } = this.#tables;
    for (const { timed, firstRow } of groups)
      timed?.phases.forEach((phase, i) => {
        const due = this.#due.get(timed.interval) as EventKind;
        engine.after(phase * timed.interval, due, firstRow + i);
      });
  }

  #lookUp(row: number, due: EventKind, interval: Seconds): void {
    const { engine, resolvers, groups } = this.#tables;
    engine.after(interval, due, row);
    const group = groups.findLast(
      ({ timed, firstRow }) => timed !== null && firstRow <= row,
    ) as Group;
    const names = group.nameRows.length;
    const own = row - group.firstRow;
    const client = Math.floor(own / names);
    const name = group.firstAsked[own % names] as number;
    const member = group.memberOf[client] as number;
    const caller = group.firstRow + client;
    const { topology } = resolvers;
    const { stream } = group.timed as NonNullable<Group['timed']>;
    const shard = topology.shardFor(member, caller, name, stream);
    const asked = topology.groupOfShard[shard] as number;
    const trip = group.resolverTrip[asked];
    const source = group.isPlaced ? group.sourceOf(client) : 0;
    const refresh = { row, group, client, name, shard, source };
    this.#refreshes.begin(refresh, () => (trip ? trip() : null));
  }
}
