/** `aws_route53_record` → a record set in the words of the API, which is then read as one (route53.md section 7.5). */
import { absolute } from '../../format/names.ts';
import {
  at,
  child,
  type Entry,
  itemsOf,
  list,
  type Mapping,
  mapping,
  scalar,
  type Tree,
  textOf,
} from '../../format/tree.ts';
import type { ImportReport, RecordChange } from '../foreign-format.ts';
import { readRecordSet } from '../record-set.ts';
import type { Identities } from './identities.ts';
import { nameOfCheck } from './identities.ts';
import { block, type Resource, stated } from './resources.ts';

/** Attributes that go over as they are. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['type', 'Type'],
  ['set_identifier', 'SetIdentifier'],
]);

/** Blocks of a policy: the member they mean, and the members of what is inside. */
const POLICIES: Readonly<
  Record<string, { member: string; inside: string | Readonly<Record<string, string>> }>
> = {
  weighted_routing_policy: { member: 'Weight', inside: 'weight' },
  failover_routing_policy: { member: 'Failover', inside: 'type' },
  latency_routing_policy: { member: 'Region', inside: 'region' },
  geolocation_routing_policy: {
    member: 'GeoLocation',
    inside: { continent: 'ContinentCode', country: 'CountryCode', subdivision: 'SubdivisionCode' },
  },
  geoproximity_routing_policy: {
    member: 'GeoProximityLocation',
    inside: { aws_region: 'AWSRegion', local_zone_group: 'LocalZoneGroup', bias: 'Bias' },
  },
  cidr_routing_policy: {
    member: 'CidrRoutingConfig',
    inside: { collection_id: 'CollectionId', location_name: 'LocationName' },
  },
};

/** What nothing is made of: identifiers, and how Terraform goes about its work. */
const WITHOUT_EFFECT = ['id', 'fqdn', 'name', 'zone_id', 'allow_overwrite', 'timeouts'];
const READ = new Set([
  ...WITHOUT_EFFECT,
  ...PLAIN.keys(),
  ...Object.keys(POLICIES),
  'ttl',
  'records',
  'alias',
  'health_check_id',
  'multivalue_answer_routing_policy',
]);

export function readRecord(
  resource: Resource,
  identities: Identities,
  report: ImportReport,
): RecordChange[] {
  const { values, tree } = resource;
  const zone = identities.zoneOf(resource);
  refuseUnknown(values, report);
  const entries = new Map<string, Entry>();
  const set = (member: string, entry: Entry | undefined) =>
    void (entry && entries.set(member, entry));
  set('Name', nameOf(values, zone ?? report.zone));
  for (const [attribute, member] of PLAIN) set(member, stated(values, attribute));
  const alias = aliasOf(resource, identities, report);
  set('AliasTarget', alias);
  if (!alias) {
    set('TTL', stated(values, 'ttl'));
    set('ResourceRecords', recordsOf(resource, identities, report));
  }
  set('HealthCheckId', checkOf(resource, identities, report));
  const multivalue = stated(values, 'multivalue_answer_routing_policy');
  if (multivalue?.value.kind === 'scalar' && multivalue.value.value === true)
    set('MultiValueAnswer', multivalue);
  for (const [attribute, { member, inside }] of Object.entries(POLICIES))
    set(member, policyOf(block(values, attribute), inside, resource, identities));
  return readRecordSet(mapping(tree.place, entries), report).map((record) => ({
    kind: 'record',
    action: 'add',
    record,
    place: tree.place,
    ...(zone === undefined ? {} : { zone }),
  }));
}

/** A policy of a later provider must not be lost without a word. */
function refuseUnknown(values: Mapping, { problems, note }: ImportReport): void {
  for (const [attribute, { key }] of values.entries) {
    if (READ.has(attribute) || !stated(values, attribute)) continue;
    if (attribute.endsWith('_routing_policy'))
      problems.add(
        key,
        `the routing policy ${attribute} is not known; expected one of ${Object.keys(POLICIES).join(', ')}`,
      );
    else note(key, `the attribute ${attribute} is not known and left out`);
  }
}

/** Absolute in `fqdn`; a plan may have no more than the name, which the provider ends with the zone's. */
function nameOf(values: Mapping, zone: string): Entry | undefined {
  const full = stated(values, 'fqdn');
  if (full) return full;
  const entry = values.entries.get('name');
  const text = textOf(entry?.value);
  if (!entry || text === undefined) return entry;
  const name = zone === '' ? text : absolute(text === '' ? '@' : text, zone);
  return { ...entry, value: scalar(entry.value.place, name) };
}

function recordsOf(
  resource: Resource,
  identities: Identities,
  report: ImportReport,
): Entry | undefined {
  const { values } = resource;
  const entry = stated(values, 'records');
  if (!entry) {
    const from = identities.resources.references(resource, ['records']);
    if (from.length > 0) unknownYet(resource, 'records', from, report);
    return undefined;
  }
  const isText = ['TXT', 'SPF'].includes(textOf(child(values, 'type')) ?? '');
  const items = itemsOf(entry.value).map((item) =>
    mapping(item.place, [['Value', { key: item.place, value: isText ? quotedText(item) : item }]]),
  );
  return { key: entry.key, value: list(entry.value.place, items) };
}

/** The provider writes texts without the quotes around them, but with those between their strings. */
function quotedText(tree: Tree): Tree {
  const text = textOf(tree);
  if (text === undefined || text.startsWith('"')) return tree;
  return scalar(tree.place, `"${text}"`);
}

function aliasOf(
  resource: Resource,
  identities: Identities,
  report: ImportReport,
): Entry | undefined {
  const entry = block(resource.values, 'alias');
  if (entry?.value.kind !== 'mapping') return entry;
  const inside = entry.value;
  const name = stated(inside, 'name') ?? standIn(resource, inside, identities, report);
  const health = stated(inside, 'evaluate_target_health');
  const target = mapping(inside.place, [
    ...(name ? [['DNSName', name] as const] : []),
    ...(health ? [['EvaluateTargetHealth', health] as const] : []),
  ]);
  return { key: entry.key, value: target };
}

/** A load balancer that is planned has no name yet: something that cannot be taken for another's stands for it. */
function standIn(
  resource: Resource,
  alias: Mapping,
  { resources }: Identities,
  { note }: ImportReport,
): Entry | undefined {
  const [reference] = resources.references(resource, ['alias', 0, 'name']);
  if (reference === undefined) return undefined;
  const name = `${reference.replace(/[^A-Za-z0-9_.-]+/g, '-').toLowerCase()}.invalid`;
  note(alias.place, `${reference} is known only after apply: ${name} stands for it`);
  return { key: alias.place, value: scalar(alias.place, name) };
}

function checkOf(
  resource: Resource,
  identities: Identities,
  report: ImportReport,
): Entry | undefined {
  const entry = stated(resource.values, 'health_check_id');
  const id = textOf(entry?.value);
  if (entry && id !== undefined)
    return { ...entry, value: scalar(entry.value.place, identities.checkName(id)) };
  const from = identities.resources.references(resource, ['health_check_id']);
  if (from.length === 0) return undefined;
  const check = identities.resources.referredTo(
    resource,
    ['health_check_id'],
    'aws_route53_health_check',
  );
  const { place } = resource.tree;
  if (check) return { key: place, value: scalar(place, nameOfCheck(check)) };
  unknownYet(resource, 'health_check_id', from, report);
  return undefined;
}

function unknownYet(
  { tree, address }: Resource,
  attribute: string,
  from: readonly string[],
  { problems }: ImportReport,
): void {
  const at = child(tree, 'address')?.place ?? tree.place;
  problems.add(
    at,
    `${attribute} of ${address} is made from ${from[0]}, which is known only after apply; import the state after it, or write the value into the configuration`,
  );
}

function policyOf(
  entry: Entry | undefined,
  inside: string | Readonly<Record<string, string>>,
  resource: Resource,
  identities: Identities,
): Entry | undefined {
  if (entry?.value.kind !== 'mapping') return entry;
  const own = entry.value;
  if (typeof inside === 'string') return stated(own, inside) ?? entry;
  const members = Object.entries(inside).flatMap(([attribute, member]) => {
    const value = stated(own, attribute);
    return value ? [[member, value] as const] : [];
  });
  const coordinates = coordinatesOf(own);
  const entries = new Map([
    ...members,
    ...(coordinates ? [['Coordinates', coordinates] as const] : []),
  ]);
  const collection = entries.get('CollectionId');
  const id = textOf(collection?.value);
  if (collection && id !== undefined)
    entries.set('CollectionId', {
      ...collection,
      value: scalar(collection.value.place, identities.collectionName(id)),
    });
  else if (own.entries.has('location_name')) {
    const from = identities.resources.referredTo(
      resource,
      ['cidr_routing_policy', 0, 'collection_id'],
      'aws_route53_cidr_collection',
    );
    const name = from && stated(from.values, 'name');
    if (name)
      entries.set('CollectionId', {
        key: entry.key,
        value: scalar(own.place, textOf(name.value) ?? ''),
      });
  }
  return { key: entry.key, value: mapping(own.place, entries) };
}

function coordinatesOf(policy: Mapping): Entry | undefined {
  const entry = block(policy, 'coordinates');
  if (!entry) return undefined;
  const part = (key: string): Entry | undefined => {
    const value = at(entry.value, [key]);
    return value && { key: value.place, value };
  };
  const [latitude, longitude] = [part('latitude'), part('longitude')];
  return {
    key: entry.key,
    value: mapping(entry.value.place, [
      ...(latitude ? [['Latitude', latitude] as const] : []),
      ...(longitude ? [['Longitude', longitude] as const] : []),
    ]),
  };
}
