/** The tree against the schema. What is wrong is reported and cut out, so that the rest can still be looked at. */
import type * as z from 'zod/mini';
import { Cuts } from './cuts.ts';
import { parseOptions, reportIssues } from './issues.ts';
import { placePattern } from './place-pattern.ts';
import type { Problems } from './problem.ts';
import { type ScenarioInput, scenarioSchema } from './schema/scenario.ts';
import type { Place } from './source.ts';
import { at, dataOf, mapping, type Path, type Tree, treeOf } from './tree.ts';

export interface Shaped {
  /** The tree without what the schema refused; paths into `input` are paths into it. */
  readonly tree: Tree;
  readonly input: ScenarioInput;
  readonly cuts: Cuts;
}

/** Cutting can uncover another mistake, such as a list that is now empty; more rounds than these do not help. */
const ROUNDS = 8;

const ANY_RESOLVERS = { name: 'unnamed', profile: 'ideal' };
const ANY_CLIENTS = {
  name: 'unnamed',
  profile: 'ideal-random',
  resolvers: '',
  lookup: '',
  arrivals: { poisson: '1/s' },
};

/** For keys that cannot be left out: something harmless in their place, so that their neighbours are checked. */
const STAND_INS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['version', 1],
  ['name', 'unnamed'],
  ['duration', '1h'],
  ['resolvers', [ANY_RESOLVERS]],
  ['clients', [ANY_CLIENTS]],
  ...Object.entries(ANY_RESOLVERS).map(([key, value]) => [`resolvers.*.${key}`, value] as const),
  ...Object.entries(ANY_CLIENTS).map(([key, value]) => [`clients.*.${key}`, value] as const),
]);

/** Null when too little is left to look at. */
export function shape(root: Tree, problems: Problems): Shaped | null {
  const cuts = new Cuts();
  let tree = root;
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = scenarioSchema.safeParse(dataOf(tree), parseOptions);
    if (parsed.success) return { tree, input: parsed.data, cuts };
    const { issues } = parsed.error;
    const misspelt = round === 0 ? reportIssues(tree, issues, problems) : [];
    const pruned = prune(tree, issues.flatMap(pathsOf), misspelt, cuts);
    if (!pruned) return null;
    tree = pruned;
  }
  return null;
}

/** An unknown key goes alone. */
function pathsOf(issue: z.core.$ZodIssue): Path[] {
  const path = issue.path as Path;
  if (issue.code !== 'unrecognized_keys') return [unitOf(path)];
  return issue.keys.map((key) => [...path, key]);
}

/** Without these a record still has its name, type and policy, and its group can be looked at. */
const APART: ReadonlySet<string | number | undefined> = new Set(['ttl', 'value', 'values']);

/** The key of a list item, of a zone or of the whole that a path leads into: the least that is cut. */
function unitOf(path: Path): Path {
  const zone = path[0] === 'zone' ? 1 : path[0] === 'zones' ? 2 : 0;
  if (zone === 0) return path.slice(0, typeof path[1] === 'number' ? 3 : 1);
  if (path[zone] === 'healthChecks') return path.slice(0, zone + 3);
  if (path[zone] !== 'records') return path.slice(0, zone + 1);
  return path.slice(0, APART.has(path[zone + 2]) ? zone + 3 : zone + 2);
}

/** @param gone what is missing for a mistake that has been reported */
function prune(root: Tree, paths: readonly Path[], gone: readonly Path[], cuts: Cuts): Tree | null {
  const targets = paths.map((path) => targetOf(root, path));
  const unique = [...new Map(targets.map((path) => [path.join('\0'), path])).values()];
  if (unique.some((path) => path.length === 0)) return null;
  cuts.add([...unique, ...gone]);
  const edits = newEdit();
  for (const path of unique) editAt(edits, path).isHere = true;
  return pruned(root, edits, [], root.place) as Tree;
}

/** What is cut at a place, or below it. */
interface Edit {
  isHere: boolean;
  readonly below: Map<string | number, Edit>;
}

const newEdit = (): Edit => ({ isHere: false, below: new Map() });

function editAt(root: Edit, path: Path): Edit {
  return path.reduce((edit, step) => {
    const next = edit.below.get(step) ?? newEdit();
    edit.below.set(step, next);
    return next;
  }, root);
}

/** All cuts in one walk: a file of thousands of mistakes must not be copied for each. */
function pruned(tree: Tree | undefined, edit: Edit, path: Path, place: Place): Tree | undefined {
  if (edit.isHere) return standIn(place, path);
  if (tree?.kind === 'list') {
    const items = tree.items.flatMap((item, i) => {
      const own = edit.below.get(i);
      return own ? (pruned(item, own, [...path, i], place) ?? []) : item;
    });
    return { ...tree, items };
  }
  const entries = new Map(tree?.kind === 'mapping' ? tree.entries : []);
  for (const [step, own] of edit.below) {
    const key = String(step);
    const value = pruned(entries.get(key)?.value, own, [...path, step], place);
    if (value) entries.set(key, { key: entries.get(key)?.key ?? place, value });
    else entries.delete(key);
  }
  return tree?.kind === 'mapping' ? { ...tree, entries } : mapping(place, entries);
}

/** The path itself while there is something to cut or to stand in for it; else the first above it with something. */
function targetOf(root: Tree, path: Path): Path {
  if (path.length === 0 || at(root, path) || STAND_INS.get(placePattern(path)) !== undefined)
    return path;
  return targetOf(root, path.slice(0, -1));
}

function standIn(place: Place, path: Path): Tree | undefined {
  const data = STAND_INS.get(placePattern(path));
  return data === undefined ? undefined : treeOf(data, place);
}
