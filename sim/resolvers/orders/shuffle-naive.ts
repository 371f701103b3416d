import { identity } from './base.ts';
import { type Arrangements, allMarked, leadsByListing, leadsOf } from './leads.ts';
import { orderPlugin } from './order.ts';

/** So many addresses have 5,040 orders, each reached in many ways. */
const MOST_LISTED = 7;

export const shuffleNaive = orderPlugin<null>({
  name: 'shuffleNaive',
  summary: 'The common mistake: every place swapped with any place, which favours some orders.',
  settings: null,
  memoryless: true,
  leads(_settings, marks) {
    if (allMarked(marks)) return leadsOf(chancesOfFirst(marks.length));
    return marks.length > MOST_LISTED ? null : leadsByListing(marks, arrangements(marks.length));
  },
  prepare: (_settings, stream) => ({
    arrange(count, _need, _now, places) {
      identity(count, places);
      for (let i = 0; i < count; i++) {
        const j = stream.below(count);
        const place = places[i] as number;
        places[i] = places[j] as number;
        places[j] = place;
      }
    },
  }),
});

/** Chance of each place to end up first: followed through the swaps, one place at a time. */
function chancesOfFirst(count: number): number[] {
  return Array.from({ length: count }, (_, start) => {
    let at: number[] = Array.from({ length: count }, (_mark, place) => (place === start ? 1 : 0));
    for (let i = 0; i < count; i++) {
      const swapped = at[i] as number;
      const rest = at.map((chance, place) => (place === i ? 0 : (chance * (count - 1)) / count));
      const moved = at.reduce((sum, chance, place) => sum + (place === i ? 0 : chance / count), 0);
      at = rest.map((chance, place) => chance + swapped / count + (place === i ? moved : 0));
    }
    return at[0] as number;
  });
}

function arrangements(count: number): Arrangements {
  return (see) => {
    let reached = new Map([[Array.from({ length: count }, (_, place) => place).join(), 1]]);
    for (let i = 0; i < count; i++) {
      const next = new Map<string, number>();
      for (const [order, chance] of reached) {
        for (let j = 0; j < count; j++) {
          const places = order.split(',');
          const place = places[i] as string;
          places[i] = places[j] as string;
          places[j] = place;
          const key = places.join();
          next.set(key, (next.get(key) ?? 0) + chance / count);
        }
      }
      reached = next;
    }
    for (const [order, chance] of reached) see(Int32Array.from(order.split(','), Number), chance);
  };
}
