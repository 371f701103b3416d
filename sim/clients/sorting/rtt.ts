import { rfc6724v6only } from './rfc6724-v6only.ts';
import type { Sort } from './sort.ts';

/**
 * Apple's systems (Libinfo, lookup.subproj/si_compare.c): round trips far apart decide before any rule, those a little
 * apart in place of rules 9 and 10. See {@link RoundTrips}.
 */
export const rtt: Sort = {
  ...rfc6724v6only,
  name: 'rtt',
  summary:
    'As Apple’s systems: the nearer by measured round trip first, addresses that have only failed last, else RFC 6724 without rule 9 for IPv4.',
  heedsRoundTrips: true,
};
