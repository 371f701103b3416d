/** What an event does: one verb of the format, as a scenario writes it under its own key. */
import type * as z from 'zod/mini';
import type {
  BackendSpec,
  BalancerSpec,
  EventSpec,
  Law,
  ResolverGroup,
} from '../../../sim/scenario.ts';
import type { Context } from '../resolve/context.ts';
import type { Zones } from '../resolve/zones.ts';
import type { Path, Tree } from '../tree.ts';

type Without<E, K extends string> = E extends unknown ? Omit<E, K> : never;

/** An event but for what every event has: its name, its time and its curve. */
export type Deed = Without<EventSpec, 'name' | 'at' | 'curve'>;

/** One of several deeds that a verb stands for. */
export interface Step {
  /** Seconds after the time of the event. */
  readonly after: number;
  /** What results call it, after the name of the event; empty: by that alone. */
  readonly part: string;
  readonly deed: Deed;
}

/** What a verb is checked against. */
export interface Scene {
  /** As the events before leave them; for an event whose time is drawn, as all those do whose time is not. */
  readonly zones: Zones;
  /** Whether the time of the event is drawn, so that any other may come before or after. */
  readonly isDrawn: boolean;
  /** As the run begins. */
  readonly initial: Zones;
  readonly backends: readonly BackendSpec[];
  readonly balancers: readonly BalancerSpec[];
  /** Names of the groups that are written; null while they are not known. */
  readonly groups: {
    readonly resolvers: ReadonlySet<string> | null;
    readonly clients: ReadonlySet<string> | null;
  };
  /** The groups that one of those names means: all the parts of a mix. */
  readonly partsOf: (name: string) => readonly string[];
  /** Names of all places; null while they are not known. */
  readonly places: ReadonlySet<string> | null;
  readonly resolvers: readonly ResolverGroup[];
  /** End of the run. */
  readonly duration: number;
  /** How long it is to last; null: to the end of the run. */
  readonly lasts: Law | null;
  /** Of what the verb's key holds. */
  readonly path: Path;
  readonly context: Context;
}

/** A verb is one file that exports one of these, and one line in `index.ts`. */
export interface Verb<S = unknown> {
  /** The key of an event that holds it. */
  readonly name: string;
  /** What editors show beside the key. */
  readonly summary: string;
  readonly schema: z.ZodMiniType<S>;
  /** Whether it goes on for a while, which `for` may limit. */
  readonly lasts?: boolean;
  /**
   * To what it is done: with the verb, the name of an event without one. Asked of anything that is written, before
   * its shape is known; undefined when too little is.
   *
   * @param zone name of the only zone; empty when there are several, or none is known
   */
  target(written: Tree | undefined, zone: string): string | undefined;
  /** What is to happen, mistakes reported; undefined when they leave nothing to go on with. */
  resolve(input: S, scene: Scene): Deed | readonly Step[] | undefined;
}

/** Keeps a verb's own input type inside its file. */
export function verb<S>(own: Verb<S>): Verb {
  return own as Verb;
}
