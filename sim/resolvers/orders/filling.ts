import { identity } from './base.ts';
import { orderPlugin } from './order.ts';

/**
 * The resolver itself replays the order of the answer that filled the entry (see `Resolvers`); asked
 * to arrange one anew, there is nothing older to follow than the stored order.
 */
export const filling = orderPlugin<null>({
  name: 'filling',
  summary: 'Frozen: as in the answer that filled the entry, until it expires.',
  settings: null,
  memoryless: false,
  prepare: () => ({ arrange: (_count, need, _now, places) => identity(need, places) }),
});
