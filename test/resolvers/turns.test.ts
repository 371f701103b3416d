/** Counters that turn answers, in the caches they belong to; and orders that waiting queries share. */
import { describe, expect, it } from 'vitest';
import { streamsOf } from '../../sim/random/streams.ts';
import type { ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { buildWorld, type World } from '../../sim/world.ts';
import { columnSums, scenarioOf, sum } from '../support/scenarios.ts';

const counter = (more: object) => ({
  name: 'rotate',
  settings: { by: 'counter', step: 1, per: 'entry', first: 0, ...more },
});

/** A cold world with two names behind one cache, its answers in the order of the zone, and no clients to speak of. */
function worldWith(resolver: Partial<ResolverBehaviour>): World {
  const base = scenarioOf({ rate: 0, ttl: 60, duration: 3600, resolver }, { start: 'cold' });
  const [zone] = base.zones as [Scenario['zones'][number]];
  const [clients] = base.clients as [Scenario['clients'][number]];
  const records = [...zone.records, ...zone.records.map((r) => ({ ...r, name: 'b.example.com' }))];
  const lookup = [
    { name: 'app.example.com', share: 0.5 },
    { name: 'b.example.com', share: 0.5 },
  ];
  const scenario: Scenario = {
    ...base,
    zones: [{ ...zone, records, order: 'fixed' }],
    clients: [{ ...clients, lookup }],
  };
  return buildWorld(scenario, streamsOf('turns', 1));
}

/** First addresses of consecutive answers for a name. */
function firsts({ resolvers }: World, name: number, times: number): number[] {
  return Array.from({ length: times }, () => {
    resolvers.ask(0, name, -1, 0, 3, -1);
    return resolvers.addressAt(0);
  });
}

describe('a counter', () => {
  it('as in dnsmasq turns hits alone: the miss as it came, then b, c, a', () => {
    const world = worldWith({ orderOnHit: counter({ first: 1 }) });
    expect(firsts(world, 0, 5)).toEqual([0, 1, 2, 0, 1]);
  });

  it('hands out whole lists', () => {
    const world = worldWith({ orderOnHit: counter({ first: 1 }) });
    firsts(world, 0, 2);
    expect([0, 1, 2].map((place) => world.resolvers.addressAt(place))).toEqual([1, 2, 0]);
  });

  it('of an entry starts anew when the entry is filled; of a name or a cache it goes on', () => {
    const twice = (per: string) => {
      const world = worldWith({ orderOnHit: counter({ per, first: 1 }) });
      const before = firsts(world, 0, 2);
      world.engine.run(100);
      return [...before, ...firsts(world, 0, 2)];
    };
    expect(twice('entry')).toEqual([0, 1, 0, 1]);
    expect(twice('name')).toEqual([0, 1, 0, 2]);
    expect(twice('cache')).toEqual([0, 1, 0, 2]);
  });

  it('of a cache is shared by its names; of a name it is not', () => {
    const both = (per: string) => {
      const world = worldWith({ orderOnMiss: counter({ per }), orderOnHit: counter({ per }) });
      return [firsts(world, 0, 2), firsts(world, 1, 2)];
    };
    expect(both('name')).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(both('cache')).toEqual([
      [0, 1],
      [2, 0],
    ]);
  });
});

it('dnsmasq spreads what follows one answer evenly: loads of an answer differ by one at most', () => {
  const m = simulate(
    scenarioOf(
      { rate: 10, ttl: 1e6, duration: 600, resolver: { orderOnHit: counter({ first: 1 }) } },
      {
        start: 'cold',
      },
    ),
    'even',
    1,
  );
  const loads = columnSums(m.backends.requests, 3);
  expect(sum(loads)).toBeGreaterThan(5000);
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
});

describe('orderOnJoin: same', () => {
  const waiting = (orderOnJoin: string) =>
    simulate(
      {
        ...scenarioOf(
          {
            rate: 100,
            ttl: 0,
            duration: 100,
            window: 1,
            resolver: {
              orderOnMiss: { name: 'shuffle', settings: null },
              orderOnJoin: { name: orderOnJoin, settings: null },
            },
          },
          { start: 'cold' },
        ),
        resolvers: scenarioOf({
          resolver: {
            orderOnMiss: { name: 'shuffle', settings: null },
            orderOnJoin: { name: orderOnJoin, settings: null },
          },
        }).resolvers.map((group) => ({
          ...group,
          latency: { client: null, upstream: { name: 'constant', settings: 1 } },
        })),
      },
      'same',
      1,
    );

  it('sends all who wait for one query to one address', () => {
    // One query a second, of which about a hundred requests wait: ΣH² is that of whole crowds.
    const crowd = waiting('same').skew;
    const each = waiting('shuffle').skew;
    expect(crowd.wholeRequests).toBe(each.wholeRequests);
    expect(crowd.wholeWeight / (2 * crowd.sumSquares)).toBeCloseTo(1, 10);
    expect(each.wholeWeight / (2 * each.wholeRequests)).toBeCloseTo(1, 10);
  });
});
