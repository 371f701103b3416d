/** What resolvers do not do without end: have clients wait, answer one client, keep records, prefetch what few ask for. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import { Histogram } from '../../sim/metrics/histogram.ts';
import { Cache } from '../../sim/resolvers/cache.ts';
import { idealBehaviour } from '../../sim/resolvers/fields.ts';
import type { JoinLimit, RecordSpec, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  clientGroup,
  multivalueRecords,
  resolverGroup,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

function outcome(scenario: Scenario, replication = 1) {
  const m = simulate(scenario, 1, replication);
  const failures = m.clients.flatMap((client) => [...client.failures]);
  const failed = (reason: Failure) =>
    sum(failures.filter((_, i) => i % FAILURES.length === FAILURES.indexOf(reason)));
  const of = (key: 'queries' | 'hits' | 'joins' | 'turnedAway' | 'upstreamQueries') =>
    m.resolvers.map((resolver) => sum(resolver[key]));
  return {
    made: sum(m.clients.flatMap(({ made }) => [...made])),
    completed: sum(m.clients.flatMap(({ completed }) => [...completed])),
    inFlight: m.inFlightEnd,
    servfail: failed('servfail'),
    timeouts: failed('lookup-timeout'),
    queries: of('queries'),
    hits: of('hits'),
    turnedAway: of('turnedAway'),
    upstream: of('upstreamQueries'),
    waits: m.clients[0]?.lookupTime ?? new Histogram(),
  };
}

describe('a limit on those who wait for one query', () => {
  /** A hundred a second; an answer takes 0.995 s and lasts for 2 s, so that a hundred would wait every 3 s. */
  const crowd = (joinLimit: Partial<JoinLimit>, duration = 3, change: Partial<Scenario> = {}) =>
    outcome({
      ...scenarioOf({ duration, ttl: 2 }),
      start: 'cold',
      clients: [{ ...clientGroup(1, null), arrivals: { name: 'regular', settings: 100 } }],
      resolvers: [
        {
          ...resolverGroup('isp', 1, {
            joinLimit: { start: 10, growth: 5, most: 100, overflow: 'servfail', ...joinLimit },
          }),
          latency: { client: null, upstream: { name: 'constant', settings: 0.995 } },
        },
      ],
      ...change,
    });

  it('turns the others away with SERVFAIL', () => {
    const { turnedAway, servfail, completed, made } = crowd({});
    expect(turnedAway).toEqual([90]);
    expect(servfail).toBe(90);
    expect(completed).toBe(made - 90);
  });

  it('grows by 5 with every query answered that turned someone away, to the most', () => {
    // The second from 3 k s on: 90, 85, 80, 75, then 75 for the limit of 25 is the last.
    expect(crowd({ most: 25 }, 15).turnedAway).toEqual([90 + 85 + 80 + 75 + 75]);
    expect(crowd({ growth: 0 }, 15).turnedAway).toEqual([5 * 90]);
  });

  it('without an answer those turned away ask again after 5 s, and get the cached one', () => {
    const { turnedAway, queries, servfail, timeouts, completed, made, inFlight, waits } = crowd(
      { overflow: 'drop' },
      8.9,
      { zones: scenarioOf({ ttl: 100 }).zones },
    );
    expect(turnedAway).toEqual([90]);
    expect([servfail, timeouts, inFlight]).toEqual([0, 0, 0]);
    expect(completed).toBe(made);
    expect(queries).toEqual([made + 90]);
    expect(waits.quantile(1)).toBeCloseTo(5, 1);
  });

  it('drops a forwarder’s query too, which then tries again', () => {
    const plain = scenarioOf({ duration: 10, ttl: 100 });
    const isp = {
      ...resolverGroup('isp', 1, {
        joinLimit: { start: 1, growth: 0, most: 1, overflow: 'drop' },
      }),
      latency: { client: null, upstream: { name: 'constant', settings: 1 } },
    };
    const seen = outcome({
      ...plain,
      start: 'cold',
      resolvers: [{ ...resolverGroup('office', 20), upstream: 'isp' }, isp],
      clients: [
        {
          ...clientGroup(1, null),
          resolvers: [{ group: 'office', share: 1 }],
          arrivals: { name: 'regular', settings: 100 },
        },
      ],
    });
    // 20 offices ask within the first second, one of them is let in; the others again after 1.5 s.
    expect(seen.turnedAway[1]).toBeGreaterThan(10);
    expect(seen.servfail + seen.timeouts).toBe(0);
    expect(seen.completed).toBe(seen.made);
  });
});

describe('a limit on the queries of each client', () => {
  const asking = (clients: number | null, limit: number, rate: number) =>
    outcome({
      ...scenarioOf({ duration: 100, ttl: 1000 }),
      start: 'cold',
      resolvers: [resolverGroup('isp', 1, { rateLimit: limit })],
      clients: [
        {
          ...clientGroup(1, clients, { stub: { timeout: 0.01, attempts: 1 } }),
          arrivals: { name: 'regular', settings: rate },
        },
      ],
    });

  it('answers what comes in one second at once, and then as many a second', () => {
    const { timeouts, turnedAway, made } = asking(1, 5, 10);
    expect(made).toBe(1000);
    expect(timeouts).toBe(turnedAway[0]);
    // 5 at first, and 5 a second for 99.9 s.
    expect(made - timeouts).toBeGreaterThanOrEqual(503);
    expect(made - timeouts).toBeLessThanOrEqual(505);
  });

  it('is each client’s own, and none on clients that are never the same', () => {
    expect(asking(20, 5, 10).timeouts).toBe(0);
    expect(asking(null, 5, 10).timeouts).toBe(0);
  });
});

describe('a cache that holds only so many records', () => {
  const CHANCES = [0.4, 0.3, 0.2, 0.1];

  /** Four names of long TTL, asked for independently of one another. */
  function hitRatios(capacity: number): number[] {
    const records: RecordSpec[] = CHANCES.flatMap((_, i) =>
      multivalueRecords(1, 100_000).map((record) => ({ ...record, name: `n${i}.example.com` })),
    );
    const plain = scenarioOf({ duration: 500, warmup: 20, rate: 20 });
    const [zone] = plain.zones as [Scenario['zones'][number]];
    const [users] = plain.clients as [Scenario['clients'][number]];
    const scenario: Scenario = {
      ...plain,
      start: 'cold',
      zones: [{ ...zone, records }],
      resolvers: [resolverGroup('isp', 1, { capacity })],
      clients: [
        {
          ...users,
          lookup: CHANCES.map((share, i) => ({ name: `n${i}.example.com`, share })),
        },
      ],
    };
    return Array.from({ length: 12 }, (_, r) => {
      const { hits, queries } = outcome(scenario, r + 1);
      return (hits[0] as number) / (queries[0] as number);
    });
  }

  const others = (i: number) => CHANCES.filter((_, j) => j !== i);
  /** W. F. King, Analysis of paging algorithms (1971): who is among the last asked for. */
  const exact = [
    sum(CHANCES.map((p) => p * p)),
    sum(CHANCES.map((p, i) => p * (p + sum(others(i).map((q) => (q * p) / (1 - q)))))),
  ];

  it.each([1, 2])('keeps the %i used last, as the law of LRU has it', (capacity) => {
    const ratios = hitRatios(capacity);
    const mean = sum(ratios) / ratios.length;
    const variance = sum(ratios.map((x) => (x - mean) ** 2)) / (ratios.length - 1);
    const error = Math.sqrt(variance / ratios.length);
    expect(Math.abs(mean - (exact[capacity - 1] as number))).toBeLessThan(4.5 * error);
  });
});

describe('prefetch of what is hit often', () => {
  const behaviour: ResolverBehaviour = {
    ...idealBehaviour,
    prefetch: { kind: 'share', share: 0.1, plus: 0, minHits: 3 },
  };
  const refreshes = (...times: number[]) => {
    const cache = new Cache(1, 0, false, true);
    cache.put(0, 5, 60, 0, behaviour);
    return times.filter((time) => cache.takePrefetch(0, time));
  };

  it('takes the third hit of the entry’s life, if that is in its last tenth, or the first after', () => {
    expect(refreshes(10, 20, 55, 56)).toEqual([55]);
    expect(refreshes(10, 20, 30, 53, 54, 55)).toEqual([54]);
    expect(refreshes(55, 56, 57, 58)).toEqual([57]);
    expect(refreshes(58, 59)).toEqual([]);
  });

  it('counts anew once the entry is filled', () => {
    const cache = new Cache(1, 0, false, true);
    for (const start of [0, 60]) {
      cache.put(0, 5, 60, start, behaviour);
      expect([55, 56, 57].map((age) => cache.takePrefetch(0, start + age))).toEqual([
        false,
        false,
        true,
      ]);
    }
  });
});
