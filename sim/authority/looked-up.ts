/**
 * One question: the record sets that answer it after each record change, and the decisions that edges make of them. A
 * decision follows from a state of the records, which of them are healthy, and where the query comes from; equal ones
 * are one object.
 */
import { byName } from '../plugin.ts';
import type { ZoneSpec } from '../scenario.ts';
import type { Choosers } from './choosers.ts';
import { Decision } from './decision.ts';
import type { Level, Meanings } from './level.ts';
import { Levels } from './levels.ts';
import type { Origin } from './origin.ts';
import type { Question } from './question.ts';
import { routingPolicies } from './routing/index.ts';
import { grow, levelsIn, type RecordGroup, recordsIn } from './tree.ts';
import { type Passes, Walk } from './walk.ts';
import { type Found, find } from './zone.ts';

/** What was found of a question at some time. */
export interface State extends Found {
  readonly tree: RecordGroup;
  /** Health checks that its records look at. */
  readonly checks: ReadonlySet<string>;
}

export class LookedUp {
  readonly question: Question;
  /** One after each record change that concerned it; the place in the list is the generation. */
  readonly #states: State[];
  readonly #choosers: Choosers;
  readonly #levels: Levels;
  readonly #decisions = new Map<Level, Decision>();

  constructor(
    question: Question,
    zones: readonly ZoneSpec[],
    choosers: Choosers,
    meanings: Meanings,
  ) {
    this.question = question;
    this.#choosers = choosers;
    this.#levels = new Levels(question.type, meanings);
    this.#states = [this.#stateOf(zones)];
  }

  #stateOf(zones: readonly ZoneSpec[]): State {
    const found = find(zones, this.question.name, this.question.type);
    const tree = grow(found);
    const checks = [
      ...recordsIn(tree).flatMap(({ healthCheck }) => healthCheck ?? []),
      ...levelsIn(tree).flatMap(({ check }) => check ?? []),
    ];
    return { ...found, tree, checks: new Set(checks) };
  }

  /** What was found at the start and after every change since, in turn. */
  get states(): readonly State[] {
    return this.#states;
  }

  get #first(): State {
    return this.#states[0] as State;
  }

  get #last(): State {
    return this.#states.at(-1) as State;
  }

  /** Record changes so far. */
  get generation(): number {
    return this.#states.length - 1;
  }

  /** Name of the zone that it is in. */
  get zone(): string {
    return this.#first.zone.name;
  }

  get edges(): ZoneSpec['edges'] {
    return this.#first.zone.edges;
  }

  /** Whether aliases have led to a balancer at some time, and to nothing else. */
  get leadsToBalancers(): boolean {
    return this.#ends.some(({ zone }) => zone.balancer !== undefined);
  }

  get leadsToBalancersOnly(): boolean {
    return this.leadsToBalancers && this.#ends.every(({ zone }) => zone.balancer !== undefined);
  }

  /** Levels with values of their own, now or before. */
  get #ends(): RecordGroup[] {
    return this.#states
      .flatMap(({ tree }) => levelsIn(tree))
      .filter(({ members }) => members.some(({ target }) => target === null));
  }

  /** Whether all edges of its zone go by one state where a policy keeps some. */
  get sharesState(): boolean {
    return this.#first.zone.edgeState === 'shared';
  }

  /** Addresses in one answer at most, as the records are now. */
  get longest(): number {
    const counts = levelsIn(this.#last.tree).map(({ members }) =>
      members.reduce((sum, { record }) => sum + record.values.length, 0),
    );
    return Math.max(...counts);
  }

  /** Whether what it is answered may depend on where the query comes from, now. */
  get looksAtOrigin(): boolean {
    return recordsIn(this.#last.tree).some(
      ({ routing }) => byName(routingPolicies, routing).looksAtOrigin === true,
    );
  }

  /** The records have changed: whether the question is answered otherwise now, which makes a new generation. */
  change(zones: readonly ZoneSpec[]): boolean {
    const now = this.#stateOf(zones);
    const [before, after] = [recordsIn(this.#last.tree), recordsIn(now.tree)];
    const isSame =
      now.code === this.#last.code &&
      before.length === after.length &&
      before.every((record, i) => record === after[i]);
    if (!isSame) this.#states.push(now);
    return !isSame;
  }

  /**
   * The decision of a generation, given whose health checks pass. Undefined: nothing answers it, or nothing queries of
   * this origin.
   */
  decide(generation: number, origin: Origin, passes: Passes): Decision | undefined {
    const { tree } = this.#states[generation] as State;
    if (tree.members.length === 0) return undefined;
    const walk = new Walk(passes, origin, this.#choosers);
    if (!walk.candidates(tree).chooser) return undefined;
    const top = this.#levels.top(walk, tree);
    const decision = this.#decisions.get(top) ?? new Decision(top, generation);
    this.#decisions.set(top, decision);
    return decision;
  }

  /** Whether the records of a generation look at a health check. */
  looksAt(generation: number, check: string): boolean {
    return (this.#states[generation] as State).checks.has(check);
  }
}
