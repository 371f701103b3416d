import * as z from 'zod/mini';
import { oneOf } from '../../settings.ts';
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

/**
 * Stateless rotation: the start is a random number modulo the count. A query id has 16 bits, so with a
 * count that does not divide 65,536 the starts are not quite equally likely; that is kept. With
 * `queryIdTime` (Unbound, util/data/msgencode.c) the clock's whole seconds are added to the id.
 */
export const rotate = orderPlugin({
  name: 'rotate',
  summary:
    'The stored order begun at another place each time: by query id (and clock) or at random.',
  settings: z.strictObject({ by: oneOf('queryId', 'queryIdTime', 'random') }),
  memoryless: true,
  // Over any `count` seconds on end the clock makes the starts of `queryIdTime` equally likely.
  leads({ by }, first, final) {
    const count = first.length;
    return leadsByListing(first, final, (see) => {
      const places = new Int32Array(count);
      for (let start = 0; start < count; start++) {
        rotatePlaces(start, count, count, places);
        const ids = Math.floor((QUERY_IDS - 1 - start) / count) + 1;
        see(places, by === 'queryId' ? ids / QUERY_IDS : 1 / count);
      }
    });
  },
  prepare({ by }, stream) {
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
