import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Seconds } from '../../settings.ts';

/** The outcome of opening a connection: which place of the list answered, and how long it took. */
export interface Opened {
  place: number;
  seconds: Seconds;
}

/** How a client tries the addresses of its list until one accepts. */
export interface Connect<S> extends Plugin {
  /** What stands for it in a scenario: a bare word when null, else an object of these keys. */
  readonly fields: Readonly<Record<string, z.ZodMiniType>> | null;
  /**
   * Races the addresses at places `from`, `from` + 1 … of `count`, wrapping round, when all accept.
   *
   * @param rtt draws one round trip; called once for each attempt begun, in order
   * @param opened filled with the winner
   */
  open(settings: S, count: number, from: number, rtt: () => Seconds, opened: Opened): void;
}

/** Keeps a plug-in's own settings type inside its file. */
export function connectPlugin<S>(connect: Connect<S>): Connect<unknown> {
  return connect as Connect<unknown>;
}
