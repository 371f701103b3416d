/** What a fault does to a backend: one row of the table of model.md part 9. */
import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Law } from '../../scenario.ts';
import type { ProbeAnswer, Reception } from '../reception.ts';

/** What connections, requests and probes meet while the fault is in force. */
export interface Effect {
  /**
   * Open connections, and the requests that come over them. `reset`: they break when the fault begins, with all
   * work in hand, and a request still on its way is answered by a reset. `silent`: nothing comes back, all work
   * in hand is lost without a word, and they break when the fault ends, for a host that returns knows none of
   * them. `closed`: served, then closed after the response. `served`: as ever.
   */
  readonly openConnections: 'reset' | 'silent' | 'closed' | 'served';
  readonly newConnections: Reception;
  /** Null: as ever. */
  readonly probes: { readonly http: ProbeAnswer; readonly tcp: ProbeAnswer } | null;
  /** After how long a new connection that finds it unreachable is told so. */
  readonly after?: Law;
  /** Every service takes so many times as long; 1 unless stated. */
  readonly slowness?: number;
  /** Places that nothing passes from, or to; the backend itself is unharmed. */
  readonly cutFrom?: readonly string[];
  /** Part of the responses, and of the answers to HTTP probes, that are errors; 0 unless stated. */
  readonly errors?: number;
}

/** A fault that strikes backends; its name is the verb of the event. */
export interface Fault<S> extends Plugin {
  /**
   * Whether it goes on beside others. Of those that do not, only the one that began last is in force: a process
   * that is gone is not slow.
   */
  readonly joins: boolean;
  /** Settings beside the target, by key; null: it has none. */
  readonly fields: Readonly<Record<string, z.ZodMiniType>> | null;
  effect(settings: S): Effect;
  /** Names of places in its settings. */
  places?(settings: S): readonly string[];
  /** Whether it means nothing at a backend that answers at once. */
  readonly needsServer?: boolean;
}

/** What a backend meets that has no such trouble. */
export const UNHARMED = { openConnections: 'served', newConnections: 0, probes: null } as const;

/** Keeps a fault's own settings type inside its file. */
export function faultPlugin<S>(fault: Fault<S>): Fault<unknown> {
  return fault as Fault<unknown>;
}
