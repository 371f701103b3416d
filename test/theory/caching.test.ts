/** Hit ratios of the simulator against closed forms; tolerances from validation.md 2.1 and computed. */
import { describe, expect, it } from 'vitest';
import type { Law } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  erlang2Renewals,
  hyperexponentialRenewals,
  regularRenewals,
  renewalHitRatio,
} from '../../theory/caching/renewal-cache.ts';
import { hitsOf, replicated } from '../support/replicated.ts';
import { resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

const hitRatio = ({ resolvers: [group] }: ReturnType<typeof simulate>) =>
  sum(group?.hits ?? []) / sum(group?.queries ?? []);

describe('one Poisson cache: λT/(1+λT) within 0.002 at 10⁶ look-ups (validation.md 2.1)', () => {
  it.each([0.3, 1, 6, 60])('λT = %d', (load) => {
    const rate = load / 60;
    const measured = simulate(scenarioOf({ rate, duration: 1e6 / rate }), 'hit', 1);
    expect(sum(measured.resolvers[0]?.queries ?? [])).toBeGreaterThan(990_000);
    expect(Math.abs(hitRatio(measured) - load / (1 + load))).toBeLessThan(0.002);
  });
});

describe('one cache with renewal arrivals, mean gap 10 s: m/(1+m) within 4 standard errors (validation.md 2.2)', () => {
  it.each<[string, Law, number, number, number]>([
    [
      'Erlang-2',
      { name: 'erlang', settings: { mean: 1, k: 2 } },
      60,
      erlang2Renewals(0.1, 60),
      0.8519,
    ],
    ['exponential', { name: 'exponential', settings: 1 }, 60, 6, 0.8571],
    [
      'hyperexponential',
      { name: 'hyperexponential', settings: { p: 0.9, means: [1 / 0.45, 1 / 0.0125] } },
      60,
      hyperexponentialRenewals({ p: 0.9, rates: [0.45, 0.0125] }, 60),
      0.9184,
    ],
    ['constant, TTL 95', { name: 'constant', settings: 1 }, 95, regularRenewals(10, 95), 0.9],
  ])('%s gaps', (_, law, ttl, renewals, printed) => {
    const truth = renewalHitRatio(renewals);
    expect(truth).toBeCloseTo(printed, 4);
    const base = scenarioOf({ ttl, duration: 20_000 });
    const clients = base.clients.map((group) => ({
      ...group,
      arrivals: { name: 'renewal', settings: { rate: 0.1, law } },
    }));
    const measured = replicated({ ...base, clients }, 'renewal', 100, hitsOf());
    // Constant gaps in whole cycles leave no error at all.
    expect(Math.abs(measured.value - truth)).toBeLessThanOrEqual(4 * measured.error + 1e-12);
    expect(measured.error).toBeLessThan(0.002);
  });
});

it('two levels counting down: authority 0.01429/s, forwarder 0.0723/s, stub miss 0.723 (validation.md 2.4)', () => {
  const [rate, duration] = [0.1, 4e6];
  const resolvers = [
    { ...resolverGroup('isp', 10), upstream: 'forwarder' },
    resolverGroup('forwarder', 1),
  ];
  const {
    resolvers: [stubs, forwarder],
    authority,
  } = simulate(scenarioOf({ rate, duration }, { resolvers }), 'two levels', 1);
  const T = 60;
  const li = rate / 10;
  const perCycle = 10 * (0.1 + 0.9 * (1 - Math.exp(-li * T)));
  const cycles = duration / (T + 1 / rate);
  // A cycle lasts T + Exp; its forwarder queries have a variance below their mean: 4 standard errors at most.
  const tolerance = (mean: number) => 4 / Math.sqrt(cycles * mean);
  expect(Math.abs(sum(authority.queries) / cycles - 1)).toBeLessThan(tolerance(1));
  expect(Math.abs(sum(forwarder?.queries ?? []) / cycles / perCycle - 1)).toBeLessThan(
    tolerance(1),
  );
  const miss = 1 - sum(stubs?.hits ?? []) / sum(stubs?.queries ?? []);
  expect(Math.abs(miss - perCycle / (1 + rate * T))).toBeLessThan(0.723 * tolerance(1));
});

it('a farm of M shards asked at random: (λT/M)/(1+λT/M) (validation.md 2.5)', () => {
  const measured = simulate(
    scenarioOf({ rate: 1, duration: 4e5, resolver: { shards: 16 } }),
    'farm',
    1,
  );
  expect(Math.abs(hitRatio(measured) - 0.7895)).toBeLessThan(0.004);
});

it('a seconds clock: P(miss) = 1/(λ(T − 1 + 1/p)), p = 1 − e^(−λ) (model.md part 3)', () => {
  for (const [rate, ttl] of [
    [0.5, 5],
    [2, 2],
    [0.1, 60],
  ] as const) {
    const measured = simulate(
      scenarioOf({ rate, ttl, duration: 1e6 / rate, resolver: { ttlClock: 'seconds' } }),
      'seconds',
      1,
    );
    const miss = 1 / (rate * (ttl - 1 + 1 / -Math.expm1(-rate)));
    expect(Math.abs(1 - hitRatio(measured) - miss)).toBeLessThan(0.002);
  }
});

it('starts stationary: the hit ratio of the first second is that of the whole run', () => {
  // 2,000 caches, asked once each 10 s, TTL 60: 200 queries in the first second, 200 replications.
  const scenario = scenarioOf({ rate: 200, resolvers: 2000, duration: 1, window: 1 });
  const seeds = Array.from(
    { length: 200 },
    (_, r) => simulate(scenario, 'start', r + 1).resolvers[0],
  );
  const ratio =
    sum(seeds.map((g) => sum(g?.hits ?? []))) / sum(seeds.map((g) => sum(g?.queries ?? [])));
  const h = 6 / 7;
  expect(Math.abs(ratio - h)).toBeLessThan(4 * Math.sqrt((h * (1 - h)) / 40_000));
});

it('a cold start misses at first', () => {
  const scenario = scenarioOf(
    { rate: 200, resolvers: 2000, duration: 1, window: 1 },
    { start: 'cold' },
  );
  expect(hitRatio(simulate(scenario, 'cold', 1))).toBeLessThan(0.15);
});

it('prefetch in the last f of the TTL: authority rate 1/((1−f)T + 1/λ) (validation.md 2.3)', () => {
  const resolver = { prefetch: { kind: 'share', share: 0.1, plus: 0 } } as const;
  const duration = 2e6;
  const { authority } = simulate(scenarioOf({ rate: 0.1, duration, resolver }), 'prefetch', 1);
  const cycle = 54 + 10;
  expect(Math.abs((sum(authority.queries) * cycle) / duration - 1)).toBeLessThan(
    (4 * 10) / cycle / Math.sqrt(duration / cycle),
  );
});

it('prefetch in the last f of the TTL: a miss is as rare as e^(−fλT)/(1 + (1−f)λT), 0.08575 (validation.md 2.3)', () => {
  const resolver = { prefetch: { kind: 'share', share: 0.1, plus: 0 } } as const;
  const scenario = scenarioOf({ rate: 0.1, duration: 20_000, resolver });
  const hit = replicated(scenario, 'prefetch', 100, hitsOf());
  const miss = Math.exp(-0.6) / (1 + 5.4);
  expect(miss).toBeCloseTo(0.08575, 5);
  expect(Math.abs(1 - hit.value - miss)).toBeLessThan(4 * hit.error);
  expect(hit.error).toBeLessThan(0.002);
});

it('client subnets, 1000 by Zipf(1), TTL 20: eight times the queries at 0.4167 requests/s (validation.md 2.5)', () => {
  const [rate, ttl, count, duration] = [0.4167, 20, 1000, 4000];
  const plain = scenarioOf({ rate, ttl, duration });
  const located = { routing: 'geolocation', settings: { geoLocation: { countryCode: '*' } } };
  const scenario = {
    ...plain,
    zones: plain.zones.map((zone) => ({
      ...zone,
      records: zone.records.slice(0, 1).map((record) => ({ ...record, ...located })),
    })),
    resolvers: [resolverGroup('isp', 1, { ecs: { v4: 24, v6: 56 } })],
    clients: plain.clients.map((group) => ({
      ...group,
      subnet: { address: '10.0.0.0', prefix: 24 },
      subnets: { count, popularity: { kind: 'zipf', s: 1 } as const },
    })),
  };
  const ranks = Array.from({ length: count }, (_, i) => 1 / (i + 1));
  const rates = ranks.map((weight) => (rate * weight) / sum(ranks));
  const apart = sum(rates.map((each) => each / (1 + each * ttl)));
  expect((apart * (1 + rate * ttl)) / rate).toBeCloseTo(8, 2);
  const queries = replicated(scenario, 'subnets', 20, ({ authority }) => ({
    y: sum(authority.queries),
    x: duration,
  }));
  expect(Math.abs(queries.value - apart)).toBeLessThan(4 * queries.error);
  expect(queries.error).toBeLessThan(0.01 * apart);
});
