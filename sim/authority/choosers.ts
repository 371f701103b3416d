/** Routing policies prepared for the members of a group that may answer; equal preparations are one object. */
import type { RecordSpec } from '../scenario.ts';
import type { Origin } from './origin.ts';
import type { Chooser, Grounds, RoutingContext } from './routing/policy.ts';
import type { Member, RecordGroup } from './tree.ts';

export class Choosers {
  readonly #known = new WeakMap<RecordGroup, Map<Origin | null, Map<string, Chooser | null>>>();
  /** By name and type of a group. */
  readonly #memories = new Map<string, unknown>();

  /**
   * @param rows the members that may answer, by place in the group
   * @returns null when none of them answers queries of this origin
   */
  of(group: RecordGroup, rows: readonly number[], origin: Origin): Chooser | null {
    if (rows.length === 0) return null;
    const byOrigin = this.#known.get(group) ?? new Map<Origin | null, Map<string, Chooser>>();
    this.#known.set(group, byOrigin);
    const from = group.policy.looksAtOrigin ? origin : null;
    const known = byOrigin.get(from) ?? new Map<string, Chooser | null>();
    byOrigin.set(from, known);
    const key = rows.length === group.members.length ? '' : rows.join();
    let chooser = known.get(key);
    if (chooser === undefined) {
      const records = rows.map((row): RecordSpec => (group.members[row] as Member).record);
      chooser = group.policy.prepare(records, this.#contextOf(group, origin));
      known.set(key, chooser);
    }
    return chooser;
  }

  /** What speaks for those members, if the policy says so. */
  groundsOf(group: RecordGroup, rows: readonly number[], origin: Origin): readonly Grounds[] {
    const records = rows.map((row): RecordSpec => (group.members[row] as Member).record);
    return group.policy.grounds?.(records, { zone: group.zone, origin }) ?? [];
  }

  #contextOf({ zone, name, type }: RecordGroup, origin: Origin): RoutingContext {
    return {
      zone,
      origin,
      memory: (begin) => {
        const key = `${name} ${type}`;
        if (!this.#memories.has(key)) this.#memories.set(key, begin());
        return this.#memories.get(key) as ReturnType<typeof begin>;
      },
    };
  }
}
