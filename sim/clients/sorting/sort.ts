import type { Family } from '../../ip-address.ts';
import type { Plugin } from '../../plugin.ts';
import type { PolicyTable } from './policy-table.ts';

/** How a stub resolver sorts the addresses it received before its client sees them (RFC 6724 section 6). */
export interface Sort extends Plugin {
  /** Labels and precedences, for rules 5 and 6; null: it leaves the order received, and no rule applies. */
  readonly policy: PolicyTable | null;
  /**
   * Bits that count for rule 9, the longest matching prefix: addresses of one family go by them, most first; equal
   * ones keep the order received.
   *
   * @param common leading bits that the destination and the client's own address have in common
   * @param prefix prefix length of the client's interface
   */
  bits(family: Family, common: number, prefix: number): number;
  /** Whether round trips that the client has measured, and failures it has met, go before rule 9. */
  readonly heedsRoundTrips: boolean;
}
