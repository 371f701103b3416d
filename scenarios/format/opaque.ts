/**
 * Imported record sets that this version cannot simulate. One that can change what a client is answered is
 * left in, for the schema to refuse by name at its place; the others are taken out with all of their name and type,
 * and one note.
 */

import type { Note } from '../../experiments/study.ts';
import type { Imported } from './imports.ts';
import { canonical } from './names.ts';
import { noteAt } from './note.ts';
import { isPlannedWord } from './planned.ts';
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
  const described = paths.flatMap((path) => checkNames(at(tree, path)));
  const checks = new Set(described.filter((name) => !lost.has(name)));
  const isOpaque = (record: Tree) =>
    sources.has(record.place.source) && (isPlanned(record) || isUnchecked(record, checks));
  return paths.reduce<Tree>((whole, zone) => {
    const path = [...zone, 'records'];
    const records = at(whole, path);
    const out = opaqueAmong(itemsOf(records), isOpaque, lookups);
    const [first] = out;
    if (!first || records?.kind !== 'list') return whole;
    notes.push(noteAt(first.place, explained([...out])));
    const items = records.items.filter((record) => !out.has(record));
    return replaced(whole, path, { ...records, items }, first.place) as Tree;
  }, tree);
}

function opaqueAmong(
  records: readonly Tree[],
  isOpaque: (record: Tree) => boolean,
  lookups: readonly string[],
): Set<Tree> {
  const wildcards = records.map(nameOf).filter((name) => name.startsWith('*.'));
  const isAside = (record: Tree) =>
    !lookups.some((name) => matters(nameOf(record), name, wildcards));
  // What is left of a group would answer otherwise than the group.
  const groups = new Set(records.filter(isOpaque).map(groupOf));
  return new Set(records.filter((record) => groups.has(groupOf(record)) && isAside(record)));
}

const groupOf = (record: Tree) => `${nameOf(record)} ${textOf(child(record, 'type')) ?? ''}`;

function explained(out: readonly Tree[]): string {
  const names = out.slice(0, NAMED).map(groupOf);
  const more = out.length > NAMED ? ` and ${out.length - NAMED} more` : '';
  return (
    `left out, because no client looks them up and this version does not simulate their alias or routing policy, or ` +
    `no health check with a backend is theirs: ${out.length} of the record sets (${names.join(', ')}${more})`
  );
}

function nameOf(record: Tree): string {
  return canonical(textOf(child(record, 'name')) ?? '');
}

function isPlanned(record: Tree): boolean {
  if (record.kind !== 'mapping') return false;
  const place = ['zone', 'records', 0];
  return (
    [...record.entries.keys()].some((key) => isPlannedWord(place, key)) ||
    isPlannedWord([...place, 'routing'], textOf(child(record, 'routing')) ?? '')
  );
}

/** Whether a record refers to a health check that nothing describes: a listing holds their identifiers only. */
function isUnchecked(record: Tree, checks: ReadonlySet<string>): boolean {
  const check = textOf(child(record, 'healthCheck'));
  return check !== undefined && !checks.has(check);
}

function checkNames(zone: Tree | undefined): string[] {
  return itemsOf(child(zone, 'healthChecks')).flatMap(
    (check) => textOf(child(check, 'name')) ?? [],
  );
}

/** Every name in a look-up, whole or in a mix. */
function namesLookedUp(tree: Tree): string[] {
  return itemsOf(child(tree, 'clients')).flatMap((group) => {
    const lookup = child(group, 'lookup');
    return (lookup?.kind === 'mapping' ? [...lookup.entries.keys()] : [textOf(lookup) ?? '']).map(
      canonical,
    );
  });
}

/**
 * Whether a record set of one name can change the answer for another: it is that name, or a wildcard above it,
 * or below it (which tells NODATA from NXDOMAIN), or keeps a wildcard from reaching it (RFC 4592 section 3.3.1).
 */
function matters(owner: string, lookup: string, wildcards: readonly string[]): boolean {
  if (owner === lookup || owner.endsWith(`.${lookup}`)) return true;
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
