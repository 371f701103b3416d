/** Policy tables of destination address selection: a label and a precedence for each prefix (RFC 6724 section 2.1). */
import { wordsOf } from '../../ip-address.ts';
import { commonPrefix } from './common-prefix.ts';

export interface Policy {
  readonly label: number;
  /** Destinations of a higher one come first, rule 6. */
  readonly precedence: number;
}

export type PolicyTable = readonly (Policy & { readonly block: string })[];

/** The default of RFC 6724 section 2.1. */
export const rfc6724Table: PolicyTable = [
  { block: '::1/128', precedence: 50, label: 0 },
  { block: '::/0', precedence: 40, label: 1 },
  { block: '::ffff:0:0/96', precedence: 35, label: 4 },
  { block: '2002::/16', precedence: 30, label: 2 },
  { block: '2001::/32', precedence: 5, label: 5 },
  { block: 'fc00::/7', precedence: 3, label: 13 },
  { block: '::/96', precedence: 1, label: 3 },
  { block: 'fec0::/10', precedence: 1, label: 11 },
  { block: '3ffe::/16', precedence: 1, label: 12 },
];

/** That of glibc: RFC 3484 section 2.1 with labels of its own (nss/getaddrinfo.c, default_labels, default_precedence). */
export const glibcTable: PolicyTable = [
  { block: '::1/128', precedence: 50, label: 0 },
  { block: '::/0', precedence: 40, label: 1 },
  { block: '2002::/16', precedence: 30, label: 2 },
  { block: '::/96', precedence: 20, label: 3 },
  { block: '::ffff:0:0/96', precedence: 10, label: 4 },
  { block: 'fec0::/10', precedence: 40, label: 5 },
  { block: 'fc00::/7', precedence: 40, label: 6 },
  { block: '2001::/32', precedence: 40, label: 7 },
];

/** The entry with the longest prefix that an address is in. @param words as `wordsOf` says */
export function policyOf(table: PolicyTable, words: Uint32Array): Policy {
  let best: Policy = { label: 1, precedence: 40 };
  let longest = -1;
  for (const { block, ...policy } of table) {
    const [address = '', digits] = block.split('/');
    const prefix = Number(digits);
    if (prefix <= longest || commonPrefix(wordsOf(address), 0, words, 0) < prefix) continue;
    longest = prefix;
    best = policy;
  }
  return best;
}
