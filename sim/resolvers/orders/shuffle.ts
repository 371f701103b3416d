import type { Stream } from '../../random/stream.ts';
import { identity } from './base.ts';
import { leadsOf } from './leads.ts';
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
  leads(_settings, marks) {
    const all = marks.reduce((sum, mark) => sum + mark, 0);
    return leadsOf(Array.from(marks, (mark) => mark / all));
  },
  prepare: (_settings, stream) => ({
    arrange: (count, need, _now, places) => shufflePlaces(count, need, stream, places),
  }),
});
