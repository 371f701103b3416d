/**
 * One scenario on top of another. Structure is merged key by key; lists of named things item by item; a setting
 * that is one thing or another (a law, an arrival process, a list of values) is replaced as a whole.
 */

import { defaultName, verbs } from './events/index.ts';
import { absolute, canonical } from './names.ts';
import { placePattern } from './place-pattern.ts';
import { child, type Listing, list, type Mapping, type Path, type Tree, textOf } from './tree.ts';

/** Mappings whose keys are settings of their own. */
const STRUCTURE: ReadonlySet<string> = new Set([
  '',
  'zone',
  'zone.edges',
  'zone.healthChecks.*',
  'zone.healthChecks.*.timeouts',
  'zone.healthChecks.*.calculated',
  'zone.records.*',
  'resolvers.*',
  'resolvers.*.latency',
  'resolvers.*.negativeTtl',
  'clients.*',
  'clients.*.pool',
  'backends.*',
  'balancers.*',
  'balancers.*.targetGroups.*',
  'balancers.*.targetGroups.*.healthCheck',
  'network',
  'network.places',
  'network.places.*',
  'events.*',
  'events.*.curve',
  ...verbs.map(({ name }) => `events.*.${name}`),
]);

/** Keys of which an item has one: the upper one's replaces the other. */
const ALTERNATIVES: ReadonlyMap<string, string> = new Map([
  ['value', 'values'],
  ['values', 'value'],
  ['address', 'addresses'],
  ['addresses', 'address'],
  ['targets', 'targetGroups'],
  ['targetGroups', 'targets'],
  ['zone', 'zones'],
  ['zones', 'zone'],
]);

const VERBS: ReadonlySet<string> = new Set(verbs.map(({ name }) => name));

export function merged(base: Mapping, over: Mapping): Mapping {
  return mergedMappings(base, over, [], '');
}

/** @param zone name of the zone around; outside of one, of the only zone; empty while neither is known */
function mergedMappings(base: Mapping, over: Mapping, path: Path, zone: string): Mapping {
  const entries = new Map(base.entries);
  const within = zoneName(over, path) ?? zoneName(base, path) ?? zone;
  for (const [key, entry] of over.entries) {
    const beneath = entries.get(key)?.value;
    for (const other of alternatives(key, path)) entries.delete(other);
    entries.set(
      key,
      beneath
        ? { key: entry.key, value: mergedTrees(beneath, entry.value, [...path, key], within) }
        : entry,
    );
  }
  return { ...over, entries };
}

/** What gives way to a key: of an event's verbs there is one. */
function alternatives(key: string, path: Path): readonly string[] {
  const other = ALTERNATIVES.get(key);
  if (other !== undefined) return [other];
  return VERBS.has(key) && placePattern(path) === 'events.*'
    ? [...VERBS].filter((verb) => verb !== key)
    : [];
}

function zoneName(tree: Mapping, path: Path): string | undefined {
  const pattern = placePattern(path);
  const zone = pattern === 'zone' ? tree : pattern === '' ? child(tree, 'zone') : undefined;
  const name = textOf(child(zone, 'name'));
  return name === undefined ? undefined : canonical(name);
}

function mergedTrees(base: Tree, over: Tree, path: Path, zone: string): Tree {
  if (base.kind === 'mapping' && over.kind === 'mapping' && STRUCTURE.has(placePattern(path)))
    return mergedMappings(base, over, path, zone);
  if (base.kind !== 'list' || over.kind !== 'list') return over;
  const pattern = placePattern(path);
  if (pattern === 'expect') return list(over.place, [...base.items, ...over.items]);
  const keyOf = identity(pattern, zone);
  return keyOf ? mergedLists(base, over, keyOf, path, zone) : over;
}

function mergedLists(
  base: Listing,
  over: Listing,
  keyOf: (item: Tree) => string | undefined,
  path: Path,
  zone: string,
): Tree {
  const items = [...base.items];
  const rows = new Map<string, number>();
  for (const [row, item] of items.entries()) {
    const key = keyOf(item);
    if (key !== undefined && !rows.has(key)) rows.set(key, row);
  }
  for (const item of over.items) {
    const key = keyOf(item);
    const row = key === undefined ? undefined : rows.get(key);
    if (row === undefined) items.push(item);
    else items[row] = mergedItems(items[row] as Tree, item, [...path, row], zone);
  }
  return list(over.place, items);
}

function mergedItems(base: Tree, over: Tree, path: Path, zone: string): Tree {
  return base.kind === 'mapping' && over.kind === 'mapping'
    ? mergedMappings(base, over, path, zone)
    : over;
}

/** Lists of things with names. */
const NAMED: readonly string[] = [
  'resolvers',
  'clients',
  'backends',
  'balancers',
  'balancers.*.targetGroups',
  'zones',
  'zone.healthChecks',
];

/** By what two items of a list are one thing; undefined for lists that are replaced. */
function identity(pattern: string, zone: string): ((item: Tree) => string | undefined) | undefined {
  if (pattern === 'zone.records') return (item) => recordKey(item, zone);
  if (pattern === 'events') return (item) => textOf(child(item, 'name')) ?? defaultName(item, zone);
  if (NAMED.includes(pattern)) return (item) => textOf(child(item, 'name'));
  return undefined;
}

/** Name, type and set identifier: what makes a record set one (Route 53). */
export function recordKey(item: Tree, zone: string): string | undefined {
  const name = textOf(child(item, 'name'));
  if (name === undefined) return undefined;
  return [
    absolute(name, canonical(zone)),
    textOf(child(item, 'type')) ?? '',
    textOf(child(item, 'setIdentifier')) ?? '',
  ].join('\0');
}
