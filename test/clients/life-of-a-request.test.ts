import { describe, expect, it } from 'vitest';
import { apportion } from '../../sim/clients/apportion.ts';
import { simulate } from '../../sim/simulate.ts';
import { poolOf, scenarioOf, sum } from '../support/scenarios.ts';

describe('a client’s own cache', () => {
  it('kept 60 s whatever the TTL: hits are μJ/(1+μJ) of look-ups', () => {
    const scenario = scenarioOf({
      rate: 10,
      clients: 100,
      ttl: 5,
      duration: 20_000,
      client: { dns: { kind: 'fixed', seconds: 60 } },
    });
    const [group] = simulate(scenario, 'fixed', 1).clients;
    const ratio = sum(group?.cacheHits ?? []) / sum(group?.lookups ?? []);
    expect(Math.abs(ratio - 6 / 7)).toBeLessThan(0.004);
  });
  it('that honours the remaining TTL expires with its resolver (countdown, validation.md 2.4)', () => {
    const scenario = scenarioOf({
      rate: 0.1,
      clients: 10,
      duration: 1e6,
      client: { dns: { kind: 'ttl' } },
    });
    const [group] = simulate(scenario, 'ttl', 1).clients;
    const miss = 1 - sum(group?.cacheHits ?? []) / sum(group?.lookups ?? []);
    expect(Math.abs(miss - 0.723)).toBeLessThan(0.01);
  });
});

describe('pooled connections', () => {
  const pooled = (idle: number, maxConns: number, rtt: number | null) =>
    simulate(
      scenarioOf(
        { rate: 10, clients: 100, duration: 5000, client: { pool: poolOf({ idle, maxConns }) } },
        { network: { places: [], rtt: rtt === null ? null : { name: 'constant', settings: rtt } } },
      ),
      'pool',
      1,
    );
  it('open anew only after a gap longer than the idle limit: e^(−μI) of requests', () => {
    const m = pooled(15, 6, null);
    const opened = sum(m.backends.connections) / sum(m.backends.requests);
    expect(Math.abs(opened - Math.exp(-1.5))).toBeLessThan(4 * Math.sqrt((0.22 * 0.78) / 50_000));
  });
  it('at most maxConns at once: with one, requests of a slow client queue behind each other', () => {
    const one = pooled(1000, 1, 3).clients[0]?.totalTime;
    const six = pooled(1000, 6, 3).clients[0]?.totalTime;
    const mean = (h: typeof one) => (h ? h.sum / h.total : 0);
    // With six a request waits for at most a connect and a round trip.
    expect(mean(six)).toBeLessThan(6.01);
    expect(mean(one)).toBeGreaterThan(mean(six));
  });
  it('leave the share of each backend where it began, for as long as they live', () => {
    const m = pooled(Number.POSITIVE_INFINITY, 6, null);
    expect(sum(m.backends.connections)).toBe(0);
  });
});

describe('time on the way', () => {
  it('a look-up costs its round trips, a connection one, a request one', () => {
    const scenario = scenarioOf(
      { rate: 1, ttl: 0 },
      { network: { places: [], rtt: { name: 'constant', settings: 0.1 } } },
    );
    const resolvers = scenario.resolvers.map((group) => ({
      ...group,
      latency: {
        client: { name: 'constant', settings: 0.02 },
        upstream: { name: 'constant', settings: 0.05 },
      },
    }));
    const [group] = simulate({ ...scenario, resolvers }, 'time', 1).clients;
    const mean = (h: { sum: number; total: number } | null | undefined) =>
      h ? h.sum / h.total : Number.NaN;
    expect(mean(group?.connectTime)).toBeCloseTo(0.1, 9);
    // Some look-ups join one under way and wait less than its whole round trip.
    expect(mean(group?.lookupTime)).toBeGreaterThan(0.068);
    expect(mean(group?.lookupTime)).toBeLessThanOrEqual(0.07);
    expect(mean(group?.totalTime)).toBeCloseTo(0.2 + mean(group?.lookupTime), 3);
  });
});

it('deals clients to members by largest remainder, all of them', () => {
  const dealt = apportion(Float64Array.of(0.5, 0.3, 0.2), 7);
  expect([0, 1, 2].map((member) => dealt.filter((m) => m === member).length)).toEqual([4, 2, 1]);
});
