/** Hand-made measurements and studies, for tests where the truth is known. */
import type { Study } from '../../experiments/study.ts';
import { ROUTE53_PRICES } from '../../sim/authority/billing/price-table.ts';
import type { ServerCounts } from '../../sim/backends/server-counts.ts';
import { plainClient } from '../../sim/clients/fields.ts';
import {
  type CurveCounts,
  type EventCounts,
  FAILURES,
  type Measurements,
} from '../../sim/measurements.ts';
import { Histogram } from '../../sim/metrics/histogram.ts';
import { idealBehaviour } from '../../sim/resolvers/fields.ts';
import type { Scenario } from '../../sim/scenario.ts';

export const filled = (length: number, value = 0) => new Float64Array(length).fill(value);

export function histogramOf(...values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

/** Servers with two workers each, at which every request waited 0.1 s and was served for 0.2 s. */
function serversOf(requests: Float64Array, backends: number): ServerCounts {
  const times = (seconds: number) => requests.map((count) => count * seconds);
  return {
    workers: Array.from({ length: backends }, () => 2),
    completed: times(1),
    rejected: times(0),
    wasted: times(0),
    lost: times(0),
    started: times(1),
    waitSeconds: times(0.1),
    busySeconds: times(0.2),
    queueSeconds: times(0.1),
    queueMax: times(1),
    held: times(0),
    heldAtStart: filled(backends),
    p99Seconds: filled(requests.length, Number.NaN),
    responseTimes: Array.from({ length: backends }, () => histogramOf(0.3)),
  };
}

/** Loads by window and backend; everything that follows from them is consistent with them. */
export function measured(
  loads: readonly (readonly number[])[],
  changes: Partial<Measurements> = {},
  intended: readonly number[] = (loads[0] ?? []).map((_, __, row) => 1 / row.length),
): Measurements {
  const windows = loads.length;
  const names = intended.map((_, i) => `web-${i + 1}`);
  const requests = Float64Array.from(loads.flat());
  const byWindow = Float64Array.from(loads, (row) => row.reduce((sum, load) => sum + load, 0));
  const total = byWindow.reduce((sum, load) => sum + load, 0);
  return {
    replication: 1,
    windowStarts: loads.map((_, w) => w * 10),
    span: windows * 10,
    balancers: [],
    backends: {
      names,
      requests,
      connections: requests.slice(),
      openSeconds: filled(requests.length),
      failed: filled(requests.length),
      servers: serversOf(requests, names.length),
      intended: Float64Array.from(loads.flatMap(() => [...intended])),
      intendedOfMembers: Float64Array.from(loads.flatMap(() => [...intended])),
      intendedWhole: Float64Array.from(intended),
      twin: Float64Array.from(
        loads.flatMap((_, w) => intended.map((p) => p * (byWindow[w] as number))),
      ),
    },
    clients: [
      {
        made: byWindow,
        completed: byWindow.slice(),
        attempts: byWindow.slice(),
        attemptsFailed: filled(windows),
        retries: filled(windows),
        failures: filled(windows * FAILURES.length),
        lookups: byWindow.slice(),
        cacheHits: filled(windows),
        lookupTime: null,
        connectTime: null,
        totalTime: null,
      },
    ],
    resolvers: [
      {
        queries: byWindow.slice(),
        hits: byWindow.map((count) => count / 2),
        joins: filled(windows),
        tcpRetries: byWindow.map((count) => count / 4),
        staleAnswers: byWindow.map((count) => count / 8),
        turnedAway: filled(windows),
        upstreamQueries: byWindow.map((count) => count / 2),
        memberRequests: Float64Array.of(total),
        memberAnswers: Float64Array.of(total / 2),
      },
    ],
    authority: {
      queries: byWindow.map((count) => count / 2),
      byKind: [
        {
          name: 'app.example.com',
          type: 'A',
          policy: 'multivalue',
          code: 'NOERROR',
          queries: total / 2,
          usdPerMonth: total,
        },
      ],
      charges: [
        { item: 'standard queries', quantity: 1e6 * total, usd: total },
        { item: 'hosted zones', quantity: 1, usd: 0.5 },
      ],
      answers: names.map((record, i) => ({
        name: 'app.example.com',
        record,
        value: `192.0.2.${i + 1}`,
        first: total / 2 / names.length,
        any: total / 2,
      })),
    },
    skew: {
      windowWeight: byWindow.slice(),
      windowRequests: byWindow.slice(),
      wholeWeight: (names.length - 1) * total * 2,
      wholeRequests: total,
      unpredicted: null,
      predictedWindows: windows,
      sumSquares: total * 2,
      heaviest: 4,
      answers: total / 2,
      causes: {
        requests: Float64Array.of(total),
        chance: Float64Array.of((names.length - 1) * total),
        kept: filled(1),
        order: Float64Array.of((names.length - 1) * total),
        content: filled(1),
      },
      loads: [
        {
          client: 0,
          resolver: 0,
          requests: Float64Array.from(names, (_, b) =>
            loads.reduce((sum, row) => sum + (row[b] as number), 0),
          ),
        },
      ],
    },
    events: [],
    inFlightStart: 0,
    inFlightEnd: 0,
    attemptsInFlightStart: 0,
    attemptsInFlightEnd: 0,
    ageOfAnswers: histogramOf(),
    leadIn: 0,
    processed: { events: 3 * total, requests: total },
    ...changes,
  };
}

/** A crash of web-1 whose curve has as many bins of ten seconds as numbers are given. */
export function crashed(
  at: number,
  target: readonly number[],
  curve: Partial<CurveCounts> = {},
): EventCounts {
  const column = (value: number) => filled(target.length, value);
  return {
    name: 'crash web-1',
    verb: 'crash',
    target: 'web-1',
    targets: [0],
    isFault: true,
    isOutage: false,
    at,
    until: null,
    detection: { firstEdge: null, lastEdge: null, balancers: null },
    curve: {
      from: Float64Array.from(target, (_, k) => 10 * k),
      to: Float64Array.from(target, (_, k) => 10 * (k + 1)),
      covered: column(1),
      made: column(100),
      target: Float64Array.from(target),
      stale: null,
      failed: column(0),
      open: null,
      before: { made: 1000, target: 500 },
      lastAtTarget: null,
      failedByTarget: 0,
      back: null,
      ...curve,
    },
  };
}

/** An event of which everything is known, as no real one is: a fault that changes records and ends. */
export function everything(at: number, target: readonly number[]): EventCounts {
  const values = Float64Array.from(target);
  return {
    ...crashed(at, target, {
      stale: values,
      open: values,
      lastAtTarget: 25,
      failedByTarget: 3,
      back: { width: 10, made: values.map(() => 100), target: values.toReversed() },
    }),
    until: at + 40,
    detection: { firstEdge: 8, lastEdge: 12, balancers: 15 },
  };
}

const CONSTANT = (seconds: number) => ({ name: 'constant', settings: seconds });

/** A scenario of one zone, resolver group and client group. */
export const scenario: Scenario = {
  name: 'synthetic',
  description: '',
  duration: 20,
  warmup: 0,
  window: 10,
  start: 'stationary',
  leadIn: 'auto',
  history: 86_400,
  detail: 'requests',
  skewAgainst: 'intended',
  external: [],
  balancers: [],
  zones: [
    {
      name: 'example.com',
      isPrivate: false,
      records: [1, 2].map((i) => ({
        name: 'app.example.com',
        type: 'A',
        ttl: 60,
        routing: 'multivalue',
        setIdentifier: `web-${i}`,
        values: [`192.0.2.${i}`],
        alias: null,
        settings: {},
        healthCheck: null,
      })),
      negativeTtl: 300,
      edges: {
        count: 16,
        recordLag: { name: 'uniform', settings: [0, 60] },
        healthLag: { name: 'constant', settings: 0 },
        pick: 'member',
      },
      healthChecks: [],
      selection: 'query',
      order: 'random',
      mixedTtl: 'min',
      weightedValues: 'all',
      ecsScope: 'source',
      noAnswer: 'nodata',
      lastResort: 'perLevel',
      edgeState: 'own',
      cidrCollections: [],
    },
  ],
  resolvers: [
    {
      name: 'isp',
      profile: 'ideal',
      count: 10,
      popularity: { kind: 'uniform' },
      upstream: null,
      upstreamPick: 'hash',
      latency: { client: null, upstream: null },
      place: null,
      subnet: null,
      behaviour: idealBehaviour,
    },
  ],
  clients: [
    {
      name: 'users',
      profile: 'one-shot',
      count: null,
      resolvers: [{ group: 'isp', share: 1 }],
      lookup: [{ name: 'app.example.com', share: 1 }],
      arrivals: { name: 'poisson', settings: 5 },
      session: null,
      subnet: null,
      publicSubnet: null,
      place: null,
      family: 'v4',
      interfacePrefix: 24,
      queryShape: 'one-shot',
      behaviour: plainClient,
    },
  ],
  backends: [1, 2].map((i) => ({
    name: `web-${i}`,
    addresses: [`192.0.2.${i}`],
    targetShare: null,
    region: null,
    zone: null,
    server: null,
  })),
  network: { places: [], rtt: null },
  prices: ROUTE53_PRICES,
  events: [
    {
      name: 'set web-1',
      at: CONSTANT(10),
      curve: { bin: null, until: null, at: null },
      verb: 'set',
      record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-1' },
      change: { ttl: 30 },
    },
  ],
};

export function studyOf(changes: Partial<Study> = {}): Study {
  return { scenario, seed: 1, replications: 3, hash: 'hash', notes: [], ...changes };
}
