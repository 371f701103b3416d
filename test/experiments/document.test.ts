import { describe, expect, it } from 'vitest';
import { estimateRatio } from '../../experiments/estimate.ts';
import type { Result } from '../../experiments/result.ts';
import { run } from '../../experiments/run.ts';
import type { BalancerCounts } from '../../sim/backends/balancers/balancer-counts.ts';
import type { ServerCounts } from '../../sim/backends/server-counts.ts';
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import { measures } from '../../sim/metrics/measures/index.ts';
import type { RatioMeasure } from '../../sim/metrics/measures/measure.ts';
import { subjects } from '../../sim/metrics/measures/subjects.ts';
import { balancerOf } from '../support/balancers.ts';
import { crashed, everything, histogramOf, measured, scenario, studyOf } from './synthetic.ts';

const balancer = balancerOf(['web-1', 'web-2'], {
  algorithm: { name: 'powerOf', settings: 2 },
});

/** Something of everything: times, failures, an event, an empty window. */
function rich(r: number): Measurements {
  const plain = measured(
    [
      [4 + r, 6 - r],
      [0, 0],
      [9, 2 + r],
    ],
    { replication: r },
  );
  const [clients] = plain.clients as [Measurements['clients'][number]];
  const failures = clients.failures.slice();
  failures[FAILURES.indexOf('refused')] = r;
  const times = () => histogramOf(...Array.from({ length: 1000 }, (_, i) => (i + 1) * 1e-3 * r));
  return {
    ...plain,
    clients: [
      { ...clients, failures, lookupTime: times(), connectTime: times(), totalTime: times() },
    ],
    backends: {
      ...plain.backends,
      servers: {
        ...(plain.backends.servers as ServerCounts),
        responseTimes: [times(), times()],
      },
    },
    events: [everything(10 * r, [50, 45 - r, 20, 0])],
    balancers: [balanced(r)],
    ageOfAnswers: times(),
    leadIn: 60 * r,
  };
}

/** What a balancer of one node and two targets counted in three windows. */
function balanced(r: number): BalancerCounts {
  return {
    name: 'lb',
    nodes: ['198.51.100.1'],
    targets: ['web-1', 'web-2'],
    requests: Float64Array.of(11, 0, 12 + r),
    rejected: Float64Array.of(1, 0, r),
    connections: Float64Array.of(5, r, 2),
    openSeconds: Float64Array.of(50, 50, 50),
    forwarded: Float64Array.of(4, 6, 0, 0, 5, 7),
    targetGroups: [{ group: 'all', healthySeconds: Float64Array.of(20, 20, 20) }],
  };
}

const replications = [1, 2, 3].map(rich);
const result = await run(studyOf({ scenario: { ...scenario, balancers: [balancer] } }), {
  simulate: (_, __, r) => replications[r - 1] as Measurements,
});

/** What stands at a measure's path for the first row of its subject. */
function valueAt(path: string, row: string): unknown {
  return path
    .replaceAll('[]', '.0')
    .replace('*', row)
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], result);
}

describe('the result document', () => {
  const ratios = measures.filter((measure): measure is RatioMeasure => measure.kind === 'ratio');

  it.each(ratios.map((measure) => [measure.path, measure] as const))(
    'has at %s the estimate of its measure',
    (path, measure) => {
      const [row] = subjects[measure.of](replications[0] as Measurements) as [
        { key: string; i: number },
      ];
      const read = replications.map((m) => measure.read(m, row.i) as { y: number; x: number });
      const estimate = estimateRatio({ ys: read.map(({ y }) => y), xs: read.map(({ x }) => x) });
      expect(estimate).not.toBeNull();
      expect(valueAt(path, row.key)).toEqual(estimate);
    },
  );

  it.each(measures.filter(({ kind }) => kind === 'spread').map(({ path, unit }) => [path, unit]))(
    'has at %s a mean and quantiles',
    (path, unit) => {
      const suffix = unit === 's' ? 'Seconds' : '';
      const value = valueAt(path, '') as Record<string, unknown>;
      expect(value[`mean${suffix}`]).toMatchObject({ mean: expect.any(Number), n: 3 });
      expect(
        Object.keys(value)
          .filter((key) => key.endsWith(suffix))
          .slice(0, 4),
      ).toEqual(['mean', 'p50', 'p95', 'p99'].map((name) => name + suffix));
    },
  );

  it('holds no measured number that is not in the list of measures', () => {
    const listed = new Set(
      measures.flatMap(({ path, kind, unit }) =>
        kind !== 'spread'
          ? [path]
          : ['mean', 'p50', 'p95', 'p99'].map(
              (name) => `${path}.${name}${unit === 's' ? 'Seconds' : ''}`,
            ),
      ),
    );
    const found: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (Array.isArray(value)) for (const element of value) walk(element, `${path}[]`);
      else if (value !== null && typeof value === 'object') {
        if ('mean' in value && 'n' in value)
          found.push(path.replace('failuresByReason.refused', 'failuresByReason.*'));
        else
          for (const [key, inner] of Object.entries(value))
            walk(inner, path ? `${path}.${key}` : key);
      }
    };
    walk(result, '');
    // Whose doing the causes are is a sum of those.
    const unlisted = found.filter((path) => !listed.has(path) && !path.startsWith('skew.blamed'));
    expect(unlisted).toEqual([]);
    // A p99 needs a thousand windows, or requests to a target; a curve that comes to its end is not censored.
    const missing = [...listed].filter((path) => !found.includes(path));
    expect(
      missing.filter(
        (path) =>
          !/^(skew\.windows\.\w+\.p\d+|events\[\]\.(\w+Seconds\.p99\d*|censoredAtSeconds|plateau))$/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  it('says of a curve that did not get to its end how far it was seen, and what was left', async () => {
    const { events } = await run(studyOf(), {
      simulate: (_, __, r) => ({
        ...measured([[4, 6]]),
        events: [crashed(5, [50, 40 - r, 30, 30])],
      }),
    });
    const [event] = events;
    expect(event?.drainSeconds.p50).toBeNull();
    expect(event?.censoredAtSeconds).toMatchObject({ mean: 40, low: 40, high: 40 });
    expect(event?.plateau?.mean).toBeCloseTo(0.6, 12);
    expect(event?.settleSeconds).toEqual({ p50: null, p90: null, p99: null, p999: null });
    expect(event?.bins.map(({ deadShare }) => deadShare?.mean)).toEqual([1, 0.76, 0.6, 0.6]);
    expect(event?.bins[0]).toMatchObject({ fromSeconds: 0, toSeconds: 10, staleShare: null });
  });

  it('keeps the order of its blocks', () => {
    expect(Object.keys(result)).toEqual([
      'schemaVersion',
      'tool',
      'scenario',
      'outcome',
      'settling',
      'assumptions',
      'totals',
      'backends',
      'skew',
      'authority',
      'ageOfAnswers',
      'resolvers',
      'clients',
      'balancers',
      'events',
      'expectations',
      'series',
      'performance',
    ]);
  });

  it('says what was run, and how the start was had', () => {
    expect(result.scenario).toMatchObject({
      name: 'synthetic',
      replications: 3,
      leadInSeconds: 180,
      startMethod: 'closed form and lead-in',
    });
  });

  it('names groups and backends, events with kind and target', () => {
    expect(result.backends.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
    expect(result.resolvers[0]).toMatchObject({ name: 'isp', profile: 'ideal' });
    expect(result.clients[0]).toMatchObject({ name: 'users', profile: 'one-shot' });
    expect(result.events[0]).toMatchObject({
      name: 'crash web-1',
      kind: 'crash',
      target: 'web-1',
      at: { mean: 20 },
    });
  });

  it('names balancers, their nodes and targets', () => {
    expect(result.balancers).toMatchObject([
      {
        name: 'lb',
        layer: 'l7',
        algorithm: 'powerOf',
        requests: { mean: 25 },
        nodes: [{ address: '198.51.100.1', zone: null, rejected: { mean: 3 } }],
        targets: [{ name: 'web-1', requests: { mean: 9 } }, { name: 'web-2' }],
      },
    ]);
  });

  it('lists only reasons that something failed for', () => {
    expect(Object.keys(result.totals.failuresByReason)).toEqual(['refused']);
    expect(result.totals.failuresByReason.refused?.mean).toBe(2);
  });

  it('counts pooled and empty windows, with their exact maximum', () => {
    expect(result.skew.windows).toMatchObject({ pooled: 6, empty: 3 });
    expect(result.skew.windows.peakToMean.max).toBeCloseTo((9 / 12) * 2, 14);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('has null, never 0, where nothing could be measured', async () => {
    const idle = await run(studyOf({ replications: 2 }), { simulate: () => measured([[0, 0]]) });
    const { share, requests } = idle.backends[0] as Result['backends'][number];
    expect(share).toBeNull();
    expect(requests?.mean).toBe(0);
    expect(idle.skew.whole).toMatchObject({ cv: null, rmsCv: null, expectedCvSquared: null });
    expect(idle.clients[0]?.lookupTime).toBeNull();
    expect(idle.ageOfAnswers.meanSeconds).toBeNull();
    expect(idle.skew.windows.cv).toMatchObject({ mean: null, p50: null });
    expect(idle.skew.windows.cv.max).toBeNull();
  });

  it('gives the reason where CV² cannot be predicted, in any replication', async () => {
    const odd = await run(studyOf(), {
      simulate(_, __, r) {
        const m = measured([[4, 6]]);
        return {
          ...m,
          skew: { ...m.skew, unpredicted: r === 2 ? 'clients sort the addresses' : null },
        };
      },
    });
    expect(odd.skew.whole).toMatchObject({
      expectedCvSquared: null,
      effectiveDraws: null,
      designEffect: null,
      expectedCvSquaredReason: 'clients sort the addresses',
    });
  });

  it('counts 0 for a kind of query that only some replications saw', async () => {
    const kind = {
      name: 'typo.example.com',
      type: 'A',
      policy: 'none',
      code: 'NXDOMAIN',
      queries: 6,
      usdPerMonth: 0,
    } as const;
    const odd = await run(studyOf(), {
      simulate(_, __, r) {
        const m = measured([[4, 6]]);
        const byKind = r === 2 ? [...m.authority.byKind, kind] : m.authority.byKind;
        return { ...m, authority: { ...m.authority, byKind } };
      },
    });
    expect(odd.authority.byKind[1]).toMatchObject({ code: 'NXDOMAIN', queriesPerSecond: { n: 3 } });
    expect(odd.authority.byKind[1]?.queriesPerSecond?.mean).toBeCloseTo(6 / 30, 14);
  });
});
