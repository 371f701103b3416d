import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Seconds } from '../../settings.ts';

/** How a client goes through the addresses of its list until one accepts. */
export interface RaceRule {
  /** Whether it tries more than the address it picked. */
  readonly tries: 'one' | 'all';
  /** After this the next attempt begins though the one before is still under way; Infinity: never. */
  readonly stagger: Seconds;
  /** Attempts under way at once, at most. */
  readonly parallel: number;
  /** Whether an attempt is given up when the next begins. */
  readonly abort: boolean;
}

/** A way to connect: an attempt that fails is followed by the next at once, whatever the rule. */
export interface Connect<S> extends Plugin {
  /** What stands for it in a scenario: a bare word when null, else an object of these keys. */
  readonly fields: Readonly<Record<string, z.ZodMiniType>> | null;
  rule(settings: S): RaceRule;
}

/** Keeps a plug-in's own settings type inside its file. */
export function connectPlugin<S>(connect: Connect<S>): Connect<unknown> {
  return connect as Connect<unknown>;
}
