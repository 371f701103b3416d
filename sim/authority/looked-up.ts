/**
 * One question: the record sets that answer it after each record change, and the decisions that edges make of them. A
 * decision follows from a state of the records, which of them are healthy, and where the query comes from; equal ones
 * are one object.
 */
import type { Addresses } from '../backends/addresses.ts';
import { byName } from '../plugin.ts';
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import { Decision } from './decision.ts';
import type { Origin } from './origin.ts';
import type { Question } from './question.ts';
import { routingPolicies } from './routing/index.ts';
import { type Found, find, isAlike } from './zone.ts';

export class LookedUp {
  readonly question: Question;
  /** What was found after each record change that concerned it; the place in the list is the generation. */
  readonly #found: Found[];
  readonly #decisions = new Map<Origin, Map<string, Decision>>();
  readonly #addresses: Addresses;

  constructor(question: Question, zones: readonly ZoneSpec[], addresses: Addresses) {
    this.question = question;
    this.#found = [find(zones, question.name, question.type)];
    this.#addresses = addresses;
  }

  /** What was found at the start and after every change since, in turn. */
  get states(): readonly Found[] {
    return this.#found;
  }

  /** Record changes so far. */
  get generation(): number {
    return this.#found.length - 1;
  }

  /** Name of the zone that it is in. */
  get zone(): string {
    return (this.#found[0] as Found).zone.name;
  }

  get edges(): ZoneSpec['edges'] {
    return (this.#found[0] as Found).zone.edges;
  }

  /** Whether all edges of its zone go by one state where a policy keeps some. */
  get sharesState(): boolean {
    return (this.#found[0] as Found).zone.edgeState === 'shared';
  }

  /** Addresses in one answer at most, as the records are now. */
  get longest(): number {
    const { group } = this.#found.at(-1) as Found;
    return group.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** The records have changed: whether the question is answered otherwise now, which makes a new generation. */
  change(zones: readonly ZoneSpec[]): boolean {
    const now = find(zones, this.question.name, this.question.type);
    const isSame = isAlike(now, this.#found.at(-1) as Found);
    if (!isSame) this.#found.push(now);
    return !isSame;
  }

  /**
   * The decision of a generation in which some record sets are unhealthy: those are left out, but if none is healthy
   * all are taken to be (route53.md section 3.1; for weights section 3.2 follows from it, since of what is left
   * zero weights answer only when there are no others). Undefined: a negative answer.
   */
  decide(
    generation: number,
    origin: Origin,
    isHealthy: (record: RecordSpec) => boolean,
  ): Decision | undefined {
    const { group, zone } = this.#found[generation] as Found;
    if (group.length === 0) return undefined;
    const healthy = group.filter(isHealthy);
    const all = healthy.length === 0 || healthy.length === group.length;
    const live = all ? group : healthy;
    const key = `${generation}:${all ? '' : live.map((record) => group.indexOf(record)).join()}`;
    const decisions = this.#decisions.get(origin) ?? new Map<string, Decision>();
    this.#decisions.set(origin, decisions);
    const known = decisions.get(key);
    if (known) return known;
    const decision = new Decision(live, zone, this.#addresses, generation, origin);
    decisions.set(key, decision);
    return decision;
  }

  /** Whether the records of a generation look at a health check. */
  looksAt(generation: number, check: string): boolean {
    return (this.#found[generation] as Found).group.some(
      ({ healthCheck }) => healthCheck === check,
    );
  }

  /** Whether what it is answered may depend on where the query comes from, now. */
  get looksAtOrigin(): boolean {
    const { group } = this.#found.at(-1) as Found;
    return group.some(({ routing }) => byName(routingPolicies, routing).looksAtOrigin === true);
  }
}
