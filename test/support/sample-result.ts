/** A Result made by hand: what reports and charts are tested on, without a run. */
import type { BackendResult, Estimate, Result } from '../../experiments/result.ts';

export interface Sample {
  readonly name?: string;
  /** Shares by backend; they should sum to 1. */
  readonly shares?: readonly number[];
  /** Intended shares; equal when left out. */
  readonly intended?: readonly number[];
  /** Half of every 95 % interval; 0 means no interval (one replication). */
  readonly halfWidth?: number;
  readonly replications?: number;
  readonly ttls?: readonly number[];
  readonly notRoute53?: readonly string[];
  /** Windows of 30 s; loads wave about the shares. */
  readonly windows?: number;
  readonly events?: Result['events'];
  readonly outcome?: Result['outcome'];
  readonly failures?: Result['totals']['failuresByReason'];
  readonly assumptions?: Result['assumptions'];
  readonly expectations?: Result['expectations'];
}

export function estimate(mean: number, half: number | null, n = 10): Estimate {
  if (half === null) return { mean, sd: null, low: null, high: null, n };
  return { mean, sd: (half * Math.sqrt(n)) / 2.262, low: mean - half, high: mean + half, n };
}

export function sampleResult(sample: Sample = {}): Result {
  const shares = sample.shares ?? [0.332, 0.335, 0.333];
  const intended = sample.intended ?? shares.map(() => 1 / shares.length);
  const n = sample.replications ?? 10;
  const half = n === 1 ? null : (sample.halfWidth ?? 0.004);
  const of = (mean: number, relative = 0.01) => estimate(mean, n === 1 ? null : mean * relative, n);
  const requests = 1_080_000;
  const backends: BackendResult[] = shares.map((share, i) => ({
    name: `web-${i + 1}`,
    requests: of(share * requests),
    share: estimate(share, half, n),
    intendedShare: estimate(intended[i] as number, n === 1 ? null : 0, n),
    connections: of(share * 40_000),
    utilisation: null,
    rejected: null,
    lost: null,
    responseTime: null,
    queueWait: { meanSeconds: null },
    queueLength: { mean: null, max: null },
  }));
  const failed = Object.values(sample.failures ?? {}).reduce((sum, f) => sum + (f?.mean ?? 0), 0);
  const quantiles = {
    mean: of(1.2),
    p50: of(1.19),
    p95: of(1.31),
    p99: of(1.4),
    max: 1.52,
    floor: of(1.07),
  };
  const ratios = shares.map((share, i) => share / ((intended[i] as number) || 1));
  const cvSquared = shares.reduce((sum, share, i) => {
    const p = intended[i] as number;
    return p > 0 ? sum + ((share - p) * (share - p)) / p : sum;
  }, 0);
  return {
    schemaVersion: 1,
    tool: { name: 'skew53', version: '0.1.0' },
    scenario: {
      name: sample.name ?? 'three-instances',
      description: '',
      hash: '0'.repeat(64),
      seed: 1,
      durationSeconds: 30 * (sample.windows ?? 120),
      warmupSeconds: 0,
      leadInSeconds: 1080,
      windowSeconds: 30,
      replications: n,
      start: 'stationary',
      startMethod: 'closed form and lead-in',
      detail: 'requests',
      notRoute53: sample.notRoute53 ?? [],
      lookups: [{ name: 'app.example.com', ttlSeconds: sample.ttls ?? [60] }],
    },
    settling: null,
    outcome: sample.outcome ?? 'done',
    assumptions: sample.assumptions ?? [],
    totals: {
      made: of(requests + failed),
      attempts: of(requests + failed),
      requests: of(requests),
      completed: of(requests),
      failed: of(failed),
      inFlightStart: of(0),
      inFlightEnd: of(0),
      retries: of(0),
      retryAmplification: of(1),
      wasted: null,
      lookups: of(320_000),
      authorityQueries: of(11_520),
      failuresByReason: sample.failures ?? {},
    },
    backends,
    skew: {
      whole: {
        cv: of(Math.sqrt(cvSquared)),
        cvSquared: of(cvSquared),
        rmsCv: Math.sqrt(cvSquared),
        peakToMean: of(Math.max(...ratios)),
        jain: of(1 / (1 + cvSquared)),
        gini: of(0.01),
        expectedCvSquared: of(cvSquared * 1.1),
        excessCvSquared: of(cvSquared - 0.000_002),
        expectedCvSquaredReason: null,
        effectiveDraws: of(8000),
        designEffect: of(135),
        floor: { cv: of(0.0014), cvSquared: of(0.000_002), peakToMean: of(1.001) },
        systematicCvSquared: 0,
      },
      windows: {
        cvSquared: of(cvSquared * 3),
        expectedCvSquared: of(cvSquared * 3.1),
        cv: { ...quantiles, max: 0.4 },
        peakToMean: quantiles,
        loads: { step: 0.01, blocks: [{ first: 95, counts: [40, 80] }] },
        pooled: 1200,
        empty: 0,
      },
    },
    authority: {
      queriesPerSecond: of(3.2),
      controlFraction: of(0.0107),
      monthlyBill: of(3.862),
      prices: { asOf: '2026-09-20', source: 'the price list' },
      charges: [
        { item: 'standard queries', quantityPerMonth: of(8_404_992), usdPerMonth: of(3.362) },
        { item: 'hosted zones', quantityPerMonth: of(1), usdPerMonth: of(0.5) },
      ],
      byKind: [
        {
          name: 'myapp.example.com',
          type: 'A',
          policy: 'multivalue',
          code: 'NOERROR',
          queriesPerSecond: of(3.2),
          usdPerMonth: of(3.362),
        },
      ],
      answers: shares.map((share, i) => ({
        name: 'app.example.com',
        record: `web-${i + 1}`,
        value: `192.0.2.${i + 1}`,
        first: of(share),
        any: of(1),
      })),
      hiddenLoad: { mean: of(93.75), heaviest: of(3200), weighted: of(840) },
    },
    ageOfAnswers: {
      meanSeconds: of(42),
      p50Seconds: of(38),
      p95Seconds: of(101),
      p99Seconds: of(113),
    },
    resolvers: [
      {
        name: 'isp',
        profile: 'unbound',
        queries: of(320_000),
        hitRatio: of(0.964, 0.001),
        upstreamQueriesPerSecond: of(3.2),
        joins: of(0),
        tcpRetries: of(0),
        staleAnswers: of(0),
        turnedAway: of(0),
        hiddenLoad: [of(3200), of(1600), of(1066)],
      },
    ],
    clients: [
      {
        name: 'browsers',
        profile: 'chrome-windows',
        made: of(requests),
        completed: of(requests),
        failed: of(failed),
        hitRatio: of(0.7037, 0.001),
        lookupTime: null,
        connectTime: null,
        totalTime: null,
      },
    ],
    events: sample.events ?? [],
    expectations: sample.expectations ?? [],
    series: sampleSeries(backends, sample.windows ?? 120, n > 1),
    performance: { events: 20_000_000, requests: 10_800_000, wallSeconds: 4.2 },
  };
}

/** 300 requests/s, each backend's load a tenth up and down once in 20 windows. */
function sampleSeries(
  backends: readonly BackendResult[],
  windows: number,
  intervals: boolean,
): Result['series'] {
  const each = <T>(value: (w: number) => T) => Array.from({ length: windows }, (_, w) => value(w));
  const wave = (w: number, i: number) => 1 + 0.1 * Math.sin((2 * Math.PI * w) / 20 + i);
  return {
    windowStartSeconds: each((w) => 30 * w),
    backends: Object.fromEntries(
      backends.map(({ name, share, intendedShare }, i) => [
        name,
        {
          requests: each((w) => 9000 * (share?.mean ?? 0) * wave(w, i)),
          failed: each(() => 0),
          intendedShare: each(() => intendedShare?.mean ?? 0),
          utilisation: null,
          queueMean: null,
          p99Seconds: null,
          openConnections: null,
        },
      ]),
    ),
    clients: {},
    resolvers: {},
    authority: { queries: each(() => 96) },
    skew: {
      peakToMean: each((w) => {
        const mean = wave(w, 0) + 0.1;
        return intervals ? { mean, low: mean - 0.05, high: mean + 0.05 } : mean;
      }),
      floor: each(() => 1.05),
    },
  };
}

/** `n` shares that spread around 1/n, the same on every call. */
export function unevenShares(n: number, spread = 0.25): number[] {
  const raw = Array.from(
    { length: n },
    (_, i) => 1 + spread * Math.sin(12.9898 * (i + 1)) * Math.cos(4.1 * i),
  );
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / sum);
}
