/** When a run first departs from what the formula of expected CV² takes for granted, and why. */
import type { Recorder } from './recorder.ts';

export class Disturbances {
  readonly #recorder: Recorder;
  #because: string | null = null;
  #window = Number.POSITIVE_INFINITY;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Something has happened now; only the first counts. */
  note(because: string): void {
    if (this.#because !== null) return;
    this.#because = because;
    this.#window = Math.max(0, this.#recorder.window);
  }

  get because(): string | null {
    return this.#because;
  }

  /** Windows from this one on are not as the formula has them; Infinity: all are. */
  get window(): number {
    return this.#window;
  }
}
