import { type Entry, type Mapping, mapping, scalar, type Tree, textOf } from '../format/tree.ts';
import type { ImportReport } from './foreign-format.ts';
import { checkMembers } from './members.ts';

/** The API's members of an object and what a scenario calls them, in its order. */
export interface Renamed {
  readonly shape: string;
  readonly keys: Readonly<Record<string, string>>;
  /** Members that a scenario has no use for. */
  readonly without?: readonly string[];
}

/** An object of the API in the words of a scenario; anything else as it is, for the schema to object to. */
export function renamed(
  tree: Tree,
  { shape, keys, without = [] }: Renamed,
  report: ImportReport,
): Tree {
  if (!checkMembers(tree, shape, [...Object.keys(keys), ...without], report.problems)) return tree;
  const entries = Object.entries(keys).flatMap(([member, key]) => {
    const entry = tree.entries.get(member);
    return entry ? [[key, entry] as const] : [];
  });
  return mapping(tree.place, entries);
}

/** The mapping with one value seen otherwise, if it is there. */
export function withValue(tree: Tree, key: string, see: (value: Tree) => Tree): Tree {
  const entry = tree.kind === 'mapping' ? tree.entries.get(key) : undefined;
  if (tree.kind !== 'mapping' || !entry) return tree;
  const entries = new Map<string, Entry>(tree.entries);
  entries.set(key, { ...entry, value: see(entry.value) });
  return mapping((tree as Mapping).place, entries);
}

/** A number that a foreign format writes as text; anything else as it is. */
export function numeral(tree: Tree): Tree {
  const text = textOf(tree);
  return text !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text.trim())
    ? scalar(tree.place, Number(text))
    : tree;
}

/** A truth value that a foreign format writes as text. */
export function truth(tree: Tree): Tree {
  const text = textOf(tree)?.toLowerCase();
  return text === 'true' || text === 'false' ? scalar(tree.place, text === 'true') : tree;
}
