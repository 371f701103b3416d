import { identity } from './base.ts';
import { orderPlugin } from './order.ts';

/** The resolver itself hands the answer of the query that was waited for to all who joined it (see `Resolvers`). */
export const same = orderPlugin<null>({
  name: 'same',
  summary: 'All who wait for one query get the order that the first of them gets.',
  settings: null,
  memoryless: false,
  forJoins: true,
  prepare: () => ({ arrange: (_count, need, _now, places) => identity(need, places) }),
});
