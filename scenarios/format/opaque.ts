/**
 * Imported record sets that this version cannot simulate. One that can change what a client is answered is
 * left in, for the schema to refuse by name at its place; the others are taken out, with one note.
 */

import type { Imported, Surroundings } from './imports.ts';
import { canonical } from './names.ts';
import { isPlannedWord } from './planned.ts';
import { where } from './source.ts';
import { child, itemsOf, type Path, replaced, type Tree, textOf } from './tree.ts';

/** Names listed in the note. */
const NAMED = 5;

export function withoutOpaque(
  { tree, sources }: Imported,
  { notes }: Pick<Surroundings, 'notes'>,
): Tree {
  const lookups = namesLookedUp(tree);
  const zones: Path[] = [['zone'], ...itemsOf(child(tree, 'zones')).map((_, i) => ['zones', i])];
  return zones.reduce<Tree>((whole, path) => {
    const records = path.reduce<Tree | undefined>(child, whole);
    const listed = child(records, 'records');
    if (listed?.kind !== 'list') return whole;
    const wildcards = itemsOf(listed)
      .map(nameOf)
      .filter((name) => name.startsWith('*.'));
    const opaque = itemsOf(listed).filter(
      (record) =>
        sources.has(record.place.source) &&
        isOpaque(record) &&
        !lookups.some((name) => matters(nameOf(record), name, wildcards)),
    );
    const [first] = opaque;
    if (!first) return whole;
    const names = opaque
      .slice(0, NAMED)
      .map((record) => `${nameOf(record)} ${textOf(child(record, 'type')) ?? ''}`);
    const more = opaque.length > NAMED ? ` and ${opaque.length - NAMED} more` : '';
    notes.push({
      where: where(first.place),
      text:
        `${opaque.length === 1 ? '1 record set is' : `${opaque.length} record sets are`} left out (${names.join(', ')}${more}): an alias, a health check ` +
        `or a routing policy that this version does not simulate yet. No client looks them up, so nothing measured depends on them.`,
    });
    const out = new Set(opaque);
    return replaced(
      whole,
      [...path, 'records'],
      { ...listed, items: listed.items.filter((record) => !out.has(record)) },
      first.place,
    ) as Tree;
  }, tree);
}

function nameOf(record: Tree): string {
  return canonical(textOf(child(record, 'name')) ?? '');
}

function isOpaque(record: Tree): boolean {
  if (record.kind !== 'mapping') return false;
  const place = ['zone', 'records', 0];
  return (
    [...record.entries.keys()].some((key) => isPlannedWord(place, key)) ||
    isPlannedWord([...place, 'routing'], textOf(child(record, 'routing')) ?? '')
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
