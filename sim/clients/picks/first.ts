import type { Pick } from './pick.ts';

export const first: Pick = {
  name: 'first',
  // Nothing is remembered: a new list counts at the next connection.
  summary: 'The first address of the list, as almost every client does.',
  settled: true,
  place: () => 0,
};
