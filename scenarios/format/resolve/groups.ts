/** What Route 53 refuses about record sets that share a name: mixed policies, repeated identifiers, CNAMEs beside others. */
import type { RecordSpec, ZoneSpec } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import { at } from '../tree.ts';
import type { Context } from './context.ts';
import type { Placed } from './records.ts';
import { policyOf } from './zones.ts';

type ZoneRules = Pick<
  ZoneSpec,
  'name' | 'isPrivate' | 'mixedTtl' | 'weightedValues' | 'cidrCollections'
>;

export function checkGroups(records: readonly Placed[], zone: ZoneRules, context: Context): void {
  for (const group of groupsOf(records)) {
    if (isOfOnePolicy(group, context)) {
      checkIdentifiers(group, context);
      if (group.every(({ isSound }) => isSound)) checkPolicy(group, zone, context);
    }
  }
  for (const group of groupedBy(records, ({ record }) => record.name).values())
    checkCname(group, zone.name, context);
  checkSoa(records, zone.name, context);
}

/** Record sets of one name and type, in the order of the first of each. */
export function groupsOf(records: readonly Placed[]): readonly Placed[][] {
  return [...groupedBy(records, ({ record }) => `${record.name} ${record.type}`).values()];
}

function groupedBy(
  records: readonly Placed[],
  keyOf: (placed: Placed) => string,
): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const placed of records) {
    const key = keyOf(placed);
    const group = groups.get(key);
    if (group) group.push(placed);
    else groups.set(key, [placed]);
  }
  return groups;
}

/** In the words of the API (seen in cert-manager#5388). */
function isOfOnePolicy(group: readonly Placed[], context: Context): boolean {
  const { routing } = (group[0] as Placed).record;
  const others = group.filter(({ record }) => record.routing !== routing);
  for (const { record, path } of others) {
    // A stray multivalue record is told so in the API's own words.
    const there = record.routing === 'multivalue' ? 'non multivalue answer' : routing;
    const identified =
      record.setIdentifier === '' ? '' : `, SetIdentifier ${quoted(record.setIdentifier)},`;
    context.wrong(
      [...path, at(context.tree, [...path, 'routing']) ? 'routing' : 'name'],
      `RRSet with DNS name ${record.name}., type ${record.type}${identified} cannot be created because a ${there} rrset exists with ` +
        `the same name and type; give them all one routing`,
    );
  }
  return others.length === 0;
}

function checkIdentifiers(group: readonly Placed[], context: Context): void {
  const seen = new Set<string>();
  for (const { record, path } of group) {
    const { name, type, setIdentifier } = record;
    if (setIdentifier !== '' && seen.has(setIdentifier)) {
      context.wrong(
        [...path, 'setIdentifier'],
        `the set identifier ${quoted(setIdentifier)} is already used for ${name} ${type}; give each record set its own`,
      );
    }
    seen.add(setIdentifier);
  }
}

/** The policy's own objections, at the record and key they concern. */
function checkPolicy(group: readonly Placed[], zone: ZoneRules, context: Context): void {
  const records = group.map(({ record }) => record);
  const found = policyOf((records[0] as RecordSpec).routing)?.check(records, zone) ?? [];
  for (const { record, key, message } of found) {
    const { path } = group[record] as Placed;
    const written = key === 'values' && !at(context.tree, [...path, 'values']) ? 'value' : key;
    context.wrong([...path, written], message);
  }
}

/** A zone has one SOA record, at its own name. */
function checkSoa(records: readonly Placed[], zone: string, context: Context): void {
  for (const { record, path } of records)
    if (record.type === 'SOA' && record.name !== zone)
      context.wrong(
        [...path, 'name'],
        `an SOA record stands at the zone's own name ${zone}, nowhere else`,
      );
}

function checkCname(group: readonly Placed[], zone: string, context: Context): void {
  for (const { record, path } of group) {
    if (record.type !== 'CNAME') continue;
    if (record.name === zone)
      context.wrong(
        [...path, 'type'],
        `RRSet of type CNAME with DNS name ${zone}. is not permitted at apex in zone ${zone}.; write an alias`,
      );
    else if (group.some((other) => other.record.type !== 'CNAME')) {
      context.wrong(
        [...path, 'type'],
        `RRSet of type CNAME with DNS name ${record.name}. is not permitted as it conflicts with other records with the same DNS name in zone ${zone}.`,
      );
    }
  }
}
