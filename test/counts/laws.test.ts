/** Counts against closed forms, at sizes that single requests would not reach; what holds for every run. */
import { describe, expect, it } from 'vitest';
import { tQuantile } from '../../experiments/statistics/student-t.ts';
import type { Measurements } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { columnSums, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

const SHUFFLE = { name: 'shuffle', settings: null };
const FILLING = { name: 'filling', settings: null };
const counted = (shape: Shape, change: Partial<Scenario> = {}) =>
  scenarioOf(shape, { detail: 'counts', ...change });

const cvSquared = ({ backends: { requests, names } }: Measurements) => {
  const loads = columnSums(requests, names.length);
  const mean = sum(loads) / names.length;
  return sum(loads.map((load) => (load / mean - 1) * (load / mean - 1))) / names.length;
};

describe('one Poisson cache: λT/(1+λT), by as many epochs as there are (validation.md 2.1)', () => {
  it.each([0.3, 6, 60, 60_000])('λT = %d', (load) => {
    const rate = load / 60;
    const epochs = 20_000;
    const duration = (epochs * (60 + 1 / rate)) as number;
    const m = simulate(counted({ rate, duration, window: duration }), 'hit', 1);
    const [group] = m.resolvers;
    const queries = sum(group?.queries ?? []);
    const misses = queries - sum(group?.hits ?? []);
    // Misses are a renewal process of period 60 + Exp(1/λ): variance epochs × (1/λ)²/(period)².
    const share = 1 / (1 + load);
    const error = Math.sqrt(epochs) * share + share * Math.sqrt(queries) * Math.sqrt(share);
    expect(Math.abs(misses - epochs)).toBeLessThan(4 * error + 2);
    expect(queries).toBeGreaterThan(0.9 * epochs * (1 + load));
  });
});

describe.each<[string, Scenario]>([
  [
    'frozen orders, eight of forty (validation.md 4.1)',
    counted({
      resolvers: 50,
      rate: 10_000,
      duration: 1200,
      backends: 40,
      resolver: { orderOnMiss: SHUFFLE, orderOnHit: FILLING },
    }),
  ],
  [
    'shuffled hits, eight of forty (validation.md 4.1)',
    counted({
      resolvers: 50,
      rate: 10_000,
      duration: 1200,
      backends: 40,
      resolver: { orderOnMiss: SHUFFLE, orderOnHit: SHUFFLE },
    }),
  ],
])('%s', (_, scenario) => {
  it('has a mean CV² within 4 standard errors of the mean expected CV²', () => {
    const runs = Array.from({ length: 40 }, (_r, r) => simulate(scenario, 'skew', r + 1));
    const gaps = runs.map(
      (m) => cvSquared(m) - m.skew.wholeWeight / (m.skew.wholeRequests * m.skew.wholeRequests),
    );
    const mean = sum(gaps) / gaps.length;
    const spread = sum(gaps.map((gap) => (gap - mean) * (gap - mean))) / (gaps.length - 1);
    expect(Math.abs(mean)).toBeLessThan(
      tQuantile(0.99997, gaps.length - 1) * Math.sqrt(spread / gaps.length),
    );
  });
});

const SHAPES: readonly Shape[] = [
  { rate: 500, resolvers: 20, backends: 12, resolver: { orderOnHit: SHUFFLE } },
  { rate: 50, resolvers: 5, clients: 40, client: { dns: { kind: 'fixed', seconds: 30 } } },
  { rate: 20, resolvers: 5, ttl: 0 },
];

describe.each(SHAPES)('for %j', (shape) => {
  const scenario = counted({ ...shape, warmup: 100 });
  const run = (seed: number, replication: number) => simulate(scenario, seed, replication);

  it('conserves requests, in every window', () => {
    const m = run(1, 1);
    const [group] = m.clients;
    expect(m.inFlightStart + m.inFlightEnd).toBe(0);
    const width = m.backends.names.length;
    m.windowStarts.forEach((_start, w) => {
      const arrived = sum(m.backends.requests.slice(w * width, (w + 1) * width));
      expect(group?.made[w]).toBe(arrived);
      expect(group?.completed[w]).toBe(arrived);
      expect(group?.attempts[w]).toBe(arrived);
      expect(m.skew.windowRequests[w]).toBe(arrived);
      expect(m.resolvers[0]?.queries[w]).toBe(
        (group?.lookups[w] ?? 0) - (group?.cacheHits?.[w] ?? 0),
      );
    });
    expect(m.ageOfAnswers.total).toBe(sum(m.backends.requests));
  });

  it('gives the same bytes twice, and others for another replication or seed', () => {
    const bytes = (seed: number, replication: number) => JSON.stringify(run(seed, replication));
    expect(bytes(1, 1)).toBe(bytes(1, 1));
    expect(bytes(1, 2)).not.toBe(bytes(1, 1));
    expect(bytes(2, 1)).not.toBe(bytes(1, 1));
  });
});

it('draws the same for one resolver group whatever other groups there are', () => {
  const alone = counted({ rate: 50, resolvers: 5 }, { start: 'cold' });
  const [group] = alone.resolvers as [Scenario['resolvers'][0]];
  const [clients] = alone.clients as [Scenario['clients'][0]];
  const beside: Scenario = {
    ...alone,
    resolvers: [group, { ...group, name: 'more' }],
    clients: [clients, { ...clients, name: 'others', resolvers: [{ group: 'more', share: 1 }] }],
  };
  const made = (scenario: Scenario) => [...(simulate(scenario, 1, 1).clients[0]?.made ?? [])];
  expect(made(beside)).toEqual(made(alone));
});

it('runs a day of a billion requests', { timeout: 60_000 }, () => {
  const m = simulate(
    counted({
      rate: 1e9 / 86_400,
      duration: 86_400,
      window: 3600,
      resolvers: 200,
      backends: 40,
      resolver: { orderOnMiss: SHUFFLE, orderOnHit: SHUFFLE },
    }),
    1,
    1,
  );
  const made = sum(m.backends.requests);
  expect(Math.abs(made - 1e9)).toBeLessThan(4 * Math.sqrt(1e9));
});
