import { rfc6724 } from './rfc6724.ts';
import type { Sort } from './sort.ts';

/** Chromium's own sorter (net/dns/address_sorter_posix): RFC 6724 section 6, rule 9 on IPv4 too. */
export const v4rule9Capped: Sort = {
  ...rfc6724,
  name: 'v4rule9Capped',
  summary:
    'Rule 9 on IPv4 with RFC 6724’s limit, as Chromium’s own sorter: prefixes in common count no longer than the interface’s.',
};
