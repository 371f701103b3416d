import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';

/** Which address of its sorted list a client connects to first. */
export interface Pick extends Plugin {
  /** Whether the same list always gives the same choice, so that clients sharing a list share it. */
  readonly settled: boolean;
  /** Whether every address of the list is equally likely each time, whatever their order. */
  readonly evenly?: boolean;
  /** A place in a list of `count` ≥ 1 addresses, from 0. */
  place(count: number, stream: Stream): number;
}
