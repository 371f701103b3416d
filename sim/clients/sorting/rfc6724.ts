import { rfc6724Table } from './policy-table.ts';
import type { Sort } from './sort.ts';

/** RFC 6724 section 6: rule 9 on both families, no further than the prefix of the client's interface. */
export const rfc6724: Sort = {
  name: 'rfc6724',
  summary:
    'RFC 6724 to the letter: matching scope and label, precedence, smaller scope, then the longest prefix in common, IPv4 too.',
  policy: rfc6724Table,
  bits: (_, common, prefix) => Math.min(prefix, common),
  heedsRoundTrips: false,
};
