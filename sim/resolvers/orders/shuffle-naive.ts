import { identity } from './base.ts';
import { orderPlugin } from './order.ts';

export const shuffleNaive = orderPlugin<null>({
  name: 'shuffleNaive',
  summary: 'The common mistake: every place swapped with any place, which favours some orders.',
  settings: null,
  memoryless: true,
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
