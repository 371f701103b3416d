/**
 * Imported record sets that this version cannot simulate. One that can change what a client is answered is
 * left in, for the schema to refuse by name at its place; the others are taken out with all of their name and type,
 * and one note.
 */

import type { Note } from '../../experiments/study.ts';
import type { Imported } from './imports.ts';
import { absolute, canonical } from './names.ts';
import { noteAt } from './note.ts';
import { POLICY_INSTANCE } from './policy-instances.ts';
import { dnsNameMeant } from './resolve/balancer-names.ts';
import { at, child, itemsOf, type Path, replaced, type Tree, textOf } from './tree.ts';

/** Names listed in the note. */
const NAMED = 5;

/** @param lost health checks that are described, but lead to no backend */
export function withoutOpaque(
  { tree, sources }: Imported,
  lost: ReadonlySet<string>,
  notes: Note[],
): Tree {
  const lookups = namesLookedUp(tree);
  const paths: Path[] = [['zone'], ...itemsOf(child(tree, 'zones')).map((_, i) => ['zones', i])];
  const described = paths.flatMap((path) => namesIn(child(at(tree, path), 'healthChecks')));
  const checks = new Set(described.filter((name) => !lost.has(name)));
  const collections = new Set(
    paths.flatMap((path) => namesIn(child(at(tree, path), 'cidrCollections'))),
  );
  const isOpaque = (record: Tree) =>
    sources.has(record.place.source) &&
    (isOfPolicy(record) || isUnchecked(record, checks) || isUncollected(record, collections));
  const isForeign = (record: Tree) => sources.has(record.place.source);
  const balancers = itemsOf(child(tree, 'balancers')).map((balancer) => ({
    name: textOf(child(balancer, 'name')) ?? '',
    dnsName: canonical(textOf(child(balancer, 'dnsName')) ?? ''),
  }));
  return paths.reduce<Tree>((whole, zone) => {
    const path = [...zone, 'records'];
    const records = at(whole, path);
    const items = itemsOf(records);
    const name = canonical(textOf(at(whole, [...zone, 'name'])) ?? '');
    const reached = ledTo(lookups, items, name);
    const opaque = opaqueAmong(items, isOpaque, reached);
    // An alias whose target is not there, or no longer, leads to nothing.
    for (let count = -1; count < opaque.size; ) {
      count = opaque.size;
      const left = new Set(
        items.filter((record) => !opaque.has(record)).map((one) => groupIn(one, name)),
      );
      const isAstray = (record: Tree) => {
        const target = textOf(at(record, ['alias', 'target']));
        if (target === undefined || !isForeign(record)) return false;
        if (dnsNameMeant(target, balancers) !== null) return false;
        const type = textOf(child(record, 'type')) ?? '';
        return !left.has(`${absolute(target, name)} ${type}`);
      };
      for (const record of opaqueAmong(items, isAstray, reached)) opaque.add(record);
    }
    const out = new Set(items.filter((record) => opaque.has(record)));
    const [first] = out;
    if (!first || records?.kind !== 'list') return whole;
    notes.push(noteAt(first.place, explained([...out])));
    const kept = records.items.filter((record) => !out.has(record));
    return replaced(whole, path, { ...records, items: kept }, first.place) as Tree;
  }, tree);
}

function opaqueAmong(
  records: readonly Tree[],
  isOpaque: (record: Tree) => boolean,
  lookups: readonly string[],
): Set<Tree> {
  const owners = new Set(records.map(nameOf));
  const wildcards = [...owners].filter((name) => name.startsWith('*.'));
  const isAside = (record: Tree) =>
    !lookups.some((name) => matters(nameOf(record), name, owners, wildcards));
  // What is left of a group would answer otherwise than the group.
  const groups = new Set(records.filter(isOpaque).map(groupOf));
  return new Set(records.filter((record) => groups.has(groupOf(record)) && isAside(record)));
}

/** Name and type as they are meant in a zone. */
const groupIn = (record: Tree, zone: string) =>
  `${absolute(textOf(child(record, 'name')) ?? '', zone)} ${textOf(child(record, 'type')) ?? ''}`;

/** The names looked up and those that aliases and CNAMEs at them lead to. */
function ledTo(lookups: readonly string[], records: readonly Tree[], zone: string): string[] {
  const names = new Set(lookups);
  const byName = new Map<string, Tree[]>();
  for (const record of records) {
    const name = absolute(textOf(child(record, 'name')) ?? '', zone);
    const same = byName.get(name);
    if (same) same.push(record);
    else byName.set(name, [record]);
  }
  for (const name of names) {
    const parent = name.slice(name.indexOf('.') + 1);
    for (const record of [...(byName.get(name) ?? []), ...(byName.get(`*.${parent}`) ?? [])]) {
      const alias = textOf(at(record, ['alias', 'target']));
      if (alias !== undefined) names.add(absolute(alias, zone));
      if (textOf(child(record, 'type')) !== 'CNAME') continue;
      const value = textOf(child(record, 'value')) ?? textOf(at(record, ['values', 0]));
      if (value !== undefined) names.add(canonical(value));
    }
  }
  return [...names];
}

const groupOf = (record: Tree) => `${nameOf(record)} ${textOf(child(record, 'type')) ?? ''}`;

function explained(out: readonly Tree[]): string {
  const names = out.slice(0, NAMED).map(groupOf);
  const more = out.length > NAMED ? ` and ${out.length - NAMED} more` : '';
  return (
    `left out, because no client looks them up and this version does not simulate their alias or routing policy, or ` +
    `no health check with a backend, or no CIDR collection, is theirs: ${out.length} of the record sets (${names.join(', ')}${more})`
  );
}

function nameOf(record: Tree): string {
  return canonical(textOf(child(record, 'name')) ?? '');
}

/** Made by a traffic policy, of which the record alone says too little. */
function isOfPolicy(record: Tree): boolean {
  return record.kind === 'mapping' && record.entries.has(POLICY_INSTANCE);
}

/** Whether a record refers to a health check that nothing describes: a listing holds their identifiers only. */
function isUnchecked(record: Tree, checks: ReadonlySet<string>): boolean {
  const check = textOf(child(record, 'healthCheck'));
  return check !== undefined && !checks.has(check);
}

/** Whether it refers to a collection of address blocks that nothing describes. */
function isUncollected(record: Tree, collections: ReadonlySet<string>): boolean {
  const collection = textOf(child(child(record, 'cidr'), 'collection'));
  return collection !== undefined && !collections.has(collection);
}

function namesIn(list: Tree | undefined): string[] {
  return itemsOf(list).flatMap((item) => textOf(child(item, 'name')) ?? []);
}

/** Every name in a look-up, whole or in a mix, and what a search list makes of it. */
function namesLookedUp(tree: Tree): string[] {
  return itemsOf(child(tree, 'clients')).flatMap((group) => {
    const lookup = child(group, 'lookup');
    const names = lookup?.kind === 'mapping' ? [...lookup.entries.keys()] : [textOf(lookup) ?? ''];
    const suffixes = itemsOf(child(group, 'search')).map((one) => textOf(one) ?? '');
    return names.flatMap((name) => {
      const searched = name.endsWith('.') ? [] : suffixes.map((suffix) => `${name}.${suffix}`);
      return [name, ...searched].map(canonical);
    });
  });
}

/**
 * Whether a record set of one name can change the answer for another: it is that name, or a wildcard above it,
 * or below it and it has no record set of its own (which tells NODATA from NXDOMAIN), or keeps a wildcard from reaching it (RFC 4592 section 3.3.1).
 */
function matters(
  owner: string,
  lookup: string,
  owners: ReadonlySet<string>,
  wildcards: readonly string[],
): boolean {
  if (owner === lookup) return true;
  if (owners.has(lookup)) return false;
  if (owner.endsWith(`.${lookup}`)) return true;
  if (owner.startsWith('*.') && lookup.endsWith(owner.slice(1))) return true;
  const shared = commonParent(owner, lookup);
  return wildcards.some(
    (wildcard) => lookup.endsWith(wildcard.slice(1)) && shared.length > wildcard.length - 2,
  );
}

/** `a.b.example.org`, `c.b.example.org` → `b.example.org`. */
function commonParent(a: string, b: string): string {
  const theirs = b.split('.').reverse();
  const shared: string[] = [];
  for (const [i, label] of a.split('.').reverse().entries()) {
    if (label !== theirs[i]) break;
    shared.unshift(label);
  }
  return shared.join('.');
}
