/**
 * Scenario input as a tree whose every key and value knows where it was written, whatever it was written in:
 * YAML, an imported file, an option. Immutable; stages make new trees that share what they leave alone.
 */
import type { Place } from './source.ts';

export type Tree = Mapping | Listing | Scalar;

export interface Mapping {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly place: Place;
}

export interface Entry {
  readonly key: Place;
  readonly value: Tree;
}

export interface Listing {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly place: Place;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly place: Place;
}

/** Keys and list indices from the root. */
export type Path = readonly (string | number)[];

export function mapping(place: Place, entries: Iterable<readonly [string, Entry]> = []): Mapping {
  return { kind: 'mapping', entries: new Map(entries), place };
}

export function list(place: Place, items: readonly Tree[]): Listing {
  return { kind: 'list', items, place };
}

export function scalar(place: Place, value: Scalar['value']): Scalar {
  return { kind: 'scalar', value, place };
}

/** One step down; undefined where there is nothing. */
export function child(tree: Tree | undefined, step: string | number): Tree | undefined {
  if (tree?.kind === 'mapping') return tree.entries.get(String(step))?.value;
  return tree?.kind === 'list' && typeof step === 'number' ? tree.items[step] : undefined;
}

export function at(tree: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce(child, tree);
}

/** The text of a scalar, undefined for anything else. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}

/** The items of a list, none for anything else. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

/**
 * The place of a value, or, where it is missing, of the key or item that ought to hold it: an error about a
 * missing key points at what lacks it, not at a page of text.
 */
export function placeOf(root: Tree, path: Path): Place {
  const found = at(root, path);
  if (found?.kind === 'scalar' || (found && path.length === 0)) return found.place;
  if (found) return headOf(found);
  return keyPlaceOf(root, path.slice(0, -1));
}

/** The place of the key a value stands behind; for list items, of the item's first line. */
export function keyPlaceOf(root: Tree, path: Path): Place {
  const last = path.at(-1);
  if (last === undefined) return headOf(root);
  const parent = at(root, path.slice(0, -1));
  if (parent?.kind === 'mapping') {
    const entry = parent.entries.get(String(last));
    if (entry) return entry.key;
  }
  const item = child(parent, last);
  return item ? headOf(item) : keyPlaceOf(root, path.slice(0, -1));
}

/** The first key of a mapping, the whole of anything else: as much as one line can show. */
function headOf(tree: Tree): Place {
  if (tree.kind !== 'mapping') return tree.place;
  const [first] = tree.entries.values();
  return first && first.key.source === tree.place.source && first.key.start >= tree.place.start
    ? first.key
    : tree.place;
}

/** The tree with another value at a path; mappings on the way are made where they are missing. */
export function replaced(
  tree: Tree | undefined,
  path: Path,
  value: Tree | undefined,
  key: Place,
): Tree | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const below = replaced(child(tree, step), rest, value, key);
  if (tree?.kind === 'list') {
    const items = below
      ? tree.items.with(step as number, below)
      : tree.items.toSpliced(step as number, 1);
    return { ...tree, items };
  }
  const entries = new Map(tree?.kind === 'mapping' ? tree.entries : []);
  if (below)
    entries.set(String(step), { key: entries.get(String(step))?.key ?? key, value: below });
  else entries.delete(String(step));
  return tree?.kind === 'mapping' ? { ...tree, entries } : mapping(key, entries);
}

/** The bare data: what the schema is asked about. */
export function dataOf(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(dataOf);
  const data: Record<string, unknown> = {};
  for (const [key, { value }] of tree.entries) data[key] = dataOf(value);
  return data;
}

/** Data that was written nowhere, as if it stood at one place. */
export function treeOf(data: unknown, place: Place): Tree {
  if (Array.isArray(data))
    return list(
      place,
      data.map((item) => treeOf(item, place)),
    );
  if (typeof data !== 'object' || data === null) return scalar(place, data as Scalar['value']);
  const entries = Object.entries(data).map(
    ([key, value]) => [key, { key: place, value: treeOf(value, place) }] as const,
  );
  return mapping(place, entries);
}
