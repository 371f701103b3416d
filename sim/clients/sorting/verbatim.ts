import type { Sort } from './sort.ts';

export const verbatim: Sort = {
  name: 'verbatim',
  summary: 'The order received.',
  reorders: false,
  heeds: () => false,
  key: () => 0,
};
