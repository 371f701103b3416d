import type { Note } from '../../../experiments/study.ts';
import type { Problems } from '../problem.ts';
import { type Place, where } from '../source.ts';
import { keyPlaceOf, type Path, placeOf, type Tree } from '../tree.ts';

/** Where the checks that need more than one value report, by path. */
export class Context {
  readonly tree: Tree;
  readonly #problems: Problems;
  readonly #notes: Note[];

  constructor(tree: Tree, problems: Problems, notes: Note[]) {
    this.tree = tree;
    this.#problems = problems;
    this.#notes = notes;
  }

  /** Mistakes found so far. */
  get problems(): number {
    return this.#problems.count;
  }

  /** A mistake in the value at a path, or in what lacks it. */
  wrong(path: Path, message: string, suggestion?: string): void {
    this.#problems.add(placeOf(this.tree, path), message, suggestion);
  }

  wrongAt(place: Place, message: string): void {
    this.#problems.add(place, message);
  }

  /** A key that ought not to be there. */
  wrongKey(path: Path, message: string, suggestion?: string): void {
    this.#problems.add(keyPlaceOf(this.tree, path), message, suggestion);
  }

  note(path: Path, text: string): void {
    this.#notes.push({ where: where(placeOf(this.tree, path)), text });
  }
}
