/** What the schema objects to, turned into problems that name the place, the value and the way out. */
import type * as z from 'zod/mini';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import { policyKeys, routingOf, unroutedRecordSchema } from './schema/zone.ts';
import { suggest } from './suggest.ts';
import { at, dataOf, keyPlaceOf, type Path, placeOf, type Tree } from './tree.ts';

type Issue = z.core.$ZodIssue;

/** Passed to the parser: an unknown key's message becomes the list of the keys that are known. */
export const parseOptions = {
  error(issue: z.core.$ZodRawIssue): string | undefined {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const { shape } = (issue.inst as z.ZodMiniObject)._zod.def;
    return Object.keys(shape).join(' ');
  },
};

/** Reports every issue, the likeliest reading of each failed choice. */
/** @returns where keys are missing that were misspelt: that they are missing needs not be said again */
export function reportIssues(tree: Tree, issues: readonly Issue[], problems: Problems): Path[] {
  const found = issues.flatMap((issue) => leaves(issue, [], tree));
  const excused = new Set<string>();
  const misspelt: Path[] = [];
  for (const leaf of found)
    if (leaf.code === 'unrecognized_keys')
      misspelt.push(...reportKeys(tree, leaf, excused, problems));
  for (const leaf of found)
    if (leaf.code !== 'unrecognized_keys') reportValue(tree, leaf, excused, problems);
  return misspelt;
}

interface Leaf {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
  /** Keys unknown, for `unrecognized_keys`. */
  readonly keys: readonly string[];
  /** Words that would have been right. */
  readonly words: readonly string[];
}

function leaves(issue: Issue, base: Path, tree: Tree): Leaf[] {
  const path = [...base, ...(issue.path as Path)];
  if (issue.code !== 'invalid_union') return [leafOf(issue, path)];
  const value = at(tree, path);
  if (issue.discriminator !== undefined)
    return [leafOf(issue, path), ...unrouted(path.slice(0, -1), tree)];
  const branch = closest(issue.errors, value);
  if (branch) return branch.flatMap((inner) => leaves(inner, path, tree));
  return [{ ...leafOf(issue, path), words: wordsOf(issue) }];
}

/** A record of unknown routing is still looked at: only which keys go with its routing cannot be told. */
function unrouted(path: Path, tree: Tree): Leaf[] {
  const { error } = unroutedRecordSchema.safeParse(dataOf(at(tree, path) as Tree), parseOptions);
  return error?.issues.flatMap((issue) => leaves(issue, path, tree)) ?? [];
}

function leafOf(issue: Issue, path: Path): Leaf {
  return {
    code: issue.code,
    path,
    message: messageOf(issue),
    keys: issue.code === 'unrecognized_keys' ? issue.keys : [],
    words: wordsOf(issue),
  };
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['array', 'a list'],
  ['boolean', 'true or false'],
  ['number', 'a number'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['string', 'a text'],
]);

/** The schema's own words; where it has none, what kind of value it expected. */
function messageOf(issue: Issue): string {
  if (issue.code !== 'invalid_type' || !issue.message.startsWith('Invalid')) return issue.message;
  return `expected ${KINDS.get(issue.expected) ?? issue.expected}`;
}

/** Words a choice has, and keys its forms begin with. */
function wordsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') {
    if (issue.discriminator !== undefined) return routingPolicies.map(({ name }) => name);
    return issue.errors
      .flat()
      .flatMap((inner) => (inner.path.length === 0 ? wordsOf(inner) : [String(inner.path[0])]));
  }
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

/** The branch of a choice that a value was meant for: the one that knows most of its keys, if any. */
function closest(
  branches: readonly (readonly Issue[])[],
  value: Tree | undefined,
): readonly Issue[] | undefined {
  if (value?.kind === 'scalar') return branches.find((branch) => branch.every(isOfRange));
  const size = value?.kind === 'mapping' ? value.entries.size : Number.POSITIVE_INFINITY;
  const [best] = branches
    .filter((branch) => !branch.some(isOfAnotherKind))
    .map((branch) => ({ branch, strange: unknown(branch) }))
    .filter(({ strange }) => strange < size)
    .toSorted((a, b) => a.strange - b.strange || a.branch.length - b.branch.length);
  return best?.branch;
}

/** How many of a value's keys a branch does not know; of a branch that is a choice itself, its best reading. */
function unknown(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => {
    if (issue.path.length > 0) return sum;
    if (issue.code === 'invalid_union')
      return (
        sum + Math.min(...issue.errors.filter((inner) => !inner.some(isOfAnotherKind)).map(unknown))
      );
    return sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0);
  }, 0);
}

/** Whether the form is right and only the size is not. */
function isOfRange(issue: Issue): boolean {
  return (
    issue.code === 'custom' ||
    (issue.code === 'invalid_union' && issue.errors.some((branch) => branch.every(isOfRange)))
  );
}

function isOfAnotherKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union')
    return issue.errors.every((branch) => branch.some(isOfAnotherKind));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function reportKeys(
  tree: Tree,
  { path, keys, message }: Leaf,
  excused: Set<string>,
  problems: Problems,
): Path[] {
  const known = message.split(' ');
  const misspelt: Path[] = [];
  for (const key of keys) {
    const place = keyPlaceOf(tree, [...path, key]);
    const owners = path.at(-2) === 'records' ? routingOf(key) : [];
    if (owners.length > 0) {
      problems.add(
        place,
        `${quoted(key)} belongs to routing ${[owners.slice(0, -1).join(', '), ...owners.slice(-1)].filter((part) => part !== '').join(' and ')}; remove it, or name that routing`,
      );
      continue;
    }
    const meant = suggest(key, path.at(-2) === 'records' ? [...known, ...policyKeys] : known);
    if (meant) {
      excused.add(pathKey([...path, meant]));
      misspelt.push([...path, meant]);
    }
    problems.add(
      place,
      `unknown key ${quoted(key)}${meant ? '' : `; expected one of ${known.join(', ')}`}`,
      meant,
    );
  }
  return misspelt;
}

function reportValue(
  tree: Tree,
  leaf: Leaf,
  excused: ReadonlySet<string>,
  problems: Problems,
): void {
  const { path, message } = leaf;
  const value = at(tree, path);
  const place = placeOf(tree, path);
  if (!value) {
    if (excused.has(pathKey(path)) || excused.has(pathKey(path.slice(0, -1)))) return;
    problems.add(place, `missing key ${quoted(String(path.at(-1)))}: ${message}`);
    return;
  }
  const data = dataOf(value);
  const words = wordsIn(data);
  const meant = words.map((word) => suggest(word, leaf.words)).find((word) => word !== undefined);
  problems.add(
    place,
    message.startsWith('expected') ? `${message}; found ${shown(data)}` : message,
    meant,
  );
}

/** A refused value as words that may be misspelt: itself, or its keys. */
function wordsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.keys(data) : [];
}

/** A value in an error text. */
function shown(data: unknown): string {
  if (typeof data === 'string') return quoted(data);
  if (Array.isArray(data)) return data.length === 0 ? 'an empty list' : 'a list';
  if (data === null) return 'nothing';
  if (typeof data !== 'object') return String(data);
  const keys = Object.keys(data);
  return keys.length === 0
    ? 'an empty mapping'
    : `a mapping with ${quoted(keys.slice(0, 4).join(', '))}`;
}

const pathKey = (path: Path) => path.join('\0');
