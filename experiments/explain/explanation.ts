/** What `explain` says of a study without running it; names carry units, as in the result document. */
import type { Assumption } from '../result.ts';

export interface Explanation {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'skew53'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly hash: string;
    readonly seed: number | string;
    readonly replications: number;
    readonly durationSeconds: number;
    readonly warmupSeconds: number;
    readonly windowSeconds: number;
  };
  /** Who asks whom for what, in sentences. */
  readonly story: readonly string[];
  readonly names: readonly ExplainedName[];
  readonly balancers: readonly ExplainedBalancer[];
  readonly lifetimes: readonly Lifetime[];
  readonly predictions: readonly Topic[];
  readonly assumptions: readonly Assumption[];
  readonly run: RunPlan;
}

/** A name that clients look up, and the type that they ask for. */
export interface ExplainedName {
  readonly name: string;
  readonly type: string;
  readonly zone: string;
  readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN';
  /** Requests per second for it, of all clients. */
  readonly requestsPerSecond: number;
  /** Null: a negative answer. */
  readonly policy: string | null;
  /** Policy, answer and order in words. */
  readonly answer: string;
  /** TTLs that its answers can carry, ascending. */
  readonly ttlSeconds: readonly number[];
  /** Part of its requests that the records mean for each backend. */
  readonly intended: readonly { readonly backend: string; readonly share: number }[];
}

/** A balancer, its targets all being healthy. */
export interface ExplainedBalancer {
  readonly name: string;
  readonly dnsName: string;
  readonly layer: 'l4' | 'l7';
  readonly algorithm: string;
  /** What the algorithm is given; null: nothing. */
  readonly settings: unknown;
  readonly crossZone: boolean;
  readonly failOpen: boolean;
  /** 0: it is not sticky. */
  readonly stickinessSeconds: number;
  /** With the number of targets that each sends to. */
  readonly nodes: readonly {
    readonly address: string;
    readonly zone: string | null;
    readonly targets: number;
  }[];
  readonly targetGroups: readonly {
    readonly name: string;
    readonly targets: readonly string[];
    /** Part of the requests. */
    readonly share: number;
    /** From the failure of a target until it gets nothing new: of one that refuses, and of one that is silent. */
    readonly refusedSeconds: Span;
    readonly silentSeconds: Span;
    /** From its return until it gets something again. */
    readonly healthyAgainSeconds: Span;
    readonly deregistrationDelaySeconds: number;
    readonly slowStartSeconds: number;
  }[];
}

/** Uniform between the two. */
interface Span {
  readonly least: number;
  readonly most: number;
}

/** How long one tier keeps an answer, or what came of it. */
export interface Lifetime {
  /** `resolvers isp`, `clients browsers`, `connections of browsers`, `in all, browsers`. */
  readonly tier: string;
  readonly text: string;
  /** The longest that an answer of the authority can be in use when it leaves the tier; null: no end. */
  readonly longestSeconds: number | null;
}

export interface Topic {
  readonly topic: string;
  readonly rows: readonly Prediction[];
}

/** What a formula says of the scenario, or why none does. */
export type Prediction = Predicted | NotPredicted;

export interface Predicted {
  readonly what: string;
  /** The group, name or fault it is about; empty: the whole. */
  readonly of: string;
  readonly value: number;
  readonly unit: Unit;
  /** The formula and where it stands. */
  readonly source: string;
  /** Why it holds only nearly; null: it is exact from a stationary start. */
  readonly nearly: string | null;
  /** Path in the result document of what a run measures of it; null: a run has no such number. */
  readonly measured: string | null;
}

export interface NotPredicted {
  readonly what: string;
  readonly of: string;
  readonly reason: string;
}

export type Unit = 'share' | 'ratio' | 'cvSquared' | 'perSecond' | 'requests' | 'seconds' | 'usd';

export interface RunPlan {
  readonly detail: string;
  readonly detailReason: string;
  readonly start: 'stationary' | 'cold';
  readonly startReason: string;
  readonly leadInSeconds: number;
  /** Of all replications, estimated on the high side. */
  readonly events: number;
  readonly bytes: number;
}
