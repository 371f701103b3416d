/** What `explain --query` says of one question at one time. */

export interface Query {
  readonly name: string;
  readonly type: string;
  /** A resolver group or client group. */
  readonly from: string;
  readonly atSeconds: number;
}

export interface QueryExplanation {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'skew53'; readonly version: string };
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly query: Query;
  /** Where the queries come from, as the authority sees it: the resolvers that ask, or the clients whose subnet they send. */
  readonly origins: readonly AskedFrom[];
  /** What of the scenario's events is taken to hold at that time, and what is left out of account. */
  readonly state: readonly string[];
  /** The walk from a question to record sets, in order; where it depends on the origin, one walk after another. */
  readonly steps: readonly Step[];
  /** What may come back, with its probability; these sum to 1. */
  readonly answers: readonly PossibleAnswer[];
}

export interface AskedFrom {
  /** Part of the look-ups; these sum to 1. */
  readonly share: number;
  /** Resolver groups that the clients ask. */
  readonly resolvers: readonly string[];
  /** Whether it is that of a client subnet sent along (RFC 7871). */
  readonly isClientSubnet: boolean;
  /** Null: unknown. */
  readonly place: string | null;
  readonly subnet: string | null;
}

export interface Step {
  /** How many aliases and CNAMEs led here; one more below the heading of an origin. */
  readonly depth: number;
  readonly text: string;
}

export interface PossibleAnswer {
  readonly probability: number;
  /** SERVFAIL: of the resolver, which gives up. */
  readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN' | 'SERVFAIL';
  /** Record sets and names on the way to it. */
  readonly by: readonly string[];
  readonly values: readonly string[];
  /** Of the values, how many one answer carries. */
  readonly size: number;
  /** TTLs that it can have, ascending. */
  readonly ttlSeconds: readonly number[];
}
