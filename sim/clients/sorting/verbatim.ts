import type { Sort } from './sort.ts';

export const verbatim: Sort = {
  name: 'verbatim',
  summary: 'The order received, of both families IPv6 first.',
  policy: null,
  bits: () => 0,
  heedsRoundTrips: false,
};
