import type { Note } from '../../../experiments/study.ts';
import type { Cuts } from '../cuts.ts';
import { noteAt } from '../note.ts';
import type { Problems } from '../problem.ts';
import type { Shaped } from '../shape.ts';
import type { Place } from '../source.ts';
import { at, keyPlaceOf, type Path, placeOf, type Tree } from '../tree.ts';
import type { WrittenAt } from './expanded.ts';

/**
 * Where the checks that need more than one value report, by path. An objection to something that was cut out
 * for a mistake of its own is counted, but not reported: it may be no more than a consequence.
 */
export class Context {
  readonly tree: Tree;
  readonly #cuts: Cuts;
  readonly #problems: Problems;
  readonly #notes: Note[];

  /** By the key of a list that the reader has expanded: where each of its items is written. */
  readonly #expanded = new Map<string, readonly WrittenAt[]>();
  /** By list and item that the reader has added: the item that it was made for. */
  readonly #added = new Map<string, number>();
  #objections = 0;

  constructor({ tree, cuts }: Pick<Shaped, 'tree' | 'cuts'>, problems: Problems, notes: Note[]) {
    this.tree = tree;
    this.#cuts = cuts;
    this.#problems = problems;
    this.#notes = notes;
  }

  get objections(): number {
    return this.#objections;
  }

  /** From now on paths into a list lead into what its items were made of. */
  expand(list: string, writtenAt: readonly WrittenAt[]): void {
    this.#expanded.set(list, writtenAt);
  }

  /** From now on paths into an item that the reader has added to a list lead into the one that it was made for. */
  added(list: string, item: number, to: number): void {
    this.#added.set(`${list}.${item}`, to);
  }

  /** Whether something is written at a path, and not made of what stands elsewhere. */
  isWritten(path: Path): boolean {
    const written = this.written(path);
    return written.at(-1) === path.at(-1) && at(this.tree, written) !== undefined;
  }

  /** The keys of a mapping, in the order of the file. */
  keysAt(path: Path): string[] {
    const found = at(this.tree, this.written(path));
    return found?.kind === 'mapping' ? [...found.entries.keys()] : [];
  }

  /** Whether nothing was cut out at, above or below any of the paths. */
  isIntact(...paths: Path[]): boolean {
    return !paths.some((path) => this.#cuts.touch(this.written(path)));
  }

  /** A mistake in the value at a path, or in what lacks it. */
  wrong(path: Path, message: string, suggestion?: string): void {
    this.#objections += 1;
    if (this.isIntact(path))
      this.#problems.add(placeOf(this.tree, this.written(path)), message, suggestion);
  }

  /** A mistake at a place that is known already. */
  wrongAt(place: Place, message: string): void {
    this.#objections += 1;
    this.#problems.add(place, message);
  }

  /** A key that ought not to be there. */
  wrongKey(path: Path, message: string, suggestion?: string): void {
    this.#objections += 1;
    if (this.isIntact(path))
      this.#problems.add(keyPlaceOf(this.tree, this.written(path)), message, suggestion);
  }

  note(path: Path, text: string): void {
    this.#notes.push(noteAt(placeOf(this.tree, this.written(path)), text));
  }

  /** Where in the file something is that a path leads to. */
  written(path: Path): Path {
    const [list, item, ...below] = path;
    const made = this.#added.get(`${list}.${item}`);
    if (made !== undefined) return this.written([list as string, made, ...below]);
    const writtenAt = this.#expanded.get(String(list))?.[item as number];
    return writtenAt ? writtenAt(below) : path;
  }
}
