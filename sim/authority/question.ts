/** What the authority is asked, and by whom. */
import type { Origin } from './origin.ts';

/** What is asked: one entry of a cache, if it is not a CNAME that answers. */
export interface NameAndType {
  /** Absolute, lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
}

/** A name and type that clients look up, or that a CNAME leads to. */
export interface Question extends NameAndType {
  /** Part of all requests that look it up themselves; 0: only CNAMEs lead to it. */
  readonly share: number;
  /** Of those requests, the part from each origin. */
  readonly byOrigin: readonly number[];
}

/**
 * A *view* is a question as one origin finds it answered, or as all do where the answer depends on no origin. Views
 * are numbered through, a question's side by side.
 */
export class Views {
  readonly origins: readonly Origin[];
  /** By question: its first view; one more for the end. */
  readonly #first: Int32Array;
  /** By view. */
  readonly questionOf: Int32Array;

  /** @param looksAtOrigin by question: whether its answer may depend on the origin */
  constructor(looksAtOrigin: readonly boolean[], origins: readonly Origin[]) {
    this.origins = origins;
    this.#first = new Int32Array(looksAtOrigin.length + 1);
    for (const [row, looks] of looksAtOrigin.entries())
      this.#first[row + 1] = (this.#first[row] as number) + (looks ? origins.length : 1);
    this.questionOf = new Int32Array(this.count);
    for (let row = 0; row < looksAtOrigin.length; row++)
      this.questionOf.fill(row, this.#first[row], this.#first[row + 1]);
  }

  get count(): number {
    return this.#first.at(-1) as number;
  }

  /** The view of a question from an origin. */
  of(question: number, origin: number): number {
    const first = this.#first[question] as number;
    return (this.#first[question + 1] as number) - first === 1 ? first : first + origin;
  }

  /** The views of a question. */
  from(question: number): number[] {
    const [from, to] = [this.#first[question] as number, this.#first[question + 1] as number];
    return Array.from({ length: to - from }, (_, i) => from + i);
  }

  /** Row of the origin whose view it is; 0 where it is everyone's. */
  originOf(view: number): number {
    return view - (this.#first[this.questionOf[view] as number] as number);
  }
}
