/**
 * How all requests spread over questions: first those that clients look up, then, step by step, those that CNAMEs lead
 * on to. By origin where some answer depends on it.
 */
import type { LookedUp } from './looked-up.ts';
import type { Views } from './question.ts';

export class Flows {
  readonly #views: Views;
  readonly #questions: number;
  /** Origins told apart. */
  readonly #origins: number;
  /** Parts of all requests by origin × questions + question. */
  #shares: Float64Array;
  #steps = 0;

  /** @param only the row of a question, whose requests are taken to be all there are */
  constructor(questions: readonly LookedUp[], views: Views, only?: number) {
    this.#views = views;
    this.#questions = questions.length;
    this.#origins = views.count > questions.length ? views.origins.length : 1;
    this.#shares = new Float64Array(this.#origins * questions.length);
    for (const [row, { question }] of questions.entries()) {
      const share = only === undefined ? question.share : row === only ? 1 : 0;
      for (let origin = 0; origin < this.#origins; origin++)
        this.#shares[origin * questions.length + row] =
          this.#origins === 1 ? share : share * (question.byOrigin[origin] as number);
    }
  }

  /** Whether CNAMEs have led on; more often than there are questions they lead round in a circle. */
  get areLeft(): boolean {
    return this.#steps <= this.#questions && this.#shares.some((share) => share > 0);
  }

  /**
   * Hands out what has come to each view, and takes what CNAMEs lead on.
   *
   * @param answer adds to `linked`, by question, what goes on
   */
  step(
    answer: (question: number, view: number, share: number, linked: Float64Array) => void,
  ): void {
    const next = new Float64Array(this.#shares.length);
    for (let origin = 0; origin < this.#origins; origin++) {
      const linked = next.subarray(origin * this.#questions, (origin + 1) * this.#questions);
      for (let question = 0; question < this.#questions; question++) {
        const share = this.#shares[origin * this.#questions + question] as number;
        if (share > 0) answer(question, this.#views.of(question, origin), share, linked);
      }
    }
    this.#shares = next;
    this.#steps += 1;
  }
}
