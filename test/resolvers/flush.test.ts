import { describe, expect, it } from 'vitest';
import type { FlushSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { disagreements } from '../counts/agreement.ts';
import { clientGroup, resolverGroup, scenarioOf } from '../support/scenarios.ts';

const flush = (at: number, what: Partial<FlushSpec>): FlushSpec => ({
  name: 'flush',
  verb: 'flush',
  at: { name: 'constant', settings: at },
  curve: { bin: null, until: null, at: null },
  resolvers: [],
  clients: [],
  ...what,
});
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

/** 4,000 resolvers, each asked once in 20 s for a name of TTL 60; windows of 1 s around 100 s. */
const MANY = { duration: 101, warmup: 99, window: 1, resolvers: 4000, rate: 200, ttl: 60 };
const queries = (scenario: Scenario) => simulate(scenario, 1, 1).authority.queries;

describe('a flush of resolvers', () => {
  it('has every query of the moments after miss, as with empty caches', () => {
    const [before = 0, after = 0] = queries(
      scenarioOf(MANY, { events: [flush(100, { resolvers: ['isp'] })] }),
    );
    // Poisson counts: λ/(1+λT) of each entry before; 1−e^(−λ) in the first second of an empty one (a binomial).
    const lambda = 1 / 20;
    const usual = (4000 * lambda) / (1 + lambda * 60);
    const empty = 1 - Math.exp(-lambda);
    expect(Math.abs(before - usual)).toBeLessThan(4 * Math.sqrt(usual));
    expect(Math.abs(after - 4000 * empty)).toBeLessThan(4 * Math.sqrt(4000 * empty * (1 - empty)));
  });

  it('leaves other groups alone, and all before it as it was', () => {
    const both = (events: Scenario['events']) =>
      scenarioOf(MANY, {
        resolvers: [resolverGroup('isp', 2000), resolverGroup('office', 2000)],
        clients: [
          clientGroup(100, null),
          { ...clientGroup(100, null), name: 'staff', resolvers: [{ group: 'office', share: 1 }] },
        ],
        events,
      });
    const [plain, flushed] = [[], [flush(100, { resolvers: ['isp'] })]].map((events) =>
      simulate(both(events), 1, 1),
    );
    expect(flushed?.resolvers[1]?.upstreamQueries).toEqual(plain?.resolvers[1]?.upstreamQueries);
    expect(flushed?.resolvers[0]?.upstreamQueries[0]).toBe(plain?.resolvers[0]?.upstreamQueries[0]);
    expect(flushed?.resolvers[0]?.upstreamQueries[1]).toBeGreaterThan(
      plain?.resolvers[0]?.upstreamQueries[1] as number,
    );
  });
});

describe('a flush of clients', () => {
  const remembering = (what: Partial<FlushSpec>) =>
    scenarioOf(
      {
        ...MANY,
        clients: 1000,
        resolvers: 1,
        client: { dns: { kind: 'fixed', seconds: Number.POSITIVE_INFINITY } },
      },
      { events: [flush(100, what)] },
    );

  it('has each look up anew at its next request, from a resolver that has kept its answer', () => {
    const { clients, authority } = simulate(remembering({ clients: ['users'] }), 1, 1);
    const { lookups, cacheHits } = clients[0] as (typeof clients)[number];
    const asked = (w: number) => (lookups[w] as number) - (cacheHits?.[w] as number);
    // A thousand clients of 0.2 requests a second: 1−e^(−0.2) of them make one in a second.
    const share = 1 - Math.exp(-0.2);
    expect(asked(0)).toBeLessThan(5);
    expect(Math.abs(asked(1) - 1000 * share)).toBeLessThan(
      4 * Math.sqrt(1000 * share * (1 - share)),
    );
    expect(sum(authority.queries)).toBeLessThanOrEqual(1);
  });

  it('is not a flush of the resolvers behind them', () => {
    const { clients } = simulate(remembering({ resolvers: ['isp'] }), 1, 1);
    const { lookups, cacheHits } = clients[0] as (typeof clients)[number];
    expect(sum(lookups) - sum(cacheHits as Float64Array)).toBeLessThan(5);
  });
});

describe('a flush in counts', () => {
  it.each([
    ['of resolvers', { clients: null }, { resolvers: ['isp'] }],
    [
      'of clients',
      { clients: 40, client: { dns: { kind: 'fixed', seconds: 50 } } },
      { clients: ['users'] },
    ],
  ] as const)('%s agrees with requests in law', (_, shape, what) => {
    const scenario = scenarioOf(
      { duration: 400, window: 50, ttl: 20, rate: 6, resolvers: 4, ...shape },
      { events: [flush(200, what)] },
    );
    expect(disagreements(scenario, 24)).toEqual([]);
  });
});
