/** Skew of the simulator against expected CV² (model.md part 6, validation.md 4.1–4.5). */
import { describe, expect, it } from 'vitest';
import { measures } from '../../sim/metrics/measures/index.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { columnSums, poolOf, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const FROZEN = {
  orderOnMiss: { name: 'shuffle', settings: null },
  orderOnHit: { name: 'filling', settings: null },
} as const;

const counted = (more: object) => ({
  orderOnHit: {
    name: 'rotate',
    settings: { by: 'counter', step: 1, per: 'entry', first: 0, ...more },
  },
});

/** Mean CV² and mean expected CV² over replications, and the standard error of their ratio. */
function cvSquared(scenario: Scenario, replications: number) {
  const n = scenario.backends.length;
  const measured: number[] = [];
  const expected: number[] = [];
  for (let r = 1; r <= replications; r++) {
    const m = simulate(scenario, 'skew', r);
    const loads = columnSums(m.backends.requests, n);
    const total = sum(loads);
    const p = m.backends.intendedWhole;
    measured.push(
      loads.reduce((x, load, i) => {
        const pi = p[i] as number;
        return pi > 0 ? x + ((load / total - pi) * (load / total - pi)) / pi : x;
      }, 0),
    );
    expected.push(m.skew.wholeWeight / (m.skew.wholeRequests * m.skew.wholeRequests));
  }
  const ratio = sum(measured) / sum(expected);
  const spread = measured.reduce(
    (s, y, r) => s + (y - ratio * (expected[r] as number)) * (y - ratio * (expected[r] as number)),
    0,
  );
  return {
    ratio,
    error: Math.sqrt(spread / (replications - 1) / replications) / (sum(expected) / replications),
    expected,
  };
}

describe.each<[string, Scenario]>([
  [
    'frozen orders of three',
    scenarioOf({ resolvers: 20, rate: 10, duration: 600, resolver: FROZEN }),
  ],
  [
    'frozen orders, eight of twelve',
    scenarioOf({ resolvers: 20, rate: 10, duration: 600, backends: 12, resolver: FROZEN }),
  ],
  [
    'shuffled hits, eight of twelve',
    scenarioOf({
      resolvers: 20,
      rate: 10,
      duration: 600,
      backends: 12,
      client: { pick: 'random' },
    }),
  ],
  [
    'clients that keep an answer 60 s',
    scenarioOf({
      resolvers: 5,
      rate: 10,
      clients: 40,
      duration: 600,
      client: { dns: { kind: 'fixed', seconds: 60 } },
    }),
  ],
  [
    'clients that keep connections',
    scenarioOf({
      resolvers: 5,
      rate: 4,
      clients: 40,
      duration: 600,
      client: { pool: poolOf({ idle: 30, maxConns: 6 }) },
    }),
  ],
  [
    'counters that go on from the miss, three addresses',
    scenarioOf({ resolvers: 20, rate: 10, duration: 600, resolver: counted({ first: 1 }) }),
  ],
  [
    'counters that go on from the miss, eight of twelve',
    scenarioOf({
      resolvers: 20,
      rate: 10,
      duration: 600,
      backends: 12,
      resolver: counted({ first: 1 }),
    }),
  ],
  [
    'counters that begin at the order stored, backwards',
    scenarioOf({ resolvers: 50, rate: 2, duration: 600, resolver: counted({ step: -1 }) }),
  ],
  [
    'one counter for a cache',
    scenarioOf({ resolvers: 50, rate: 2, duration: 600, resolver: counted({ per: 'cache' }) }),
  ],
  [
    'counters behind a forwarder that freezes one order for all of them',
    scenarioOf(
      { rate: 4, duration: 600 },
      {
        resolvers: [
          { ...resolverGroup('isp', 20, counted({ first: 1 })), upstream: 'far' },
          resolverGroup('far', 2),
        ],
      },
    ),
  ],
  [
    'counters before clients that keep an answer 30 s',
    scenarioOf({
      resolvers: 5,
      rate: 4,
      clients: 40,
      duration: 600,
      resolver: counted({ first: 1 }),
      client: { dns: { kind: 'fixed', seconds: 30 } },
    }),
  ],
])('%s', (_, scenario) => {
  it('has a mean CV² within 4 standard errors of the mean expected CV², 200 replications', () => {
    const { ratio, error } = cvSquared(scenario, 200);
    expect(Math.abs(ratio - 1)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.15);
  });
});

it('weighted single answers: expected CV² is (N−1)ΣG²/(ΣG)²', () => {
  const scenario = scenarioOf({ resolvers: 20, rate: 10, duration: 600 });
  const zones = scenario.zones.map((zone) => ({
    ...zone,
    records: zone.records.map((record, i) => ({
      ...record,
      routing: 'weighted',
      settings: { weight: [1, 2, 7][i] },
    })),
  }));
  const m = simulate({ ...scenario, zones }, 'weighted', 1);
  expect(m.skew.wholeWeight / (2 * m.skew.sumSquares)).toBeCloseTo(1, 10);
  expect([...m.backends.intendedWhole]).toEqual([0.1, 0.2, 0.7].map((x) => expect.closeTo(x, 12)));
  const { ratio, error } = cvSquared({ ...scenario, zones }, 200);
  expect(Math.abs(ratio - 1)).toBeLessThan(4 * error);
});

it('a random pick inside an answer of all three leaves multinomial noise alone: (N−1)/ΣG (validation.md 4.3)', () => {
  const m = simulate(
    scenarioOf({ resolvers: 3, rate: 20, client: { pick: 'random' } }),
    'noise',
    1,
  );
  expect(m.skew.wholeWeight / m.skew.wholeRequests).toBeCloseTo(2, 10);
});

it('window sums of G are the requests of the window', () => {
  const m = simulate(
    scenarioOf({ resolvers: 20, rate: 10, duration: 600, warmup: 100, resolver: FROZEN }),
    'windows',
    1,
  );
  const byWindow = m.windowStarts.map((_w, w) => sum(m.backends.requests.slice(3 * w, 3 * w + 3)));
  expect([...m.skew.windowRequests]).toEqual(byWindow);
  expect(m.skew.wholeRequests).toBe(sum(byWindow));
});

it('windows too: mean CV² of the windows within 4 standard errors of its expectation', () => {
  const scenario = scenarioOf({
    resolvers: 20,
    rate: 10,
    duration: 600,
    window: 100,
    resolver: FROZEN,
  });
  const pairs = Array.from({ length: 200 }, (_r, r) => {
    const m = simulate(scenario, 'windowed', r + 1);
    const of = (name: string) => {
      const measure = measures.find((candidate) => candidate.name === name);
      if (measure?.kind !== 'ratio') throw new Error(name);
      const ratio = measure.read(m, 0);
      return (ratio?.y ?? Number.NaN) / (ratio?.x ?? Number.NaN);
    };
    return { measured: of('window-cv-squared'), expected: of('window-expected-cv-squared') };
  });
  const differences = pairs.map(({ measured, expected }) => measured - expected);
  const mean = sum(differences) / differences.length;
  const spread = sum(differences.map((d) => (d - mean) * (d - mean))) / (differences.length - 1);
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(spread / differences.length));
  expect(Math.sqrt(spread / differences.length)).toBeLessThan(
    (0.1 * sum(pairs.map((p) => p.expected))) / 200,
  );
});
