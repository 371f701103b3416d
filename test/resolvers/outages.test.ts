/** What resolvers and stubs do while name servers or resolvers are out, as dialogues on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import { usualRetry } from '../../sim/resolvers/upstream-retry.ts';
import type { EventSpec, OutageAnswer, ResolverBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { lostOnTheWay } from '../support/invariants.ts';
import { clientGroup, resolverGroup, type Shape, scenarioOf, sum } from '../support/scenarios.ts';

const constant = (seconds: number) => ({ name: 'constant', settings: seconds });
const CURVE = { bin: null, until: null, at: null };

function authorityOut(
  servers: number,
  { answer = 'silent', at = 0, lasts = null as number | null, edges = 16 } = {},
): EventSpec {
  return {
    verb: 'authorityOutage',
    name: 'out',
    at: constant(at),
    curve: CURVE,
    answer: answer as OutageAnswer,
    servers,
    edges,
    lasts: lasts === null ? null : constant(lasts),
  };
}

function resolverOut(
  resolver: string,
  members: number,
  { answer = 'silent', at = 0, lasts = null as number | null } = {},
): EventSpec {
  return {
    verb: 'resolverOutage',
    name: 'out',
    at: constant(at),
    curve: CURVE,
    resolver,
    answer: answer as OutageAnswer,
    members,
    lasts: lasts === null ? null : constant(lasts),
  };
}

/** One request every `every` seconds, beginning with empty caches. */
function asking(
  every: number,
  event: EventSpec,
  shape: Shape = {},
  change: Partial<Scenario> = {},
): Scenario {
  const plain = scenarioOf({ duration: 100, ...shape });
  const users = {
    ...clientGroup(1, null, shape.client),
    arrivals: { name: 'regular', settings: 1 / every },
  };
  return { ...plain, start: 'cold', clients: [users], events: [event], ...change };
}

const retrying = (own: Partial<ResolverBehaviour['upstreamRetry']>, servfailTtl = 1) => ({
  upstreamRetry: { ...usualRetry, ...own },
  servfailTtl,
});

function outcome(scenario: Scenario, replication = 1) {
  const m = simulate(scenario, 1, replication);
  const [users] = m.clients;
  const failures = users?.failures ?? new Float64Array(0);
  const failed = (reason: Failure) =>
    sum(failures.filter((_, i) => i % FAILURES.length === FAILURES.indexOf(reason)));
  return {
    made: sum(users?.made ?? []),
    completed: sum(users?.completed ?? []),
    inFlight: m.inFlightEnd,
    servfail: failed('servfail'),
    timeouts: failed('lookup-timeout'),
    answers: m.skew.answers,
    upstream: sum(m.resolvers[0]?.upstreamQueries ?? []),
    queries: sum(m.resolvers[0]?.queries ?? []),
    slowest: users?.lookupTime?.quantile(1) ?? 0,
    quickest: users?.lookupTime?.quantile(0.1) ?? 0,
    event: m.events[0],
    waits: users?.lookupTime,
  };
}

/** Histograms are true to half a per cent. */
const near = (seconds: number) => [seconds * 0.994, seconds * 1.006] as const;

function expectNear(value: number, seconds: number) {
  const [low, high] = near(seconds);
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

describe('a look-up of which k of four name servers are silent', () => {
  const choose = (n: number, k: number): number =>
    k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;

  it.each([1, 2, 3])(
    'meets j silent ones before a live one in C(3−j, k−j) of C(4, k) cases, k = %i, each for 1.5 s',
    (k) => {
      // With TTL 0 each request is a look-up of its own.
      const { made, completed, waits } = outcome(
        asking(20, authorityOut(k), { ttl: 0, duration: 20_000 }),
      );
      expect(completed).toBe(made);
      let below = 0;
      for (let j = 0; j < k; j++) {
        below += choose(3 - j, k - j) / choose(4, k);
        const error = 4 * Math.sqrt((below * (1 - below)) / made);
        expect(waits?.quantile(below - error)).toBeLessThan(1.5 * j + 0.1);
        expect(waits?.quantile(below + error)).toBeGreaterThan(1.5 * (j + 1) - 0.1);
      }
      expectNear(waits?.quantile(1) ?? 0, 1.5 * k);
    },
  );

  it('goes straight to a live one once the silent ones are held down', () => {
    const { made, completed, upstream } = outcome(
      asking(20, authorityOut(3), {
        ttl: 0,
        duration: 20_000,
        resolver: retrying({ holdDown: constant(86_400) }),
      }),
    );
    expect(completed).toBe(made);
    expect(upstream - made).toBe(3);
  });

  it('takes an error for an answer, and asks the next server without waiting', () => {
    const { made, completed, upstream, slowest } = outcome(
      asking(20, authorityOut(3, { answer: 'refused' }), { ttl: 0, duration: 20_000 }),
    );
    expect(completed).toBe(made);
    expect(slowest).toBe(0);
    // Servers asked before the live one: (4 + 1)/(1 + 1) on average, its variance (16 − 1)/12.
    expect(Math.abs(upstream / made - 2.5)).toBeLessThan(4 * Math.sqrt(15 / 12 / made));
  });
});

describe('a look-up that no name server answers', () => {
  it('waits for each server 1.5 s, then 3 s, is given up, and keeps its failure for servfailTtl', () => {
    // Queries at 0, 1.5, 3, 4.5, 6 and 9 s; fails at 9.5, kept to 14.5, and the request at 15 begins anew.
    const { made, servfail, upstream, slowest, answers, event } = outcome(
      asking(1, authorityOut(4), { duration: 150, resolver: retrying({ giveUp: 9.5 }, 5) }),
    );
    expect(upstream).toBe(60);
    expect(servfail).toBe(made);
    expect(answers).toBe(0);
    expectNear(slowest, 9.5);
    expect(event?.curve.failedByTarget).toBe(made);
  });

  it('fails at once when all servers answer with errors', () => {
    const { made, servfail, slowest, upstream } = outcome(
      asking(5, authorityOut(4, { answer: 'servfail' })),
    );
    expect([servfail, slowest, upstream]).toEqual([made, 0, 4 * made]);
  });

  it('is given up by the client after timeout × attempts, whatever the resolver does', () => {
    for (const lastly of ['servfail', 'silent'] as const) {
      const { made, timeouts, servfail, inFlight, quickest, queries } = outcome(
        asking(40, authorityOut(4), {
          duration: 200,
          resolver: retrying({ giveUp: lastly === 'silent' ? 3 : 30, lastly }),
          client: { stub: { timeout: 2, attempts: 3 } },
        }),
      );
      expect([timeouts, servfail, inFlight]).toEqual([made, 0, 0]);
      expectNear(quickest, 6);
      expect(queries).toBe(3 * made);
    }
  });

  it('is answered as soon as a server is back, at its next try', () => {
    // The first look-up begins within a second, the authority is back at 2 s, and tries are 1.5 s apart.
    const { made, completed, slowest } = outcome(
      asking(1, authorityOut(4, { lasts: 2 }), { ttl: 1000 }),
    );
    expect(completed).toBe(made);
    expect(slowest).toBeGreaterThan(1.49);
    expect(slowest).toBeLessThan(3.02);
  });

  it('leaves what is cached alone until its TTL ends, and a refresh that fails does, too', () => {
    const shape = { duration: 200, ttl: 60 };
    const plain = outcome(asking(1, authorityOut(4, { at: 35 }), shape));
    const prefetching = outcome(
      asking(1, authorityOut(4, { at: 35 }), {
        ...shape,
        resolver: { prefetch: { kind: 'share', share: 0.5, plus: 0 } },
      }),
    );
    expect([60, 61]).toContain(plain.completed);
    // Refreshed at 30, so it ends at 90; what was to refresh it at 60 fails.
    expect([90, 91]).toContain(prefetching.completed);
  });
});

describe('an outage at some edges', () => {
  it('is of those who ask there', () => {
    const { made, servfail } = outcome(
      asking(0.02, authorityOut(4, { edges: 4, answer: 'servfail' }), {
        duration: 40,
        ttl: 0,
        resolvers: 2000,
      }),
    );
    // A request is of any of 2,000 members, a quarter of which ask a struck edge, within what their dealing brings.
    const error = Math.sqrt((0.25 * 0.75) / made + (0.25 * 0.75) / 2000);
    expect(Math.abs(servfail / made - 0.25)).toBeLessThan(4 * error);
  });
});

describe('a resolver that is out', () => {
  it('has its clients fail after 5 s × 2, or be answered when it is back in time', () => {
    const gone = outcome(asking(40, resolverOut('isp', 1), { duration: 200 }));
    expect(gone.timeouts).toBe(gone.made - gone.inFlight);
    expectNear(gone.quickest, 10);
    const back = outcome(
      asking(1, resolverOut('isp', 1, { at: 50, lasts: 4 }), { duration: 100, ttl: 1000 }),
    );
    expect([back.timeouts, back.servfail]).toEqual([0, 0]);
    expect(back.slowest).toBeGreaterThan(4.9);
    expect(back.slowest).toBeLessThan(5.1);
    expect(back.completed).toBe(back.made);
  });

  it('has them fail at once when it answers with errors', () => {
    const { made, servfail, slowest } = outcome(
      asking(1, resolverOut('isp', 1, { answer: 'refused' })),
    );
    expect([servfail, slowest]).toEqual([made, 0]);
  });

  it('strikes all parts of a mix that it names', () => {
    const mix = { of: 'isp', count: 2, deal: 'random' as const };
    const { made, servfail } = outcome(
      asking(
        1,
        resolverOut('isp', 2, { answer: 'servfail' }),
        {},
        {
          resolvers: ['a', 'b'].map((part) => ({ ...resolverGroup(`isp/${part}`, 1), mix })),
          clients: [
            {
              ...clientGroup(1, null),
              resolvers: ['isp/a', 'isp/b'].map((group) => ({ group, share: 0.5 })),
              arrivals: { name: 'regular', settings: 1 },
            },
          ],
        },
      ),
    );
    expect([made, servfail]).toEqual([100, 100]);
  });

  it('strikes as many members as it says, others in each replication', () => {
    const shares = [1, 2, 3].map((replication) => {
      const { made, servfail } = outcome(
        asking(0.01, resolverOut('isp', 5, { answer: 'servfail' }), { resolvers: 10 }),
        replication,
      );
      return servfail / made;
    });
    for (const share of shares) expect(Math.abs(share - 0.5)).toBeLessThan(4 * 0.005);
    expect(new Set(shares).size).toBe(3);
  });

  const chained = (servers: number, answer: string) => {
    const forwarders = resolverGroup('isp', 40, retrying({ servers }));
    return asking(
      0.1,
      resolverOut('above', 1, { answer }),
      { ttl: 0, duration: 400 },
      {
        resolvers: [
          { ...forwarders, upstream: 'above', upstreamPick: 'same' },
          resolverGroup('above', 2),
        ],
        // With a longer wait than the forwarders'.
        clients: [
          {
            ...clientGroup(10, null, { stub: { timeout: 20, attempts: 1 } }),
            arrivals: { name: 'regular', settings: 10 },
          },
        ],
      },
    );
  };

  it('is passed over by forwarders that know another', () => {
    const { made, completed, servfail, inFlight, slowest, quickest } = outcome(
      chained(4, 'silent'),
    );
    expect([servfail, completed + inFlight]).toEqual([0, made]);
    expect(quickest).toBe(0);
    expectNear(slowest, 1.5);
    expect(outcome(chained(4, 'refused')).slowest).toBe(0);
  });

  it('fails the forwarders that know no other', () => {
    const { made, servfail, slowest } = outcome(chained(1, 'silent'));
    // Those of half the forwarders, less the last ones, which are not given up yet.
    expect(Math.abs(servfail / made - 0.5)).toBeLessThan(0.05);
    expectNear(slowest, 10);
  });
});

describe('conservation', () => {
  it('holds at every instant of outages, over delays, forwarders and retries', () => {
    const law = { name: 'exponential', settings: 0.3 };
    const retry = {
      on: ['lookup' as const],
      attempts: 3,
      backoff: { initial: 1, factor: 2, max: 10, jitter: 0.5 },
      budget: Number.POSITIVE_INFINITY,
      to: 'lookup' as const,
    };
    const stub = { timeout: 2, attempts: 2 };
    for (const lastly of ['servfail', 'silent'] as const)
      for (const dns of [
        { kind: 'none' as const },
        { kind: 'fixed' as const, seconds: 3, grace: 5, negative: 1 },
      ]) {
        const behaviour = retrying({ lastly, giveUp: 6, holdDown: law }, 2);
        const prefetch = { kind: 'share' as const, share: 0.3, plus: 0 };
        const scenario = scenarioOf(
          { duration: 300, ttl: 5 },
          {
            start: 'cold',
            resolvers: [
              {
                ...resolverGroup('isp', 4, { ...behaviour, prefetch }),
                upstream: 'above',
                latency: { client: law, upstream: law },
              },
              {
                ...resolverGroup('above', 3, { ...behaviour, prefetch }),
                latency: { client: null, upstream: law },
              },
            ],
            clients: [clientGroup(20, 30, { stub, retry, dns })],
            events: [
              authorityOut(2, { at: 50, lasts: 100, edges: 9 }),
              { ...authorityOut(4, { at: 120, lasts: 60, answer: 'servfail' }), name: 'worse' },
              { ...resolverOut('above', 2, { at: 30, lasts: 60 }), name: 'above' },
              { ...resolverOut('isp', 2, { at: 200, lasts: 40 }), name: 'isp' },
            ],
          },
        );
        const instants = Array.from({ length: 60 }, (_, i) => 5 * i + 1.7);
        expect(lostOnTheWay(scenario, 'outages', instants)).toEqual([]);
      }
  });
});
