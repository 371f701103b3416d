/** The profiles that answer from expired records, as dialogues on a virtual clock (reference parts A2 and F3). */
import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../../scenarios/format/resolve/resolver-behaviour.ts';
import { Histogram } from '../../sim/metrics/histogram.ts';
import { Cache } from '../../sim/resolvers/cache.ts';
import type { EventSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { clientGroup, resolverGroup, scenarioOf, sum } from '../support/scenarios.ts';

/** The authority is silent from 100 s on. */
const silent = {
  verb: 'authorityOutage',
  name: 'out',
  at: { name: 'constant', settings: 100 },
  curve: { bin: null, until: null, at: null },
  answer: 'silent',
  servers: 4,
  edges: 16,
  lasts: null,
} as EventSpec;

/** A look-up every `every` seconds for a name of TTL 60, by a client that waits 60 s for an answer. */
function dialogue(profile: string, every: number, change: Partial<Scenario> = {}) {
  const scenario: Scenario = {
    ...scenarioOf({ duration: 400, ttl: 60 }),
    start: 'cold',
    resolvers: [resolverGroup('isp', 1, behaviourOf(profile, { shards: 1 }))],
    clients: [
      {
        ...clientGroup(1, null, { stub: { timeout: 60, attempts: 1 } }),
        arrivals: { name: 'regular', settings: 1 / every },
      },
    ],
    events: [silent],
    ...change,
  };
  const m = simulate(scenario, 1, 1);
  const [users] = m.clients;
  return {
    failed: sum(users?.failures ?? []),
    stale: sum(m.resolvers[0]?.staleAnswers ?? []),
    queries: sum(m.resolvers[0]?.queries ?? []),
    waits: users?.lookupTime ?? new Histogram(),
  };
}

describe('unbound-prefetch-stale', () => {
  it('TTL 60: refreshes at a hit after 54 s, not after 53 s', () => {
    const unbound = behaviourOf('unbound-prefetch-stale', {});
    const refreshes = (at: number) => {
      const cache = new Cache(1, 0);
      cache.put(0, 5, 60, 0, unbound);
      return cache.takePrefetch(0, at);
    };
    expect([53, 53.9, 54, 59].map(refreshes)).toEqual([false, false, true, true]);
  });

  it('a client waits 1.8 s for a silent authority, then gets the expired record, never SERVFAIL', () => {
    const { failed, stale, waits } = dialogue('unbound-prefetch-stale', 1);
    expect(failed).toBe(0);
    expect(stale).toBeGreaterThan(230);
    expect(waits.quantile(1)).toBeGreaterThan(1.8 * 0.994);
    expect(waits.quantile(1)).toBeLessThan(1.8 * 1.006);
  });

  it('its TTL is 30, and that of the record where that is shorter', () => {
    const kept = (ttl: number) =>
      dialogue('unbound-prefetch-stale', 1, {
        zones: scenarioOf({ ttl }).zones,
        clients: [
          {
            ...clientGroup(1, 1, { dns: { kind: 'ttl' }, stub: { timeout: 60, attempts: 1 } }),
            arrivals: { name: 'regular', settings: 1 / 5 },
          },
        ],
      }).queries;
    // A request every 5 s. At 0, 60 to 65 and 120 to 130, then every 30 to 35 s; or every 20 to 25 s throughout.
    expect(kept(60)).toBeGreaterThanOrEqual(3 + Math.floor(270 / 35));
    expect(kept(60)).toBeLessThanOrEqual(3 + Math.ceil(280 / 30));
    expect(kept(20)).toBeGreaterThanOrEqual(400 / 25);
    expect(kept(20)).toBeLessThanOrEqual(1 + 400 / 20);
  });
});

describe.each(['bind-stale', 'opendns'])('%s', (profile) => {
  it('answers from the expired record when the look-up is given up, and then at once for 30 s', () => {
    const { failed, stale, waits } = dialogue(profile, 1);
    expect(failed).toBe(0);
    expect(stale).toBeGreaterThan(220);
    expect(waits.quantile(1)).toBeGreaterThan(10 * 0.994);
    expect(waits.quantile(1)).toBeLessThan(10 * 1.006);
    // Ten of forty wait for the outcome of each look-up.
    expect(waits.quantile(1 - 8 / 40)).toBe(0);
    expect(waits.quantile(1 - 4 / 40)).toBeGreaterThan(1);
  });
});

it('bind-9.18 has nothing to say once its records have expired', () => {
  const { failed, stale } = dialogue('bind-9.18', 1);
  expect(stale).toBe(0);
  expect(failed).toBeGreaterThan(220);
});
