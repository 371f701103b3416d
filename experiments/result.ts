/**
 * Result: the result document (scenario.md part 5), what reports and matchers read. Names carry units;
 * `null` is a number that could not be had, never 0.
 */
import type { Failure } from '../sim/measurements.ts';

/** A measured number with its 95 % interval over replications. */
export interface Estimate {
  readonly mean: number;
  /** Standard deviation between replications; null with one replication. */
  readonly sd: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Replications it rests on. */
  readonly n: number;
}
export type Measured = Estimate | null;

/** Load of a client group, or of the answers that a resolver group had fetched; null: balancers choose where it goes. */
export interface GroupLoad {
  /** Part of all requests. */
  readonly share: Measured;
  /** Of its own requests, against the intended shares of all. */
  readonly cvSquared: Measured;
  /** At most the first 100. */
  readonly backends: readonly { readonly name: string; readonly share: Measured }[];
}

export interface Result {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'skew53'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    readonly hash: string;
    readonly seed: number | string;
    readonly durationSeconds: number;
    readonly warmupSeconds: number;
    readonly leadInSeconds: number;
    readonly windowSeconds: number;
    readonly replications: number;
    /** What was to be reached by going on (`--precision`); left out where their number was fixed. */
    readonly precision?: { readonly wanted: number; readonly reached: boolean };
    readonly start: 'stationary' | 'cold';
    /** How the start was had: `closed form`, `closed form and lead-in`, `cold`. */
    readonly startMethod: string;
    readonly detail: 'requests' | 'counts';
    /** Routing policies in use that Route 53 does not have. */
    readonly notRoute53: readonly string[];
    /** What clients look up, and the TTLs of the record sets that answer, each once, ascending, as the run begins. */
    readonly lookups: readonly {
      readonly name: string;
      readonly ttlSeconds: readonly number[];
    }[];
  };
  readonly outcome: 'done' | 'aborted';
  /**
   * From when on a cold start looks like what follows (MSER-5 on queries and peaks by window), on the virtual clock;
   * null inside: not within the first half. Null: the start was stationary, or there are fewer than 20 windows.
   */
  readonly settling: { readonly fromSeconds: number | null } | null;
  readonly assumptions: readonly Assumption[];
  readonly totals: Totals;
  readonly backends: readonly BackendResult[];
  readonly skew: {
    readonly whole: SkewWhole;
    readonly windows: {
      readonly cv: WindowQuantiles;
      readonly peakToMean: WindowQuantiles;
      /** Means over windows, measured and as theory expects it of each window's own G and H. */
      readonly cvSquared: Measured;
      readonly expectedCvSquared: Measured;
      /**
       * Loads over intended loads: by block of as many replications each (41 to 80 make blocks of two …), how many of the windows of all
       * backends fell into each step of that width, from step number `first` on. The 401st is all above.
       */
      readonly loads: {
        readonly step: number;
        readonly blocks: readonly { readonly first: number; readonly counts: readonly number[] }[];
      };
      /** Windows pooled over replications, and those skipped because nothing arrived in them. */
      readonly pooled: number;
      readonly empty: number;
    };
    /** What expected CV² comes from, heaviest first; null where it cannot be had. Left out before there was such a list. */
    readonly causes?: readonly CauseResult[] | null;
    /** Whose requests make up CV², heaviest first; null: balancers choose where requests go. Left out as `causes`. */
    readonly groups?: readonly GroupPart[] | null;
    /** The same added up by whose doing it is, heaviest first, chance last (docs/blame.md); null: neither is known. */
    readonly blamed?: readonly BlamedPart[] | null;
  };
  readonly authority: {
    readonly queriesPerSecond: Measured;
    /** Answers given per request. */
    readonly controlFraction: Measured;
    /** In US dollars, at the prices of `prices`. */
    readonly monthlyBill: Measured;
    readonly prices: { readonly asOf: string; readonly source: string };
    /** What the bill is made of; what nothing is charged for and nothing was used of is left out. */
    readonly charges: readonly {
      readonly item: string;
      readonly quantityPerMonth: Measured;
      readonly usdPerMonth: Measured;
    }[];
    readonly byKind: readonly {
      readonly name: string;
      readonly type: string;
      readonly policy: string;
      readonly code: string;
      readonly queriesPerSecond: Measured;
      readonly usdPerMonth: Measured;
    }[];
    readonly answers: readonly {
      /** Looked up (type A). */
      readonly name: string;
      readonly record: string;
      readonly value: string;
      /** Part of all answers for the record's name and type that name it first, or anywhere. */
      readonly first: Measured;
      readonly any: Measured;
    }[];
    readonly hiddenLoad: {
      readonly mean: Measured;
      readonly heaviest: Measured;
      readonly weighted: Measured;
    };
  };
  readonly ageOfAnswers: {
    readonly meanSeconds: Measured;
    readonly p50Seconds: Measured;
    readonly p95Seconds: Measured;
    readonly p99Seconds: Measured;
  };
  readonly resolvers: readonly {
    readonly name: string;
    readonly profile: string;
    readonly queries: Measured;
    readonly hitRatio: Measured;
    readonly upstreamQueriesPerSecond: Measured;
    readonly joins: Measured;
    /** Upstream queries made again over TCP, because the answer did not fit; 0 where all fit. */
    readonly tcpRetries: Measured;
    /** Answers given from records that had expired (RFC 8767); 0 where none is. */
    readonly staleAnswers: Measured;
    /** Queries turned away, by a limit on those who wait or on those of one client; 0 where none is. */
    readonly turnedAway: Measured;
    /** Requests per authority answer by member, most popular first, at most the first 100. */
    readonly hiddenLoad: readonly Measured[];
    /** Not in results saved before there was such a thing. */
    readonly load?: GroupLoad | null;
  }[];
  readonly clients: readonly {
    readonly name: string;
    readonly profile: string;
    readonly load?: GroupLoad | null;
    readonly made: Measured;
    readonly completed: Measured;
    readonly failed: Measured;
    readonly hitRatio: Measured;
    readonly lookupTime: Times | null;
    readonly connectTime: Times | null;
    readonly totalTime: Times | null;
  }[];
  /** In the scenario's order; not in results saved before there were any. */
  readonly balancers?: readonly BalancerResult[];
  readonly events: readonly EventResult[];
  /** In the scenario's order. */
  readonly expectations: readonly ExpectationResult[];
  readonly series: Series;
  readonly performance?: {
    readonly events: number;
    readonly requests: number;
    readonly wallSeconds: number;
  };
}

/** Something the run rests on that is not known to be so: an assumed profile value, an undocumented rule. */
export interface Assumption {
  readonly about: string;
  readonly text: string;
  readonly source: string;
}

/** Means per replication over the measured span. */
export interface Totals {
  readonly made: Measured;
  readonly attempts: Measured;
  readonly requests: Measured;
  readonly completed: Measured;
  readonly failed: Measured;
  readonly inFlightStart: Measured;
  readonly inFlightEnd: Measured;
  readonly retries: Measured;
  readonly retryAmplification: Measured;
  /** Served though the client had given up; null without servers. */
  readonly wasted: Measured;
  readonly lookups: Measured;
  readonly authorityQueries: Measured;
  readonly failuresByReason: Readonly<Partial<Record<Failure, Measured>>>;
}

export interface BackendResult {
  readonly name: string;
  readonly requests: Measured;
  readonly share: Measured;
  /** What `share` is judged against (`skewAgainst`, `targetShare`). */
  readonly intendedShare: Measured;
  /** Connections opened. */
  readonly connections: Measured;
  /** Null without a server, as all that follows. */
  readonly utilisation: Measured;
  readonly rejected: Measured;
  readonly lost: Measured;
  readonly responseTime: (Times & { readonly histogram: readonly HistogramStep[] }) | null;
  readonly queueWait: { readonly meanSeconds: Measured };
  readonly queueLength: { readonly mean: Measured; readonly max: Measured };
}

export interface BalancerResult {
  readonly name: string;
  readonly layer: 'l4' | 'l7';
  readonly algorithm: string;
  /** Requests that came to its nodes; those of them, or with `l4` connections, for which there was no target. */
  readonly requests: Measured;
  readonly rejected: Measured;
  /** Clients' connections opened to its nodes. */
  readonly connections: Measured;
  readonly nodes: readonly {
    readonly address: string;
    readonly zone: string | null;
    readonly requests: Measured;
    readonly rejected: Measured;
    readonly connections: Measured;
  }[];
  readonly targets: readonly {
    /** The backend's. */
    readonly name: string;
    /** Requests sent on to it, whatever became of them, and their part of all sent on. */
    readonly requests: Measured;
    readonly share: Measured;
  }[];
}

/** Observations from `fromSeconds` on, below `toSeconds`, in all replications. */
export interface HistogramStep {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly count: number;
}

export interface SkewWhole {
  readonly cv: Measured;
  readonly cvSquared: Measured;
  /** Root of the mean CV². */
  readonly rmsCv: number | null;
  readonly peakToMean: Measured;
  readonly jain: Measured;
  readonly gini: Measured;
  readonly expectedCvSquared: Measured;
  /** CV² less (N−1)/n, which chance alone would give n requests. */
  readonly excessCvSquared: Measured;
  /** Why `expectedCvSquared` is null; null when it is not. */
  readonly expectedCvSquaredReason: string | null;
  readonly effectiveDraws: Measured;
  readonly designEffect: Measured;
  /** The same measures on the multinomial twin. */
  readonly floor: {
    readonly cv: Measured;
    readonly cvSquared: Measured;
    readonly peakToMean: Measured;
  };
  /** CV² of the loads averaged over replications, less within/n: skew that no repetition removes. */
  readonly systematicCvSquared: number | null;
}

/**
 * A part of expected CV² (docs/blame.md): of what answers contain (`content`), of orders that resolvers keep (`order`), of
 * choices that clients keep (`kept`), and what chance would give anyway (`chance`). All parts add up to expected CV².
 */
export interface CauseResult {
  readonly cause: 'content' | 'order' | 'kept' | 'chance';
  /** Names of the groups: whose requests, and who had fetched the answer, or kept the order. */
  readonly clients: string;
  readonly resolvers: string;
  /** Below 0 where it evens out what others do. */
  readonly cvSquared: Measured;
}

/** Requests of a client group that followed answers which a resolver group had fetched. */
export interface GroupPart {
  readonly clients: string;
  readonly resolvers: string;
  /** Of all requests. */
  readonly share: Measured;
  /** Its part of the CV² measured; all parts add up to that. */
  readonly cvSquared: Measured;
}

/** A part of expected CV², or of that measured where there is no other, and whose doing it is. */
export interface BlamedPart {
  /** `fixed`: what no repetition averages out, such as sorting, where expected CV² cannot be had. */
  readonly cause: CauseResult['cause'] | 'fixed';
  /** A client group or a resolver group; null: nobody's. */
  readonly group: { readonly kind: 'clients' | 'resolvers'; readonly name: string } | null;
  /** In words: `isp (pdns-recursor) repeats one order to everyone behind it, at TTL 60`. */
  readonly says: string;
  /** Where it adds up several, deviations are added too: the interval is rather too wide. */
  readonly cvSquared: Measured;
  /** Of all; the parts add up to 1. */
  readonly share: number;
}

/** Something expected, and whether it came true (scenario.md part 3, `expect`). */
export interface ExpectationResult {
  /** In words: `share of web-1 between 31 % and 36 %`. */
  readonly text: string;
  readonly metric: string;
  readonly unit: string;
  /** Limits, in the unit; null: none. */
  readonly low: number | null;
  readonly high: number | null;
  /** `met`: the whole 95 % interval lies within; `failed`: a wider one lies outside; else not known. */
  readonly verdict: 'met' | 'failed' | 'inconclusive';
  /** Why, where the numbers alone do not say. */
  readonly reason: string | null;
  /** Replications that would probably decide; null when it is decided, or they would not. */
  readonly replicationsNeeded: number | null;
  /** Of several rows the one that decides. */
  readonly measured: Measured;
}

/** An event and what followed it; times are seconds after it. */
export interface EventResult {
  readonly name: string;
  /** Its verb, or the kind of the fault. */
  readonly kind: string;
  readonly target: string;
  /** On the virtual clock. */
  readonly at: Measured;
  /** How long a fault lasted; null when it did not end in the run, and for what is no fault. */
  readonly lastsSeconds: Measured;
  /** Until the first and the last edge of the authority heard of a fault, and balancers found it; null without a check. */
  readonly detectionSeconds: {
    readonly firstEdge: Measured;
    readonly lastEdge: Measured;
    readonly balancers: Measured;
  };
  /** From which at most 50, 10, 1, 0.1 % of the usual requests still went to the target of a fault. */
  readonly drainSeconds: EventTimes;
  /** The last request made to the target while the fault lasted. */
  readonly lastRequestSeconds: Measured;
  /** Requests tried last at the target while the fault lasted, and failed. */
  readonly failedRequests: Measured;
  /** How far the event was followed, if some level of `drainSeconds` or `settleSeconds` was not reached by then. */
  readonly censoredAtSeconds: Measured;
  /** What was then left, over the last quarter of the bins. */
  readonly plateau: Measured;
  /** Largest load of a spared backend in one window, as a multiple of its part of the spared ones' load. */
  readonly survivorsPeak: Measured;
  /** From the end of a fault until the target had 90 % of its usual share again. */
  readonly returnSeconds: Measured;
  /** From which 50, 90, 99, 99.9 % of the requests followed the records as a change left them. */
  readonly settleSeconds: EventTimes;
  /** Areas under the curves of dead and stale shares; null where bins have gaps. */
  readonly areaSeconds: { readonly dead: Measured; readonly stale: Measured };
  /** Ascending, without overlap. */
  readonly bins: readonly EventBin[];
}

/** Null: not reached (see `censoredAtSeconds`), or fewer than 10/(1 − level) usual requests in a bin. */
export interface EventTimes {
  readonly p50: Measured;
  readonly p90: Measured;
  readonly p99: Measured;
  readonly p999: Measured;
}

/** Requests made from `fromSeconds` to before `toSeconds` after an event. */
export interface EventBin {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Share of first attempts at the target of a fault ÷ its share before: 1 as before, 0 when nobody tries it. */
  readonly deadShare: Measured;
  /** Part of the requests that followed answers from before a change. */
  readonly staleShare: Measured;
  /** On the target, at the end of the bin. */
  readonly openConnections: Measured;
  /** Requests that failed, for any reason. */
  readonly failed: Measured;
}

/** Quantiles over all windows of all replications. */
export interface WindowQuantiles {
  readonly mean: Measured;
  readonly p50: Measured;
  readonly p95: Measured;
  readonly p99: Measured;
  readonly max: number | null;
  /** Mean over the windows of the multinomial twin. */
  readonly floor: Measured;
}

export interface Times {
  readonly meanSeconds: Measured;
  readonly p50Seconds: Measured;
  readonly p95Seconds: Measured;
  readonly p99Seconds: Measured;
}

/** One element per window: the mean over replications, or with `--series full` an interval. */
export type SeriesOf = readonly (
  | number
  | null
  | { readonly mean: number; readonly low: number | null; readonly high: number | null }
)[];

export interface Series {
  readonly windowStartSeconds: readonly number[];
  readonly backends: Readonly<
    Record<
      string,
      {
        readonly requests: SeriesOf;
        /** Requests whose last attempt was there and failed. */
        readonly failed: SeriesOf;
        readonly intendedShare: SeriesOf;
        /** Mean over the window; null when no connection stays open. */
        readonly openConnections: SeriesOf | null;
        /** Null without a server, as the next two. */
        readonly utilisation: SeriesOf | null;
        readonly queueMean: SeriesOf | null;
        /** Of the responses that left in the window; null where they were too few. */
        readonly p99Seconds: SeriesOf | null;
      }
    >
  >;
  readonly clients: Readonly<
    Record<
      string,
      {
        readonly made: SeriesOf;
        readonly completed: SeriesOf;
        readonly failed: SeriesOf;
        readonly attempts: SeriesOf;
      }
    >
  >;
  readonly resolvers: Readonly<
    Record<string, { readonly queries: SeriesOf; readonly hitRatio: SeriesOf }>
  >;
  readonly authority: { readonly queries: SeriesOf };
  readonly skew: { readonly peakToMean: SeriesOf; readonly floor: SeriesOf };
}

/** One number of two runs (`skew53 compare`). */
export interface ComparedNumber {
  /** The measure's name, and whose number it is; empty for the whole run. */
  readonly measure: string;
  readonly of: string;
  readonly unit: string;
  readonly a: Measured;
  readonly b: Measured;
  /** b − a; null where one of them has no such number. */
  readonly difference: Measured;
  /** Difference over a; null where a is 0 or missing. */
  readonly relative: number | null;
  /** Between the replications of both; null where they were not compared in pairs. */
  readonly correlation: number | null;
  /** Whether the difference is clear, at 5 % over all numbers compared (Bonferroni). */
  readonly isClear: boolean;
}

/** Two runs side by side. */
export interface Comparison {
  readonly a: Result['scenario'];
  readonly b: Result['scenario'];
  /** Whether replications were compared in pairs. */
  readonly isPaired: boolean;
  readonly numbers: readonly ComparedNumber[];
}
