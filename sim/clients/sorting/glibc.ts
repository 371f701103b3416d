import { commonPrefix } from './common-prefix.ts';
import type { Sort } from './sort.ts';

/**
 * glibc ≥ 2.8 `getaddrinfo` (nss/getaddrinfo.c, rfc3484_sort): rule 9, the longest common prefix,
 * applies to IPv4 only when source and destination share the interface's subnet; all other
 * addresses tie and keep the order received. On-subnet addresses come first.
 */
export const glibc: Sort = {
  name: 'glibc',
  summary:
    'getaddrinfo since glibc 2.8: on-subnet addresses first, by longest common prefix; else the order received.',
  reorders: true,
  heeds: (destination, { first, prefix }, interfacePrefix) =>
    commonPrefix(destination, first) >= Math.min(prefix, interfacePrefix),
  key(destination, source, prefix) {
    const common = commonPrefix(destination, source);
    return common >= prefix ? -common : 0;
  },
};
