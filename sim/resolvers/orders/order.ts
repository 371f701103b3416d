import type * as z from 'zod/mini';
import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { Seconds } from '../../settings.ts';
import type { CountedPer } from '../turns.ts';
import type { Lead, Marks } from './leads.ts';

/** Puts the places of a stored RRset in the order of one response. */
export interface Arranger {
  /**
   * @param count addresses stored, at least 1
   * @param need how many leading places the caller will read, 1 to `count`
   * @param now virtual time
   * @param places filled with indices into the stored order; from `need` on unspecified
   * @param turn responses that the order's counter had arranged before this one; 0 where nothing counts
   */
  arrange(count: number, need: number, now: Seconds, places: Int32Array, turn: number): void;
}

/** In which order a resolver renders an RRset. */
export interface Order<S> extends Plugin {
  /** What stands behind the order's name in a scenario; null: a bare word. */
  readonly settings: z.ZodMiniType<S> | null;
  /** Whether each response is arranged anew, its outcome independent of every other. */
  readonly memoryless: boolean;
  /**
   * For a memoryless order: with what chance a response leads with which stored place, of those marked. Null: too
   * many orders can be reached to go through them.
   */
  leads?(settings: S, marks: Marks): readonly Lead[] | null;
  /** What the counter belongs to that turns its answers, which then are not memoryless; null or absent: there is none. */
  countedPer?(settings: S): CountedPer | null;
  /** Whether it makes sense for queries that waited for another, and for nothing else. */
  readonly forJoins?: boolean;
  /** `stream` is the resolver group's `order` stream. */
  prepare(settings: S, stream: Stream): Arranger;
}

/** Keeps an order's own settings type inside its file. */
export function orderPlugin<S>(order: Order<S>): Order<unknown> {
  return order as Order<unknown>;
}
