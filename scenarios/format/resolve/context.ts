import type { Note } from '../../../experiments/study.ts';
import type { Cuts } from '../cuts.ts';
import { noteAt } from '../note.ts';
import type { Problems } from '../problem.ts';
import type { Shaped } from '../shape.ts';
import type { Place } from '../source.ts';
import { keyPlaceOf, type Path, placeOf, type Tree } from '../tree.ts';

/**
 * Where the checks that need more than one value report, by path. An objection to something that was cut out
 * for a mistake of its own is counted, but not reported: it may be no more than a consequence.
 */
export class Context {
  readonly tree: Tree;
  readonly #cuts: Cuts;
  readonly #problems: Problems;
  readonly #notes: Note[];

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

  /** Whether nothing was cut out at, above or below any of the paths. */
  isIntact(...paths: Path[]): boolean {
    return !paths.some((path) => this.#cuts.touch(path));
  }

  /** A mistake in the value at a path, or in what lacks it. */
  wrong(path: Path, message: string, suggestion?: string): void {
    this.#objections += 1;
    if (this.isIntact(path)) this.#problems.add(placeOf(this.tree, path), message, suggestion);
  }

  /** A mistake at a place that is known already. */
  wrongAt(place: Place, message: string): void {
    this.#objections += 1;
    this.#problems.add(place, message);
  }

  /** A key that ought not to be there. */
  wrongKey(path: Path, message: string, suggestion?: string): void {
    this.#objections += 1;
    if (this.isIntact(path)) this.#problems.add(keyPlaceOf(this.tree, path), message, suggestion);
  }

  note(path: Path, text: string): void {
    this.#notes.push(noteAt(placeOf(this.tree, path), text));
  }
}
