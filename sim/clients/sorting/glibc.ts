import { glibcTable } from './policy-table.ts';
import type { Sort } from './sort.ts';

/**
 * glibc ≥ 2.8 `getaddrinfo` (nss/getaddrinfo.c, rfc3484_sort): rule 9, the longest common prefix,
 * applies to IPv4 only when source and destination share the interface's subnet; all other
 * addresses tie and keep the order received. IPv6 addresses go by all 128 bits.
 */
export const glibc: Sort = {
  name: 'glibc',
  summary:
    'getaddrinfo since glibc 2.8: IPv6 by longest common prefix; of IPv4 only on-subnet addresses, which come first; else the order received.',
  policy: glibcTable,
  bits: (family, common, prefix) => (family === 'v6' || common >= prefix ? common : 0),
  heedsRoundTrips: false,
};
