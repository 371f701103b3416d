/** The tree against the schema. What is wrong is reported and cut out, so that the rest can still be looked at. */
import type * as z from 'zod/mini';
import { parseOptions, reportIssues } from './issues.ts';
import type { Problems } from './problem.ts';
import { type ScenarioInput, scenarioSchema } from './schema/scenario.ts';
import { at, dataOf, type Path, replaced, scalar, type Tree } from './tree.ts';

export interface Shaped {
  /** The tree without what the schema refused; paths into `input` are paths into it. */
  readonly tree: Tree;
  readonly input: ScenarioInput;
  /** Top-level keys of which something was cut out: what they hold is not all that was written. */
  readonly damaged: ReadonlySet<string>;
}

/** Cutting can uncover another mistake, such as a list that is now empty; more rounds than these do not help. */
const ROUNDS = 8;

/** What a run cannot do without, while only looking for further mistakes. */
const STAND_INS: Readonly<Record<string, string | number>> = { version: 1, name: 'unnamed', duration: '1h' };

/** Null when too little is left to look at. */
export function shape(root: Tree, problems: Problems): Shaped | null {
  const damaged = new Set<string>();
  let tree = root;
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = scenarioSchema.safeParse(dataOf(tree), parseOptions);
    if (parsed.success) return { tree, input: parsed.data, damaged };
    if (round === 0) reportIssues(tree, parsed.error.issues, problems);
    const cuts = parsed.error.issues.flatMap(cutsFor);
    for (const [key] of cuts) damaged.add(String(key));
    const pruned = prune(tree, cuts);
    if (!pruned) return null;
    tree = pruned;
  }
  return null;
}

/** An unknown key goes alone; any other mistake takes with it the named thing that it is in. */
function cutsFor(issue: z.core.$ZodIssue): Path[] {
  const path = issue.path as Path;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [unitOf(path)];
}

/** The list item, the key of a zone, or the top-level key that a path leads into. */
function unitOf(path: Path): Path {
  const zone = path[0] === 'zone' ? 1 : path[0] === 'zones' ? 2 : 0;
  if (zone === 0) return path.slice(0, typeof path[1] === 'number' ? 2 : 1);
  if (path[zone] === 'records') return path.slice(0, zone + 2);
  return path.slice(0, path[zone] === 'name' ? zone : zone + 1);
}

function prune(root: Tree, cuts: readonly Path[]): Tree | null {
  const unique = [...new Map(cuts.map((path) => [path.join('\0'), path])).values()];
  // Deeper before shallower, later items before earlier: no cut moves what another path points at.
  const order = unique.toSorted((a, b) => b.length - a.length || indexOf(b) - indexOf(a));
  let tree = root;
  for (const path of order) {
    const standIn = path.length === 1 ? STAND_INS[path[0] as string] : undefined;
    if (standIn === undefined && (path.length === 0 || !at(tree, path))) return null;
    tree = replaced(tree, path, standIn === undefined ? undefined : scalar(root.place, standIn), root.place) as Tree;
  }
  return tree;
}

function indexOf(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
}
