import { glibcTable } from './policy-table.ts';
import type { Sort } from './sort.ts';

/**
 * RFC 3484 section 6 rule 9, without limits: glibc up to 2.7 and Windows until it changed its mind. Clients of one
 * subnet all prefer the same server, whatever the order received.
 */
export const v4rule9: Sort = {
  name: 'v4rule9',
  summary:
    'RFC 3484 rule 9 on IPv4 too, as glibc did before 2.8: the longest prefix in common with the client’s own address first.',
  policy: glibcTable,
  bits: (_, common) => common,
  heedsRoundTrips: false,
};
