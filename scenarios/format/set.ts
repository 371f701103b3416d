/** `--set PATH=value`: keys by dots, list items by name, `*` for all, `[key=value]` to choose (scenario.md part 2). */
import { canonical } from './names.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import type { Place, Source } from './source.ts';
import { suggest } from './suggest.ts';
import { at, child, itemsOf, type Path, replaced, type Tree, textOf } from './tree.ts';
import { parseYaml } from './yaml.ts';
import { FORBIDDEN_KEYS } from './yaml-tree.ts';

/** What has been done by the time options are applied. */
const DONE: ReadonlySet<string> = new Set(['extends', 'import']);

interface Step {
  /** A key, or the name of a list item; `*`; or with `value`, the key that has this value. */
  readonly name: string;
  readonly value?: string;
  readonly place: Place;
}

/** The tree with one option applied; unchanged when there is a mistake in it. */
export function applyOption(tree: Tree, source: Source, problems: Problems): Tree {
  const equals = equalsSign(source.text);
  const steps = stepsOf(source, equals < 0 ? source.text.length : equals);
  if (equals < 0 || !steps) {
    problems.add(
      { source, start: 0, end: source.text.length },
      'expected PATH=value, such as zone.records.*.ttl=30',
    );
    return tree;
  }
  const last = steps.at(-1) as Step;
  const refused =
    steps.find(({ name }) => FORBIDDEN_KEYS.has(name)) ?? (DONE.has(last.name) ? last : undefined);
  if (refused) {
    problems.add(
      refused.place,
      DONE.has(refused.name)
        ? `${refused.name} comes before --set; write it in the file`
        : `${quoted(refused.name)} cannot be a key`,
    );
    return tree;
  }
  const before = problems.count;
  const value = parseYaml(source, { env: null, problems, from: equals + 1 });
  if (!value && problems.count === before)
    problems.add({ source, start: equals, end: equals + 1 }, 'expected a value after the "="');
  const paths = reached(tree, steps, [], problems);
  if (!value || problems.count > before) return tree;
  return paths.reduce<Tree>(
    (changed, path) => replaced(changed, path, value, last.place) as Tree,
    tree,
  );
}

/** The first `=` outside of brackets, -1 if none. */
function equalsSign(text: string): number {
  const path = /^(?:[^=[\]]|\[[^\]]*\])*/.exec(text)?.[0].length ?? 0;
  return text[path] === '=' ? path : -1;
}

const STEP = /([^.[\]=]+)|\[([^=\]]+)=([^\]]*)\]/y;

function stepsOf(source: Source, end: number): Step[] | null {
  const steps: Step[] = [];
  let start = 0;
  while (start < end) {
    STEP.lastIndex = start;
    const [whole, name, key, value] = STEP.exec(source.text.slice(0, end)) ?? [];
    if (whole === undefined) return null;
    const place = { source, start, end: start + whole.length };
    steps.push(
      name !== undefined ? { name, place } : { name: key as string, value: value as string, place },
    );
    start += whole.length;
    if (source.text[start] === '.') start += 1;
    else if (start < end && source.text[start] !== '[') return null;
  }
  return steps.length > 0 && source.text[end - 1] !== '.' ? steps : null;
}

/** Every path that the steps lead to; missing mappings on the way are made later, missing items are mistakes. */
function reached(tree: Tree, steps: readonly Step[], path: Path, problems: Problems): Path[] {
  const [step, ...rest] = steps;
  if (!step) return [path];
  const here = at(tree, path);
  const next = choices(here, step);
  if (next.length === 0) {
    problems.add(
      step.place,
      objection(here, step, path),
      step.value === undefined ? suggest(step.name, namesIn(here)) : undefined,
    );
    return [];
  }
  return next.flatMap((choice) => reached(tree, rest, [...path, choice], problems));
}

function choices(here: Tree | undefined, { name, value }: Step): (string | number)[] {
  if (value !== undefined) return rows(here, (item) => scalarText(child(item, name)) === value);
  if (name === '*')
    return here?.kind === 'mapping' ? [...here.entries.keys()] : rows(here, () => true);
  if (here?.kind === 'list') return rows(here, (item) => isCalled(item, name));
  return here?.kind === 'scalar' ? [] : [name];
}

function rows(here: Tree | undefined, isMeant: (item: Tree) => boolean): number[] {
  return itemsOf(here).flatMap((item, row) => (isMeant(item) ? [row] : []));
}

function isCalled(item: Tree, name: string): boolean {
  const written = textOf(child(item, 'name'));
  return written !== undefined && (written === name || canonical(written) === canonical(name));
}

function scalarText(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' ? String(tree.value) : undefined;
}

function objection(here: Tree | undefined, { name, value }: Step, path: Path): string {
  const there = path.length === 0 ? 'the scenario' : path.join('.');
  if (here?.kind === 'scalar')
    return `${there} is a value and has nothing in it; set it as a whole`;
  if (value !== undefined) return `nothing in ${there} has ${name}=${value}`;
  return name === '*'
    ? `there is nothing in ${there}`
    : `nothing in ${there} is called ${quoted(name)}`;
}

function namesIn(here: Tree | undefined): string[] {
  return itemsOf(here).flatMap((item) => textOf(child(item, 'name')) ?? []);
}
