import type { Pick } from './pick.ts';

export const first: Pick = {
  name: 'first',
  summary: 'The first address of the list, as almost every client does.',
  settled: true,
  place: () => 0,
};
