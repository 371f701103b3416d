/** A `ResourceRecordSet` of the Route 53 API → records as a scenario writes them (route53.md section 7.1). */
import {
  child,
  type Entry,
  list,
  type Mapping,
  mapping,
  scalar,
  type Tree,
  textOf,
} from '../format/tree.ts';
import type { ImportReport } from './foreign-format.ts';
import { checkMembers } from './members.ts';
import { alias, cidr, geoLocation, geoProximity } from './routing.ts';
import { readRoutingPolicyMember } from './routing-policy-member.ts';

/** A routing policy that a member means by being there. */
interface Implied {
  readonly routing: string;
  /** The key that carries the member's value. */
  readonly key: string | null;
  /** The value in the scenario's words; as it is when left out. */
  readonly read?: (value: Tree, report: ImportReport) => Tree;
}

const POLICIES: ReadonlyMap<string, Implied> = new Map(
  Object.entries<Implied>({
    MultiValueAnswer: { routing: 'multivalue', key: null },
    Weight: { routing: 'weighted', key: 'weight' },
    Failover: { routing: 'failover', key: 'failover' },
    Region: { routing: 'latency', key: 'region' },
    GeoLocation: { routing: 'geolocation', key: 'geoLocation', read: geoLocation },
    GeoProximityLocation: {
      routing: 'geoproximity',
      key: 'geoProximity',
      read: geoProximity,
    },
    CidrRoutingConfig: { routing: 'ip-based', key: 'cidr', read: cidr },
  }),
);

/** Members that go over as they are. */
const KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Type: 'type',
    TTL: 'ttl',
    SetIdentifier: 'setIdentifier',
    HealthCheckId: 'healthCheck',
    TrafficPolicyInstanceId: 'trafficPolicyInstance',
  }),
);

const MEMBERS = ['Name', ...KEYS.keys(), 'ResourceRecords', 'AliasTarget', ...POLICIES.keys()];

/** The record a set stands for; several for the shape of tutorials, none if it cannot be read. */
export function readRecordSet(tree: Tree, report: ImportReport): Mapping[] {
  const members = child(tree, 'RoutingPolicy') ? [...MEMBERS, 'RoutingPolicy'] : MEMBERS;
  if (!checkMembers(tree, 'ResourceRecordSet', members, report.problems)) return [];
  const entries = new Map<string, Entry>();
  for (const [member, entry] of tree.entries) {
    const key = KEYS.get(member);
    const policy = POLICIES.get(member);
    if (key) entries.set(key, entry);
    else if (member === 'Name') entries.set('name', { ...entry, value: absoluteName(entry.value) });
    else if (member === 'AliasTarget')
      entries.set('alias', { ...entry, value: alias(entry.value, report) });
    else if (member === 'ResourceRecords') readValues(entry, entries, report);
    else if (policy && isStated(member, entry, report)) setPolicy(policy, entry, entries, report);
  }
  const record = mapping(tree.place, entries);
  const policy = tree.entries.get('RoutingPolicy');
  return policy ? readRoutingPolicyMember(record, policy, report) : [record];
}

/** The API writes names absolute, with or without the dot, and the wildcard as `\052`. */
function absoluteName(tree: Tree): Tree {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return tree;
  const name = tree.value.replace(/^\\052(?=\.)/, '*');
  return scalar(tree.place, name.endsWith('.') ? name : `${name}.`);
}

function readValues(
  { key, value }: Entry,
  entries: Map<string, Entry>,
  { problems }: ImportReport,
): void {
  if (value.kind !== 'list') {
    problems.add(value.place, 'expected ResourceRecords to be an array of { "Value": … }');
    return;
  }
  // Old SDKs wrote an empty array on aliases (aws-sdk-php#56).
  if (value.items.length === 0) return;
  const items = value.items.flatMap((item) => {
    if (!checkMembers(item, 'ResourceRecord', ['Value'], problems)) return [];
    const text = child(item, 'Value');
    if (!text) problems.add(item.place, 'expected "Value" in this ResourceRecord');
    return text ? [text] : [];
  });
  entries.set('values', { key, value: list(value.place, items) });
}

/** `MultiValueAnswer: false` says nothing. */
function isStated(member: string, { value }: Entry, { problems }: ImportReport): boolean {
  if (member !== 'MultiValueAnswer') return true;
  if (value.kind === 'scalar' && typeof value.value === 'boolean') return value.value;
  problems.add(value.place, 'expected MultiValueAnswer to be true or false');
  return false;
}

function setPolicy(
  { routing, key: own, read }: Implied,
  { key, value }: Entry,
  entries: Map<string, Entry>,
  report: ImportReport,
): void {
  const other = textOf(entries.get('routing')?.value);
  if (other !== undefined) {
    report.problems.add(
      key,
      `routing ${routing} beside routing ${other}; Route 53 allows one policy in a record set, remove the other`,
    );
    return;
  }
  const place = value.kind === 'scalar' ? value.place : key;
  entries.set('routing', { key, value: scalar(place, routing) });
  if (own) entries.set(own, { key, value: read ? read(value, report) : value });
}
