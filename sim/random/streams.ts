/**
 * Named streams. A stream is seeded by the text `seed/replication/purpose/name`, each part
 * percent-encoded, so no two streams share a seed and a new component shifts nobody else's draws
 * (model.md part 4). The only file that imports seedrandom.
 */
import seedrandom from 'seedrandom';
import { Stream } from './stream.ts';

/** What a stream is for; `name` is the group, check or event that consumes it. */
export type Purpose =
  | 'gap'
  | 'phase'
  | 'who'
  | 'servers'
  | 'loss'
  | 'session'
  | 'work'
  | 'pick'
  | 'retry'
  | 'order'
  | 'answer'
  | 'health'
  | 'fault'
  | 'floor'
  | 'start'
  | 'delay'
  | 'age'
  | 'resolve'
  | 'keepAlive'
  | 'deal'
  | 'lag'
  | 'clock'
  | 'counts'
  | 'balance';

export type Streams = (purpose: Purpose, name?: string) => Stream;

/** The streams of one replication. */
export function streamsOf(seed: number | string, replication: number): Streams {
  return (purpose, name = '') => {
    const text = [String(seed), String(replication), purpose, name]
      .map(encodeURIComponent)
      .join('/');
    const { a, b, c, d } = seedrandom
      .tychei(text, { state: true })
      .state() as unknown as TycheiState;
    return new Stream(Int32Array.of(a, b, c, d));
  };
}

interface TycheiState {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}
