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
  /** What of the scenario's events is taken to hold at that time, and what is left out of account. */
  readonly state: readonly string[];
  /** The walk from the question to record sets, in order. */
  readonly steps: readonly Step[];
  /** What may come back, with its probability; these sum to 1. */
  readonly answers: readonly PossibleAnswer[];
}

export interface Step {
  /** How many aliases and CNAMEs led here. */
  readonly depth: number;
  readonly text: string;
}

export interface PossibleAnswer {
  readonly probability: number;
  readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN';
  /** Record sets and names on the way to it. */
  readonly by: readonly string[];
  readonly values: readonly string[];
  /** Of the values, how many one answer carries. */
  readonly size: number;
  /** TTLs that it can have, ascending. */
  readonly ttlSeconds: readonly number[];
}
