/**
 * The shape seen in tutorials: `RoutingPolicy: { Type: MULTIVALUE }` with several values in one set. Route 53
 * has no such member (it is Cloud Map's, route53.md section 0); what was meant is one multivalue record set
 * per value, and that is how it is read.
 */
import { quoted } from '../format/printable.ts';
import {
  child,
  dataOf,
  type Entry,
  itemsOf,
  list,
  type Mapping,
  mapping,
  scalar,
  type Tree,
  textOf,
} from '../format/tree.ts';
import type { ImportReport } from './foreign-format.ts';
import { checkMembers } from './members.ts';

const WAY_OUT =
  'a policy is implied by MultiValueAnswer, Weight, Failover, Region, GeoLocation, GeoProximityLocation or CidrRoutingConfig';

export function readRoutingPolicyMember(
  record: Mapping,
  { key, value }: Entry,
  { problems, note }: ImportReport,
): Mapping[] {
  if (!checkMembers(value, 'RoutingPolicy', ['Type'], problems)) return [];
  const type = child(value, 'Type');
  if (textOf(type) !== 'MULTIVALUE') {
    problems.add(
      type?.place ?? key,
      `RoutingPolicy is no member of a Route 53 record set; of its types only MULTIVALUE can be read, ${WAY_OUT}`,
    );
    return [];
  }
  const stated = record.entries.get('routing');
  if (stated) {
    problems.add(
      key,
      `RoutingPolicy beside ${quoted(textOf(stated.value) ?? '')} routing in one record set; remove RoutingPolicy`,
    );
    return [];
  }
  const values = itemsOf(child(record, 'values'));
  const identifier =
    textOf(child(record, 'setIdentifier')) ?? firstLabel(textOf(child(record, 'name')) ?? '');
  const records = values.map((own, i) => {
    const entries = new Map(record.entries);
    entries.set('routing', { key, value: scalar(key, 'multivalue') });
    entries.set('values', { key: own.place, value: list(own.place, [own]) });
    entries.set('setIdentifier', {
      key,
      value: scalar(
        child(record, 'setIdentifier')?.place ?? own.place,
        values.length === 1 ? identifier : `${identifier}-${i + 1}`,
      ),
    });
    return mapping(record.place, entries);
  });
  note(key, `RoutingPolicy is no member of a Route 53 record set; read as ${explained(records)}`);
  return records;
}

function explained(records: readonly Mapping[]): string {
  const sets =
    records.length === 1
      ? '1 multivalue record set'
      : `${records.length} multivalue record sets, one for each value`;
  return `${sets}. The request that Route 53 accepts:\n${JSON.stringify(requestFor(records), null, 2)}`;
}

/** The change batch that makes these record sets. */
function requestFor(records: readonly Tree[]): unknown {
  const set = (record: Tree) => {
    const member = (key: string) => {
      const tree = child(record, key);
      return tree && dataOf(tree);
    };
    return {
      Name: member('name'),
      Type: member('type'),
      TTL: member('ttl'),
      SetIdentifier: member('setIdentifier'),
      MultiValueAnswer: true,
      ResourceRecords: itemsOf(child(record, 'values')).map((value) => ({ Value: dataOf(value) })),
      HealthCheckId: member('healthCheck'),
    };
  };
  return {
    Changes: records.map((record) => ({ Action: 'CREATE', ResourceRecordSet: set(record) })),
  };
}

/** `shop.example.net.` → `shop`. */
function firstLabel(name: string): string {
  return name.split('.')[0]?.replace(/[^A-Za-z0-9_-]/g, '') || 'record';
}
