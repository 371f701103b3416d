import { rfc6724Table } from './policy-table.ts';
import type { Sort } from './sort.ts';

/** Bits of an IPv6 address before its interface identifier (RFC 4291 section 2.5.4). */
const BEFORE_INTERFACE = 64;

/** Go (net/addrselect.go): rule 9 was taken off IPv4. c-ares and Android do the same, over all 128 bits. */
export const rfc6724v6only: Sort = {
  name: 'rfc6724v6only',
  summary:
    'RFC 6724 without rule 9 for IPv4, as Go’s resolver: IPv6 by the longest common prefix of the first 64 bits, IPv4 as received.',
  policy: rfc6724Table,
  bits: (family, common) => (family === 'v4' ? 0 : Math.min(BEFORE_INTERFACE, common)),
  heedsRoundTrips: false,
};
