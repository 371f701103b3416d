/**
 * The faults that are in force, backend by backend. Where several overlap, the one that began last is in force
 * until it ends, then the one below it, if that has not ended meanwhile.
 */
import type { Effect } from './faults/fault.ts';

interface Standing {
  readonly event: number;
  readonly effect: Effect;
}

export class FaultsInForce {
  readonly #stacks: Standing[][];
  /** By backend; null: no fault. */
  readonly #top: (Effect | null)[];

  constructor(backends: number) {
    this.#stacks = Array.from({ length: backends }, () => []);
    this.#top = Array.from({ length: backends }, () => null);
  }

  /** What the backend's latest fault does; null: it has none. */
  on(backend: number): Effect | null {
    return this.#top[backend] as Effect | null;
  }

  begin(backend: number, event: number, effect: Effect): void {
    const stack = this.#stacks[backend] as Standing[];
    stack.push({ event, effect });
    this.#top[backend] = effect;
  }

  end(backend: number, event: number): void {
    const stack = this.#stacks[backend] as Standing[];
    const i = stack.findIndex((standing) => standing.event === event);
    if (i >= 0) stack.splice(i, 1);
    this.#top[backend] = stack.at(-1)?.effect ?? null;
  }
}
