import type { Stream } from '../../random/stream.ts';
import { identity } from './base.ts';
import type { Lead } from './leads.ts';
import { orderPlugin } from './order.ts';

/** The first `need` places of a uniform permutation of `count`, by Fisher and Yates. */
export function shufflePlaces(
  count: number,
  need: number,
  stream: Stream,
  places: Int32Array,
): void {
  if (need === 1) {
    places[0] = stream.below(count);
    return;
  }
  identity(count, places);
  const last = need < count ? need : count - 1;
  for (let i = 0; i < last; i++) {
    const j = i + stream.below(count - i);
    const place = places[i] as number;
    places[i] = places[j] as number;
    places[j] = place;
  }
}

export const shuffle = orderPlugin<null>({
  name: 'shuffle',
  summary: 'A fresh uniform permutation (Fisher–Yates).',
  settings: null,
  memoryless: true,
  leads(_settings, first, final) {
    const [starts, ends] = [marked(first), marked(final)];
    return starts.flatMap((start): Lead[] =>
      final[start] === 1
        ? [{ first: start, final: start, chance: 1 / starts.length }]
        : ends.map((end) => ({
            first: start,
            final: end,
            chance: 1 / (starts.length * ends.length),
          })),
    );
  },
  prepare: (_settings, stream) => ({
    arrange: (count, need, _now, places) => shufflePlaces(count, need, stream, places),
  }),
});

function marked(marks: Uint8Array): number[] {
  return [...marks.keys()].filter((place) => marks[place] === 1);
}
