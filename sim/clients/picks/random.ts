import type { Pick } from './pick.ts';

export const random: Pick = {
  name: 'random',
  // Nothing is remembered: a new list counts at the next connection.
  summary: 'Any address of the list, equally likely, drawn anew for each connection.',
  settled: false,
  evenly: true,
  place: (count, stream) => stream.below(count),
};
