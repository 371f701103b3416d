/** How a node chooses a target for a connection or a request, among those of one group that it may send to. */
import type * as z from 'zod/mini';
import type { Plugin } from '../../../plugin.ts';
import type { Stream } from '../../../random/stream.ts';
import type { Eligible } from '../targets.ts';

export interface Chooser {
  /** From now on it chooses among these. */
  among(eligible: Eligible): void;
  /**
   * Chooses one; there is at least one.
   *
   * @param caller the client, told apart from all others; −1: one never seen before
   * @param flow the connection (`l4`) or the request (`l7`), told apart likewise
   * @returns its place among the eligible
   */
  choose(caller: number, flow: number): number;
}

/** What a node's chooser goes by. */
export interface Surroundings {
  /** The balancer's own stream. */
  readonly stream: Stream;
  /** By backend: connections open to it (`l4`), or requests in hand there (`l7`), through this node. */
  readonly outstanding: Int32Array;
  /** What the hashes of this balancer start from, the same at all its nodes; drawn once per replication. */
  readonly salt: number;
}

export interface Algorithm<S> extends Plugin {
  /** Written `{ name: settings }` in a scenario; null: a bare word. */
  readonly settings: z.ZodMiniType | null;
  /** The one layer for which it makes sense; both unless stated. */
  readonly layer?: 'l4' | 'l7';
  chooser(settings: S, surroundings: Surroundings): Chooser;
}

/** Keeps an algorithm's own settings type inside its file. */
export function algorithmPlugin<S>(algorithm: Algorithm<S>): Algorithm<unknown> {
  return algorithm as Algorithm<unknown>;
}
