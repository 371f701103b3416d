/**
 * What one replication measured, as plain arrays: raw counts, from which `metrics/measures` and
 * `experiments` compute everything else. Windows are rows: value of window w, column c is at w × columns + c.
 * Counts cover warmup ≤ t < duration.
 */
import type { Charge } from './authority/billing/bill.ts';
import type { BalancerCounts } from './backends/balancers/balancer-counts.ts';
import type { ServerCounts } from './backends/server-counts.ts';
import type { Histogram } from './metrics/histogram.ts';
import type { Seconds } from './settings.ts';

/** Why a request failed (model.md part 2), in the order of the columns of `ClientCounts.failures`. */
export const FAILURES = [
  'refused',
  'connect-timeout',
  'unreachable',
  'reset',
  'response-timeout',
  '5xx',
  'rejected',
  'no-address',
  'servfail',
  'lookup-timeout',
] as const;
export type Failure = (typeof FAILURES)[number];

export interface Measurements {
  readonly replication: number;
  readonly windowStarts: readonly Seconds[];
  /** Length of the measured span, `duration` − `warmup`. */
  readonly span: Seconds;
  readonly backends: BackendCounts;
  /** In the scenario's order. */
  readonly balancers: readonly BalancerCounts[];
  /** One per client group, in the scenario's order. */
  readonly clients: readonly ClientCounts[];
  /** One per resolver group, in the scenario's order. */
  readonly resolvers: readonly ResolverCounts[];
  readonly authority: AuthorityCounts;
  readonly skew: SkewCounts;
  /** In the scenario's order. */
  readonly events: readonly EventCounts[];
  readonly inFlightStart: number;
  readonly inFlightEnd: number;
  readonly attemptsInFlightStart: number;
  readonly attemptsInFlightEnd: number;
  /** Seconds since the authority gave the answer behind a request. */
  readonly ageOfAnswers: Histogram;
  /** Lead-in that was run before time 0; 0 when closed forms sufficed or the start was cold. */
  readonly leadIn: Seconds;
  /** Events processed, lead-in included; arrivals among them. */
  readonly processed: { readonly events: number; readonly requests: number };
}

/** Columns are backends in the order of `names`: the scenario's, then the unowned addresses'. */
export interface BackendCounts {
  readonly names: readonly string[];
  /** Attempts accepted, by window and backend. */
  readonly requests: Float64Array;
  /** Connections opened, by window and backend. */
  readonly connections: Float64Array;
  /** Seconds that connections were open, added up over connections, by window and backend. */
  readonly openSeconds: Float64Array;
  /** Requests that failed with their last attempt there, by window and backend. */
  readonly failed: Float64Array;
  /** Null when no backend has a server. */
  readonly servers: ServerCounts | null;
  /** Intended share by window and backend; each window's row sums to 1, or to 0 when nothing is intended. */
  readonly intended: Float64Array;
  /** The same of backends meant to get something during all of the window, by which its skew is judged; 0 for others. */
  readonly intendedOfMembers: Float64Array;
  /** Intended share over the whole measured span. */
  readonly intendedWhole: Float64Array;
  /** The multinomial twin of `requests`: same requests per window, shares `intended`. */
  readonly twin: Float64Array;
}

/** All by window but the histograms. */
export interface ClientCounts {
  readonly made: Float64Array;
  readonly completed: Float64Array;
  /** Begun; and ended in another way than in a completed request: failed, or overtaken by another. */
  readonly attempts: Float64Array;
  readonly attemptsFailed: Float64Array;
  /** Requests begun again after a failure. */
  readonly retries: Float64Array;
  /** By window and reason, columns as `FAILURES`. */
  readonly failures: Float64Array;
  /** Requests that needed an address, no open connection carrying them. */
  readonly lookups: Float64Array;
  /** Those of them that a live entry of the client's own DNS cache answered; null when it keeps none. */
  readonly cacheHits: Float64Array | null;
  /** Null when no delay of the kind is modelled. */
  readonly lookupTime: Histogram | null;
  readonly connectTime: Histogram | null;
  readonly totalTime: Histogram | null;
}

/** All by window but the last two. */
export interface ResolverCounts {
  /** Queries received, those answered from a live entry, those that joined one under way. */
  readonly queries: Float64Array;
  readonly hits: Float64Array;
  readonly joins: Float64Array;
  readonly upstreamQueries: Float64Array;
  /** Of those, made again over TCP because the answer did not fit. */
  readonly tcpRetries: Float64Array;
  /** Answers given from records that had expired. */
  readonly staleAnswers: Float64Array;
  /** Queries turned away, by a limit on those who wait or on those of one client. */
  readonly turnedAway: Float64Array;
  /** By member, most popular first: requests that followed answers it fetched from the authority, and those answers. */
  readonly memberRequests: Float64Array;
  readonly memberAnswers: Float64Array;
}

export interface AuthorityCounts {
  /** By window. */
  readonly queries: Float64Array;
  /** By name, type, policy and response code, whole span. */
  readonly byKind: readonly {
    readonly name: string;
    readonly type: string;
    readonly policy: string;
    readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN';
    readonly queries: number;
    /** What a month of them costs, in dollars, going on as in the measured span. */
    readonly usdPerMonth: number;
  }[];
  /** What a month costs, by what is charged for. */
  readonly charges: readonly Charge[];
  /** By value of a record set: answers that name it first, and at any place; whole span. */
  readonly answers: readonly {
    /** Looked up. */
    readonly name: string;
    readonly record: string;
    readonly value: string;
    readonly first: number;
    readonly any: number;
  }[];
}

/** One event as it happened, and what followed it. Not cut by the measured span, only by the end of the run. */
export interface EventCounts {
  readonly name: string;
  readonly verb: string;
  readonly target: string;
  /** Rows of the backends it strikes, adds, or whose records it changes; of balancer nodes, counted on from them. */
  readonly targets: readonly number[];
  readonly isFault: boolean;
  /** Whether name servers or resolvers were out. */
  readonly isOutage: boolean;
  readonly at: Seconds;
  /** When a fault or an outage ended; null: not in this run, or it was none. */
  readonly until: Seconds | null;
  /** Seconds after a fault at which the first and the last edge heard that its targets are down; null: not in this run. */
  readonly detection: {
    readonly firstEdge: Seconds | null;
    readonly lastEdge: Seconds | null;
    /** At which balancers that have its targets had found them unhealthy. */
    readonly balancers: Seconds | null;
  };
  readonly curve: CurveCounts;
}

/** Requests by when they were made, in bins of seconds after the event; 0 in bins that the run did not cover. */
export interface CurveCounts {
  /** Bin k is [from[k], to[k]). */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** 1 where the run wholly covered the bin. */
  readonly covered: Float64Array;
  /** Requests that had a destination. */
  readonly made: Float64Array;
  /** Those that went first to a target of the event, whether or not anything answered there. */
  readonly target: Float64Array;
  /** Those that followed an answer from before the change; null: the event changes no record. */
  readonly stale: Float64Array | null;
  /** Requests that failed in the end, for any reason. */
  readonly failed: Float64Array;
  /** Connections open on the targets at the end of each bin; null: not counted. */
  readonly open: Float64Array | null;
  /** Some time before the event. */
  readonly before: { readonly made: number; readonly target: number };
  /** Seconds after the event at which the last request to a target was made, while the fault lasted; null: none was. */
  readonly lastAtTarget: Seconds | null;
  /** Requests tried last at a target, and failed, while the fault lasted; of an outage those that failed in a look-up. */
  readonly failedByTarget: number;
  /** After the end of a fault; null: the run does not cover all of it. */
  readonly back: ReturnCounts | null;
}

/** Bins of one width from the end of a fault on. */
export interface ReturnCounts {
  readonly width: Seconds;
  readonly made: Float64Array;
  readonly target: Float64Array;
}

/** What expected CV² is made of (model.md part 6). */
export interface SkewCounts {
  /** Σ over answers of c₁G² + c₂ΣH², by window, and ΣG by window. */
  readonly windowWeight: Float64Array;
  readonly windowRequests: Float64Array;
  /** The same over the whole span. */
  readonly wholeWeight: number;
  readonly wholeRequests: number;
  /** Why the formula does not hold for the whole span; null when it does. */
  readonly unpredicted: string | null;
  /** Windows that it holds for, from the first on. */
  readonly predictedWindows: number;
  /** ΣG², the heaviest G, and the authority answers given in the span. */
  readonly sumSquares: number;
  readonly heaviest: number;
  readonly answers: number;
  readonly causes: CauseCounts;
  /** Of the groups that had any; null: balancers choose where requests go. */
  readonly loads: readonly GroupLoadCounts[] | null;
}

/** Where the requests of a client group went that followed answers which a resolver group had fetched, whole span. */
export interface GroupLoadCounts {
  /** Rows of the groups. */
  readonly client: number;
  readonly resolver: number;
  /** By backend. */
  readonly requests: Float64Array;
}

/**
 * Whose requests make up the weight of the whole span, and by what (`Causes`): chance + kept + order + content is
 * `wholeWeight`. Of client group c and resolver group r at c × resolver groups + r, the resolvers being those that had
 * fetched the answer, or kept the order. Parts of groups that even out what others do are below 0.
 */
export interface CauseCounts {
  /** Requests that followed answers. */
  readonly requests: Float64Array;
  /** What as many independent requests would give. */
  readonly chance: Float64Array;
  /** By what single clients kept. */
  readonly kept: Float64Array;
  /** By orders that resolvers kept. */
  readonly order: Float64Array;
  /** By what answers contained. */
  readonly content: Float64Array;
}
