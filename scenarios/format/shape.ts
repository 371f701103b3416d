/** The tree against the schema. What is wrong is reported and cut out, so that the rest can still be looked at. */
import type * as z from 'zod/mini';
import { parseOptions, reportIssues } from './issues.ts';
import { isPlannedWord, placePattern } from './planned.ts';
import type { Problems } from './problem.ts';
import { type ScenarioInput, scenarioSchema } from './schema/scenario.ts';
import { at, dataOf, type Path, replaced, type Tree, treeOf } from './tree.ts';

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
  ['events.*.at', '0s'],
]);

/** Null when too little is left to look at. */
export function shape(root: Tree, problems: Problems): Shaped | null {
  const cuts = new Cuts();
  let tree = root;
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = scenarioSchema.safeParse(dataOf(tree), parseOptions);
    if (parsed.success) return { tree, input: parsed.data, cuts };
    if (round === 0) reportIssues(tree, parsed.error.issues, problems);
    const pruned = prune(tree, parsed.error.issues.flatMap(pathsOf), cuts);
    if (!pruned) return null;
    tree = pruned;
  }
  return null;
}

/** What was cut out, by paths into what is left. */
export class Cuts {
  #paths: Path[] = [];

  /** Whether something was cut at a path, above it or below it. */
  touch(path: Path): boolean {
    return this.#paths.some((cut) => cut.every((step, i) => i >= path.length || step === path[i]));
  }

  add(path: Path): void {
    const last = path.at(-1);
    if (typeof last === 'number') this.#closeUp(path, last);
    this.#paths.push(typeof last === 'number' ? [...path.slice(0, -1), '*'] : path);
  }

  /** A list item is gone: what was cut in later ones has moved. */
  #closeUp(path: Path, index: number): void {
    const depth = path.length - 1;
    const isInList = (cut: Path) =>
      cut.length > depth && path.slice(0, depth).every((step, i) => step === cut[i]);
    this.#paths = this.#paths
      .filter((cut) => !(isInList(cut) && cut[depth] === index))
      .map((cut) =>
        isInList(cut) && (cut[depth] as number) > index
          ? cut.with(depth, (cut[depth] as number) - 1)
          : cut,
      );
  }
}

/** An unknown key goes alone, but a record with a planned one, such as an alias, makes no sense without it. */
function pathsOf(issue: z.core.$ZodIssue): Path[] {
  const path = issue.path as Path;
  if (issue.code !== 'unrecognized_keys') return [unitOf(path)];
  const isRecord = path.at(-2) === 'records';
  return issue.keys.map((key) => (isRecord && isPlannedWord(path, key) ? path : [...path, key]));
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

function prune(root: Tree, paths: readonly Path[], cuts: Cuts): Tree | null {
  const targets = paths.map((path) => targetOf(root, path));
  const unique = [...new Map(targets.map((path) => [path.join('\0'), path])).values()];
  // Deeper before shallower, later items before earlier: no cut moves what another path points at.
  const order = unique.toSorted((a, b) => b.length - a.length || indexOf(b) - indexOf(a));
  let tree = root;
  for (const path of order) {
    if (path.length === 0) return null;
    tree = replaced(tree, path, standIn(root, path), root.place) as Tree;
    cuts.add(path);
  }
  return tree;
}

/** The path itself while there is something to cut or to stand in for it; else the first above it with something. */
function targetOf(root: Tree, path: Path): Path {
  if (path.length === 0 || at(root, path) || STAND_INS.get(placePattern(path)) !== undefined)
    return path;
  return targetOf(root, path.slice(0, -1));
}

function standIn({ place }: Tree, path: Path): Tree | undefined {
  const data = STAND_INS.get(placePattern(path));
  return data === undefined ? undefined : treeOf(data, place);
}

function indexOf(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
}
