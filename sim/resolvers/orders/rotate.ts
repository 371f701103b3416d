import * as z from 'zod/mini';
import { oneOf, whole } from '../../settings.ts';
import { COUNTED_PER, type CountedPer } from '../turns.ts';
import { leadsByListing } from './leads.ts';
import { orderPlugin } from './order.ts';

const QUERY_IDS = 65_536;

/** Writes the first `need` places of the stored order rotated to begin at `start`. */
export function rotatePlaces(start: number, count: number, need: number, places: Int32Array): void {
  let place = start;
  for (let i = 0; i < need; i++) {
    places[i] = place;
    place = place + 1 === count ? 0 : place + 1;
  }
}

/** The start is a random number modulo the count. */
interface Stateless {
  readonly by: 'queryId' | 'queryIdTime' | 'random';
}

/** The start moves on by `step` with each response that the counter arranges; the first begins at `first`. */
interface Counted {
  readonly by: 'counter';
  readonly step: number;
  readonly per: CountedPer;
  readonly first: number;
}

const STEP = 'expected a step of 1 or -1';

const settings = z.union(
  [
    z.strictObject({ by: oneOf('queryId', 'queryIdTime', 'random') }),
    z.strictObject({
      by: z.literal('counter'),
      step: z.prefault(z.literal([1, -1], { error: STEP }), 1),
      per: z.prefault(oneOf(...COUNTED_PER), 'entry'),
      first: z.prefault(whole(0, 65_535), 0),
    }),
  ],
  {
    error:
      'expected { by: queryId }, { by: queryIdTime }, { by: random } or { by: counter, step, per, first }',
  },
);

/**
 * Stateless rotation: a query id has 16 bits, so with a count that does not divide 65,536 the starts are not
 * quite equally likely; that is kept. With `queryIdTime` (Unbound, util/data/msgencode.c) the clock's whole
 * seconds are added to the id.
 */
export const rotate = orderPlugin<Stateless | Counted>({
  name: 'rotate',
  summary:
    'The stored order begun at another place each time: by query id (and clock), at random, or in turn by a counter.',
  settings,
  memoryless: true,
  countedPer: (chosen) => (chosen.by === 'counter' ? chosen.per : null),
  // Over any `count` seconds on end the clock makes the starts of `queryIdTime` equally likely.
  leads(chosen, marks) {
    if (chosen.by === 'counter') return null;
    const count = marks.length;
    return leadsByListing(marks, (see) => {
      const places = new Int32Array(count);
      for (let start = 0; start < count; start++) {
        rotatePlaces(start, count, count, places);
        const ids = Math.floor((QUERY_IDS - 1 - start) / count) + 1;
        see(places, chosen.by === 'queryId' ? ids / QUERY_IDS : 1 / count);
      }
    });
  },
  prepare(chosen, stream) {
    if (chosen.by === 'counter') {
      const { step, first } = chosen;
      return {
        arrange(count, need, _now, places, turn) {
          const start = (first + step * turn) % count;
          rotatePlaces(start < 0 ? start + count : start, count, need, places);
        },
      };
    }
    const { by } = chosen;
    const seconds = by === 'queryIdTime' ? Math.floor : () => 0;
    return {
      arrange(count, need, now, places) {
        const id = by === 'random' ? stream.below(count) : stream.bits() >>> 16;
        const start = (id + seconds(now)) % count;
        rotatePlaces(start < 0 ? start + count : start, count, need, places);
      },
    };
  },
});
