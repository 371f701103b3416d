/**
 * The faults that are in force, backend by backend. Some join others: a backend may be slow, answer with errors and
 * drain at once. Of the rest, the one that began last is in force until it ends, then the one below it, if that has
 * not ended meanwhile.
 */
import { constantOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { Seconds } from '../settings.ts';
import { type Effect, UNHARMED } from './faults/fault.ts';

/** A fault at a backend. */
export interface Blow {
  readonly effect: Effect;
  readonly joins: boolean;
  /** Draws what is chance in it. */
  readonly stream: Stream;
}

/** What the faults of a backend do together. */
export interface Harm
  extends Required<Pick<Effect, 'openConnections' | 'newConnections' | 'probes'>> {
  readonly slowness: number;
  /** Draws whether a response, or the answer to a probe, is an error; null: none is. */
  readonly fails: (() => boolean) | null;
  /** Draws after how long a new connection is told that the host cannot be reached; null: it is not. */
  readonly after: (() => Seconds) | null;
}

interface Standing extends Blow {
  readonly id: number;
}

export class FaultsInForce {
  readonly #standing: Standing[][];
  /** By backend; null: no fault. */
  readonly #harm: (Harm | null)[];

  constructor(backends: number) {
    this.#standing = Array.from({ length: backends }, () => []);
    this.#harm = Array.from({ length: backends }, () => null);
  }

  /** What a backend's faults do to it; null: it has none. */
  on(backend: number): Harm | null {
    return this.#harm[backend] as Harm | null;
  }

  /** @param id tells it apart from others */
  begin(backend: number, id: number, blow: Blow): void {
    const standing = this.#standing[backend] as Standing[];
    standing.push({ id, ...blow });
    this.#harm[backend] = together(standing);
  }

  end(backend: number, id: number): void {
    const standing = this.#standing[backend] as Standing[];
    const i = standing.findIndex((one) => one.id === id);
    if (i >= 0) standing.splice(i, 1);
    this.#harm[backend] = standing.length === 0 ? null : together(standing);
  }
}

function together(standing: readonly Standing[]): Harm {
  const leading = standing.findLast(({ joins }) => !joins);
  const { openConnections, newConnections, probes, after } =
    leading?.effect ?? (UNHARMED as Effect);
  const failing = standing.filter(({ effect }) => (effect.errors ?? 0) > 0);
  return {
    openConnections,
    newConnections,
    probes,
    slowness: standing.reduce((product, { effect }) => product * (effect.slowness ?? 1), 1),
    // Each draws, whatever the others have drawn: none shifts another's numbers.
    fails:
      failing.length === 0
        ? null
        : () =>
            failing.reduce(
              (any, { effect, stream }) => stream.uniform() < (effect.errors as number) || any,
              false,
            ),
    after: after && leading ? delayOf(after, leading.stream) : null,
  };
}

function delayOf(law: NonNullable<Effect['after']>, stream: Stream): () => Seconds {
  const constant = constantOf(law);
  return constant === null ? samplerOf(law, stream) : () => constant;
}
