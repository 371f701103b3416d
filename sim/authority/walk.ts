/**
 * How Route 53 gets from a question to record sets (route53.md section 3.1). The guide tells it as a loop: choose by
 * the policy, drop what is unhealthy, choose again. What is left to choose from in the end is what is written here:
 * of each level the healthy members, or in the last resort all.
 *
 * A member is healthy while its own health check passes and, if it is an alias that evaluates its target's health,
 * its target has a healthy member that answers this origin. So from a level without one Route 53 backs out to the
 * level above, unless the way down did not ask about health or there is nothing else.
 */
import type { RecordSpec } from '../scenario.ts';
import type { Choosers } from './choosers.ts';
import type { Origin } from './origin.ts';
import type { Chooser } from './routing/policy.ts';
import type { Member, RecordGroup } from './tree.ts';

/** Why these members of a level may answer. */
export type Basis =
  /** They are healthy. */
  | 'healthy'
  /** None of those that answer this origin is: all are taken to be. */
  | 'lastResort'
  /** A level above was in its last resort, below which health counts for nothing (`lastResort: top`). */
  | 'disregarded';

/** The members of one level that may answer. */
export interface Candidates {
  readonly group: RecordGroup;
  /** By place in the group. */
  readonly rows: readonly number[];
  /** Null: none of them answers queries of this origin. */
  readonly chooser: Chooser | null;
  readonly basis: Basis;
}

/** Whether what a record set's health goes by is well, if it goes by anything. */
export type Passes = (record: Pick<RecordSpec, 'healthCheck'>) => boolean;

export class Walk {
  readonly #passes: Passes;
  readonly #origin: Origin;
  readonly #choosers: Choosers;
  readonly #answers = new Map<RecordGroup, boolean>();

  /** @param passes whether a record set's own health check does, if it has one */
  constructor(passes: Passes, origin: Origin, choosers: Choosers) {
    this.#passes = passes;
    this.#origin = origin;
    this.#choosers = choosers;
  }

  isHealthy({ record, target }: Member): boolean {
    if (!this.#passes(record)) return false;
    return !target || !record.alias?.evaluateTargetHealth || this.answers(target);
  }

  /** Whether a group has a healthy member that answers this origin. */
  answers(group: RecordGroup): boolean {
    const known = this.#answers.get(group);
    if (known !== undefined) return known;
    const answers =
      group.check === null
        ? this.#choosers.of(group, this.#healthyOf(group), this.#origin) !== null
        : group.members.length > 0 && this.#passes({ healthCheck: group.check });
    this.#answers.set(group, answers);
    return answers;
  }

  /** @param above on what basis the level above, if any, led here */
  candidates(group: RecordGroup, above: Basis = 'healthy'): Candidates {
    const isDisregarded = above !== 'healthy' && group.zone.lastResort === 'top';
    if (!isDisregarded) {
      const rows = this.#healthyOf(group);
      const chooser = this.#choosers.of(group, rows, this.#origin);
      if (chooser) return { group, rows, chooser, basis: 'healthy' };
    }
    const rows = [...group.members.keys()];
    const chooser = this.#choosers.of(group, rows, this.#origin);
    return { group, rows, chooser, basis: isDisregarded ? 'disregarded' : 'lastResort' };
  }

  #healthyOf({ members }: RecordGroup): number[] {
    return members.flatMap((member, row) => (this.isHealthy(member) ? [row] : []));
  }
}
