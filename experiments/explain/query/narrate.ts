/** The walk from a question to record sets (route53.md section 3.1) in words: the run's own walk, told step by step. */
import { Choosers } from '../../../sim/authority/choosers.ts';
import type { Origin } from '../../../sim/authority/origin.ts';
import {
  grow,
  levelsIn,
  linkOf,
  type Member,
  type RecordGroup,
} from '../../../sim/authority/tree.ts';
import { type Basis, type Candidates, Walk } from '../../../sim/authority/walk.ts';
import { type Found, find } from '../../../sim/authority/zone.ts';
import { MOST_LINKS } from '../../../sim/resolvers/responses.ts';
import type { RecordSpec } from '../../../sim/scenario.ts';
import type { PossibleAnswer, Step } from '../query-explanation.ts';
import { listing, percent, several } from '../words.ts';
import type { StateAt } from './state-at.ts';

/** A path through the tree so far. */
interface Way {
  readonly depth: number;
  readonly probability: number;
  readonly by: readonly string[];
  readonly links: number;
}

export class Narration {
  readonly steps: Step[] = [];
  readonly answers: PossibleAnswer[] = [];
  /** Whether from elsewhere the walk may be another. */
  looksAtOrigin = false;
  readonly #state: StateAt;
  readonly #origin: Origin;
  readonly #choosers = new Choosers();

  constructor(state: StateAt, origin: Origin) {
    this.#state = state;
    this.#origin = origin;
  }

  ask(name: string, type: string, way: Way = { depth: 0, probability: 1, by: [], links: 0 }): void {
    const found = find(this.#state.zones, name, type);
    const { zone, code, group } = found;
    const owner = group[0]?.name ?? name;
    const as = owner === name ? '' : `, as ${owner}`;
    this.#say(way.depth, `${name} ${type} is in the zone ${zone.name}${as}`);
    if (code !== 'NOERROR') {
      this.#deny(found, code, way);
      return;
    }
    const walk = new Walk((record) => this.#state.passes(record), this.#origin, this.#choosers);
    const tree = grow(found);
    this.looksAtOrigin ||= levelsIn(tree).some(({ policy }) => policy.looksAtOrigin);
    this.#level(walk, tree, type, 'healthy', way);
  }

  #deny({ zone }: Pick<Found, 'zone'>, code: PossibleAnswer['code'], way: Way): void {
    const { probability, by, depth } = way;
    const why = code === 'NXDOMAIN' ? 'the name does not exist' : 'it has no such record';
    this.#say(depth, `${code}: ${why}; kept for ${zone.negativeTtl} s`);
    this.answers.push({
      probability,
      code,
      by,
      values: [],
      size: 0,
      ttlSeconds: [zone.negativeTtl],
    });
  }

  #level(walk: Walk, group: RecordGroup, type: string, above: Basis, way: Way): void {
    const { members, zone } = group;
    const what = `${several(members.length, 'record set')} of ${group.name} ${group.type}, ${group.policy.name}`;
    this.#say(way.depth, members.length === 0 ? `nothing is left at ${group.name}` : what);
    const grounds = this.#choosers.groundsOf(group, [...members.keys()], this.#origin);
    for (const [row, member] of members.entries()) {
      const fact = grounds[row]?.fact;
      this.#say(way.depth + 1, `${this.#healthOf(walk, member)}${fact ? `; ${fact}` : ''}`);
    }
    const candidates = walk.candidates(group, above);
    if (!candidates.chooser) {
      const code = zone.noAnswer === 'nodata' ? 'NODATA' : 'NXDOMAIN';
      if (members.length > 0)
        this.#say(way.depth, 'none of them answers queries from there, healthy or not');
      this.#deny(group, code, way);
      return;
    }
    this.#say(way.depth, basisOf(candidates));
    if (candidates.chooser.size > 1) this.#answerTogether(candidates, type, way);
    else this.#answerOne(walk, candidates, type, way);
  }

  #healthOf(walk: Walk, { record, target }: Member): string {
    const label = labelOf(record);
    const own = record.healthCheck === null ? null : this.#state.statusOf(record.healthCheck);
    const below =
      target && record.alias?.evaluateTargetHealth
        ? walk.answers(target)
          ? `${target.name} has a healthy record set`
          : `${target.name} has no healthy record set, so it is backed out of`
        : target
          ? `the health of ${target.name} does not count`
          : null;
    const whys = [own?.why ?? (target ? null : 'no health check'), below].filter(
      (why) => why !== null,
    );
    const is = walk.isHealthy({ record, target }) ? 'healthy' : 'unhealthy';
    return `${label}: ${is} (${whys.join('; ')})`;
  }

  #answerOne(
    walk: Walk,
    { group, rows, chooser, basis }: Candidates,
    type: string,
    way: Way,
  ): void {
    const odds = new Float64Array(rows.length);
    chooser?.intended(odds);
    const grounds = this.#choosers.groundsOf(group, rows, this.#origin);
    for (const [i, row] of rows.entries()) {
      const part = odds[i] as number;
      if (part === 0) continue;
      const { record, target } = group.members[row] as Member;
      const probability = way.probability * part;
      const next = {
        depth: way.depth + 1,
        probability,
        by: [...way.by, labelOf(record)],
        links: way.links,
      };
      const rule = rows.length < group.members.length || rows.length > 1 ? grounds[i]?.rule : null;
      const chance = `${part === 1 ? '' : `, with ${percent(part)}`}${rule ? ` (${rule})` : ''}`;
      if (target) {
        this.#say(way.depth, `${labelOf(record)}${chance}: an alias, answered as ${target.name}`);
        this.#level(walk, target, type, basis, next);
      } else if (record.type === type) this.#answer([record], 1, group, chance, next);
      else this.#follow(record, type, chance, next);
    }
  }

  #follow(record: RecordSpec, type: string, chance: string, next: Way): void {
    const target = linkOf(record.values[0] as string);
    this.#say(
      next.depth - 1,
      `${labelOf(record)}${chance}: a CNAME for ${target}, TTL ${record.ttl} s, which the resolver asks next`,
    );
    if (next.links >= MOST_LINKS) {
      this.#say(next.depth, 'the chain is too long: resolvers give up');
      const { probability, by } = next;
      this.answers.push({ probability, code: 'SERVFAIL', by, values: [], size: 0, ttlSeconds: [] });
      return;
    }
    this.ask(target, type, { ...next, by: [...next.by, target], links: next.links + 1 });
  }

  #answerTogether({ group, rows, chooser }: Candidates, type: string, way: Way): void {
    const records = rows.map((row) => (group.members[row] as Member).record);
    const size = chooser?.size ?? 0;
    const all = records.filter((record) => record.type === type);
    const by = [...way.by, `${group.name} ${group.type}`];
    const rule = this.#choosers.groundsOf(group, rows, this.#origin)[0]?.rule;
    this.#answer(all, size, group, rule ? ` (${rule})` : '', { ...way, depth: way.depth + 1, by });
  }

  /** @param sets record sets in one answer */
  #answer(
    records: readonly RecordSpec[],
    sets: number,
    { zone }: RecordGroup,
    chance: string,
    { depth, probability, by }: Way,
  ): void {
    const values = [...new Set(records.flatMap((record) => record.values))];
    const size = sets === records.length ? values.length : Math.min(sets, values.length);
    const all = [...new Set(records.map(({ ttl }) => ttl))].sort((a, b) => a - b);
    const ttlSeconds = sets === records.length && zone.mixedTtl === 'min' ? all.slice(0, 1) : all;
    const order =
      size < 2 ? '' : zone.order === 'random' ? ', in random order' : ', in the order written';
    const which =
      size < values.length ? `a random ${size} of ${values.length} values` : listing(values);
    const who = records.length === 1 ? labelOf(records[0] as RecordSpec) : 'the answer';
    const ttl =
      ttlSeconds.length === 1
        ? `TTL ${ttlSeconds[0]} s`
        : `TTL ${ttlSeconds[0]} to ${ttlSeconds.at(-1)} s`;
    this.#say(depth - 1, `${who}${chance}: ${which}${order}, ${ttl}`);
    this.answers.push({ probability, code: 'NOERROR', by, values, size, ttlSeconds });
  }

  #say(depth: number, text: string): void {
    this.steps.push({ depth, text });
  }
}

const labelOf = ({ setIdentifier, name }: RecordSpec) => setIdentifier || name;

function basisOf({ group, rows, basis }: Candidates): string {
  const all = group.members.length;
  switch (basis) {
    case 'healthy':
      return rows.length === all
        ? `${all === 1 ? 'it may' : 'all may'} answer`
        : `${rows.length} of ${all} may answer: ${listing(rows.map((row) => labelOf((group.members[row] as Member).record)))}`;
    case 'lastResort':
      return `last resort: none is healthy, so ${all === 1 ? 'it is' : 'all are'} taken to be`;
    case 'disregarded':
      return 'below a last resort health does not count (lastResort: top)';
  }
}
