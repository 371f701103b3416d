import type { Place } from '../scenario.ts';

/**
 * Where a query comes from, as the authority sees it: the asking resolver, or the client whose subnet the resolver
 * forwards (RFC 7871; route53.md section 3.8).
 */
export interface Origin {
  /** Null: unknown. */
  readonly place: Place | null;
  /** IPv4 or IPv6 address in text and how many of its bits are known; null: unknown. */
  readonly subnet: { readonly address: string; readonly prefix: number } | null;
}

/** Nothing is known of it. */
export const NOWHERE: Origin = { place: null, subnet: null };
