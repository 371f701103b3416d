import type { Plugin } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { Rota } from './rota.ts';

/** Which address of its sorted list a client connects to first. */
export interface Pick extends Plugin {
  /** Whether the same list always gives the same choice, so that clients sharing a list share it. */
  readonly settled: boolean;
  /** Whether every address of the list is equally likely each time, whatever their order. */
  readonly evenly?: boolean;
  /** Whether it goes by the client's turn, so that clients must be told apart; false when left out. */
  readonly takesTurns?: boolean;
  /** Whether a client holds a connection to each address, and its requests go round them; false when left out. */
  readonly spreads?: boolean;
  /** What tells the clients of a group where each request goes, whichever connection it finds there; left out: {@link place}. */
  readonly rota?: (rows: number, longest: number) => Rota;
  /**
   * A place in a list of `count` ≥ 1 addresses, from 0.
   *
   * @param turn how often the client has picked before
   */
  place(count: number, stream: Stream, turn: number): number;
}

/** Whether a client sends its requests round the addresses of a list that it keeps for that. */
export function goesRound({ spreads, rota }: Pick): boolean {
  return spreads === true || rota !== undefined;
}
