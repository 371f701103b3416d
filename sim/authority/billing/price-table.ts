/** What Route 53 charges (route53.md section 9), in US dollars. A scenario overrides any of it with `prices`. */

/** Kinds of query that have a price of their own. */
export const QUERY_PRICES = ['standard', 'latency', 'geo', 'ipBased'] as const;
export type QueryPrice = (typeof QUERY_PRICES)[number];

/** A price that changes with the quantity: of the first units of a month, and of those above. */
export interface Tiered {
  readonly first: number;
  readonly above: number;
}

export interface PriceTable {
  /** The day on which these were the prices, as YYYY-MM-DD, and who says so. */
  readonly asOf: string;
  readonly source: string;
  /** Per million queries. */
  readonly queries: Readonly<Record<QueryPrice, Tiered>> & {
    /** Queries a month at the first price. */
    readonly tier: number;
    /** Whether each kind of query has so many, or all of an account together. */
    readonly tierPer: 'kind' | 'account';
  };
  /** Per zone and month. */
  readonly hostedZones: Tiered & { readonly tier: number };
  /** Per record set and month, of a zone with more than `free`. */
  readonly records: { readonly free: number; readonly above: number };
  /** Per check and month. */
  readonly healthChecks: {
    /** Of endpoints in AWS, the first `free` of them for nothing. */
    readonly aws: number;
    readonly free: number;
    readonly other: number;
    /** Each option of a check: HTTPS, a string to match, a probe every 10 s, latency measured. */
    readonly awsOption: number;
    readonly otherOption: number;
  };
}

/** Amazon Route 53 pricing, for all Regions but those of China. */
export const ROUTE53_PRICES: PriceTable = {
  asOf: '2026-09-20',
  source: 'aws.amazon.com/route53/pricing, as transcribed that day',
  queries: {
    standard: { first: 0.4, above: 0.2 },
    latency: { first: 0.6, above: 0.3 },
    geo: { first: 0.7, above: 0.35 },
    ipBased: { first: 0.8, above: 0.4 },
    tier: 1_000_000_000,
    tierPer: 'kind',
  },
  hostedZones: { first: 0.5, above: 0.1, tier: 25 },
  records: { free: 10_000, above: 0.0015 },
  healthChecks: { aws: 0.5, free: 50, other: 0.75, awsOption: 1, otherOption: 2 },
};
