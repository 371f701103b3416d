/** What clients remember, and whom they try next, against closed forms (validation.md 6.4, 6.5, 6.7). */
import { describe, expect, it } from 'vitest';
import type { CurveCounts } from '../../sim/measurements.ts';
import type { ClientGroup, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { allDead, deadTries } from '../../theory/failover/address-retry.ts';
import { clientCacheStaleShare } from '../../theory/failover/client-cache.ts';
import { connectionShare } from '../../theory/failover/connection-drain.ts';
import { fault } from '../support/backends.ts';
import { clientGroup, multivalueRecords, poolOf, scenarioOf, sum } from '../support/scenarios.ts';

it('clients that keep answers 30 s, behind 2,502 busy resolvers of TTL 60, are stale as 6.4 says', () => {
  const [resolvers, perResolver, rate, kept, ttl, replications] = [834, 10, 0.1, 30, 60, 3];
  const centres = [5, 15, 30, 45, 60, 75, 85];
  const scenario = scenarioOf(
    {
      duration: 100,
      rate: rate * perResolver * resolvers,
      resolvers,
      clients: perResolver * resolvers,
      ttl,
      client: { dns: { kind: 'fixed', seconds: kept } },
    },
    {
      events: [
        {
          name: 'change',
          at: { name: 'constant', settings: 5 },
          curve: { bin: 1, until: null, at: centres },
          verb: 'set',
          record: { name: 'app.example.com', type: 'A', setIdentifier: null },
          change: { ttl },
        },
      ],
    },
  );
  const curves = Array.from(
    { length: replications },
    (_, r) => simulate(scenario, 'client cache', r + 1).events[0]?.curve as CurveCounts,
  );
  const total = (column: 'made' | 'stale', bin: number) =>
    curves.reduce((all, curve) => all + (curve[column]?.[bin] as number), 0);
  const clientHit = (rate * kept) / (1 + rate * kept);
  const asked = (perResolver * rate) / (1 + rate * kept);
  const hit = (asked * ttl) / (1 + asked * ttl);
  centres.forEach((t, bin) => {
    const expected = clientCacheStaleShare(t, { ttl, hit, kept, clientHit });
    // Clients of one resolver go together at worst.
    const spread = (expected * (1 - expected)) / (resolvers * replications);
    const measured = total('stale', bin) / total('made', bin);
    expect(Math.abs(measured - expected), `at ${t} s`).toBeLessThan(4 * Math.sqrt(spread));
  });
});

it('connections that live 120 s on average, behind 2,500 resolvers of TTL 30, drain as 6.5 says', () => {
  const [resolvers, replications, ttl, lifetime, passing, at] = [500, 5, 30, 120, 0.5, 5];
  const moments = [10, 30, 60, 120];
  const life = { name: 'exponential', settings: lifetime };
  const plain = scenarioOf(
    {
      duration: at + 122,
      window: 1,
      backends: 2,
      resolvers,
      clients: resolvers,
      rate: 2 * resolvers,
      client: { pool: poolOf({ maxConns: 1, maxAge: life }) },
    },
    {
      // Caches begin from closed forms, connections at any age, and all lead to one place: nothing has to settle.
      leadIn: 10,
      events: [
        {
          name: 'move',
          at: { name: 'constant', settings: at },
          curve: { bin: null, until: null, at: null },
          verb: 'set',
          record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-1' },
          change: { value: '192.0.2.2' },
        },
      ],
    },
  );
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const [users] = plain.clients as [ClientGroup];
  const scenario: Scenario = {
    ...plain,
    zones: [{ ...zone, records: multivalueRecords(1, ttl) }],
    // One client for each resolver, and strangers who keep its cache busy.
    clients: [users, { ...clientGroup(passing * resolvers, null), name: 'strangers' }],
  };
  const runs = Array.from(
    { length: replications },
    (_, r) => simulate(scenario, 'drain', r + 1).backends.openSeconds,
  );
  const hit = (passing * ttl) / (1 + passing * ttl);
  for (const t of moments) {
    const open = (row: number) => sum(runs.map((run) => run[2 * (at + t) + row] as number));
    const measured = open(0) / (open(0) + open(1));
    const expected = connectionShare(t + 0.5, ttl, lifetime, hit);
    const spread = (expected * (1 - expected)) / (resolvers * replications);
    // A client without a connection opens one half a second later, with its next request: at most so much is late.
    const late = 0.5 / lifetime;
    expect(Math.abs(measured - expected), `at ${t} s`).toBeLessThan(4 * Math.sqrt(spread) + late);
  }
});

it('a quarter fails where one of four is dead and an answer names one (6.7)', () => {
  const scenario = scenarioOf(
    { backends: 4, ttl: 0, rate: 5, duration: 2000, client: { attemptTimeout: 0.25 } },
    { events: [fault('blackhole', ['web-1'])] },
  );
  const alone = {
    ...scenario,
    zones: scenario.zones.map((zone) => ({
      ...zone,
      records: zone.records.map((record) => ({
        ...record,
        routing: 'weighted',
        settings: { weight: 1 },
      })),
    })),
  };
  const [group] = simulate(alone, 'one address', 1).clients;
  const made = sum(group?.made ?? []);
  const expected = allDead({ backends: 4, dead: 1, inAnswer: 1 });
  const failed = sum(group?.failures ?? []) / made;
  expect(Math.abs(failed - expected)).toBeLessThan(
    4 * Math.sqrt((expected * (1 - expected)) / made),
  );
});

describe('dead addresses tried before a live one (6.7)', () => {
  it.each([
    [3, 1, 3],
    [8, 2, 8],
    [12, 3, 8],
  ])('of %d backends, %d dead, %d in an answer', (backends, dead, inAnswer) => {
    const scenario = scenarioOf(
      {
        backends,
        ttl: 0,
        rate: 10,
        duration: 2000,
        client: { connect: { name: 'sequential', settings: null }, attemptTimeout: 0.25 },
      },
      {
        events: [
          fault(
            'blackhole',
            Array.from({ length: dead }, (_, i) => `web-${i + 1}`),
          ),
        ],
      },
    );
    const [group] = simulate(scenario, 'address retry', 1).clients;
    const made = sum(group?.made ?? []);
    const tries = sum(group?.attempts ?? []) / made - 1;
    const expected = deadTries({ backends, dead, inAnswer });
    // Tries are at most `dead`, so their variance is at most dead × mean.
    expect(Math.abs(tries - expected)).toBeLessThan(4 * Math.sqrt((dead * expected) / made));
    const mean = (group?.connectTime?.sum ?? 0) / (group?.connectTime?.total ?? 1);
    expect(Math.abs(mean - expected * 0.25)).toBeLessThan(Math.sqrt((dead * expected) / made));
  });
});
