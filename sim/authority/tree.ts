/**
 * The record sets that a question can be answered from, as a tree: a level is the record sets of one name and type,
 * and below an alias record stand those of its target (route53.md sections 3.1 and 3.9).
 */
import { byName } from '../plugin.ts';
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import { balancerCheck, MOST_NODES } from './balancer-names.ts';
import { nodesInService } from './nodes-in-service.ts';
import { routingPolicies } from './routing/index.ts';
import type { RoutingPolicy } from './routing/policy.ts';
import { simple } from './routing/simple.ts';
import { type Found, find } from './zone.ts';

/** "Up to three levels of recursion": 100 × 100 × 100 record sets (route53.md section 3.1). */
export const MOST_LEVELS = 3;

/** The record sets of one name and type. */
export interface RecordGroup {
  readonly name: string;
  readonly type: string;
  readonly zone: ZoneSpec;
  readonly policy: RoutingPolicy;
  /** What decides on its health in the eyes of an alias, in place of its members; null: they do. */
  readonly check: string | null;
  /** In the zone's order; empty below an alias whose target is gone. */
  readonly members: readonly Member[];
}

export interface Member {
  readonly record: RecordSpec;
  /** What an alias record answers with; null: it has values of its own. */
  readonly target: RecordGroup | null;
}

/**
 * The tree at whose top stands what was found. An alias that leads back to itself, which Route 53 refuses, leads to
 * nothing: of changes at drawn times any may come first.
 */
export function grow({ zone, zones, group }: Found): RecordGroup {
  const grown = new Map<string, RecordGroup | null>();
  let index: Map<string, RecordSpec[]> | null = null;
  const recordsOf = (name: string, type: string) => {
    index ??= indexOf(zone.records);
    return index.get(keyOf(name, type)) ?? [];
  };
  const behind = (target: string, type: string): RecordGroup => {
    const beyond = zones.find(({ name, balancer }) => balancer !== undefined && name === target);
    return beyond
      ? nodesOf({ ...beyond, elbAnswers: zone.elbAnswers ?? MOST_NODES }, type)
      : groupOf(target, type, recordsOf(target, type));
  };
  const groupOf = (name: string, type: string, records: readonly RecordSpec[]): RecordGroup => {
    const key = keyOf(name, type);
    const known = grown.get(key);
    if (known) return known;
    const alone = { name, type, zone, check: null };
    if (known === null) return { ...alone, policy: simple, members: [] };
    grown.set(key, null);
    const made: RecordGroup = {
      ...alone,
      policy: byName(routingPolicies, records[0]?.routing ?? 'simple'),
      members: records.map((record) => ({
        record,
        target: record.alias ? behind(record.alias.target, type) : null,
      })),
    };
    grown.set(key, made);
    return made;
  };
  const nodesOf = (beyond: ZoneSpec, type: string): RecordGroup => {
    const key = keyOf(beyond.name, type);
    const made = grown.get(key) ?? nodes(beyond, type);
    grown.set(key, made);
    return made;
  };
  const [first] = group;
  if (zone.balancer !== undefined) return nodes(zone, first?.type ?? '');
  return groupOf(first?.name ?? '', first?.type ?? '', group);
}

/** The nodes of a balancer that have addresses of a type. */
function nodes(zone: ZoneSpec, type: string): RecordGroup {
  return {
    name: zone.name,
    type,
    zone,
    policy: nodesInService,
    check: balancerCheck(zone.balancer as string),
    members: zone.records
      .filter((record) => record.type === type)
      .map((record) => ({ record, target: null })),
  };
}

function indexOf(records: readonly RecordSpec[]): Map<string, RecordSpec[]> {
  const index = new Map<string, RecordSpec[]>();
  for (const record of records) {
    const key = keyOf(record.name, record.type);
    const same = index.get(key);
    if (same) same.push(record);
    else index.set(key, [record]);
  }
  return index;
}

const keyOf = (name: string, type: string) => `${name} ${type}`;

/** Every level of a tree once, the top first. */
export function levelsIn(root: RecordGroup): readonly RecordGroup[] {
  const seen = new Set([root]);
  for (const group of seen)
    for (const { target } of group.members) if (target !== null) seen.add(target);
  return [...seen];
}

/** Every record set of a tree once. */
export function recordsIn(root: RecordGroup): readonly RecordSpec[] {
  return levelsIn(root).flatMap(({ members }) => members.map(({ record }) => record));
}

/** Whether two states of the zones answer a question from the same record sets, unchanged. */
export function isAlike(a: Found, b: Found): boolean {
  if (a.code !== b.code) return false;
  const [before, after] = [recordsIn(grow(a)), recordsIn(grow(b))];
  return before.length === after.length && before.every((record, i) => record === after[i]);
}

/**
 * The record sets whose values can end up in the answer to a name and type: those of its tree that are no aliases, and
 * behind CNAME records those of the names that they lead to.
 */
export function endsOf(zones: readonly ZoneSpec[], name: string, type: string): RecordSpec[] {
  const ends = new Set<RecordSpec>();
  const names = new Set([name]);
  for (const one of names) {
    for (const record of recordsIn(grow(find(zones, one, type)))) {
      if (record.alias) continue;
      if (record.type === type) ends.add(record);
      else for (const target of record.values) names.add(linkOf(target));
    }
  }
  return [...ends];
}

/** The name that the value of a CNAME record means. */
export function linkOf(value: string): string {
  return value.toLowerCase().replace(/\.$/, '');
}
