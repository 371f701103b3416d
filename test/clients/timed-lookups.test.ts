/** Clients that look up again every so often: what it costs resolvers, and what serves meanwhile. */
import { describe, expect, it } from 'vitest';
import type { ClientBehaviour, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { leadInOf } from '../../sim/start/lead-in.ts';
import { poolOf, scenarioOf, sum } from '../support/scenarios.ts';

const forever = { kind: 'fixed', seconds: Number.POSITIVE_INFINITY } as const;
const noCache = { maxTtl: 0 };

/** A hundred clients, one request in a hundred seconds each, behind a resolver that keeps answers for their TTL. */
const timed = (
  interval: number,
  client: Partial<ClientBehaviour> = {},
  change: Partial<Scenario> = {},
  resolver: object = {},
) =>
  simulate(
    scenarioOf(
      {
        rate: 1,
        clients: 100,
        duration: 2000,
        ttl: 30,
        resolver,
        client: { dns: forever, reresolve: { interval }, ...client },
      },
      change,
    ),
    'timed',
    1,
  );

describe('clients that look up every so often', () => {
  it('ask as often without requests as with them, each by a clock of its own', () => {
    const m = timed(5);
    const [isp] = m.resolvers;
    const queries = isp?.queries ?? [];
    // 100 clients, four windows of 500 s: one more or less each, by where its clock stands.
    for (const asked of queries) expect(Math.abs(asked - 100 * 100)).toBeLessThanOrEqual(100);
    expect(sum(m.clients[0]?.cacheHits ?? [])).toBe(sum(m.clients[0]?.lookups ?? []));
    // The cache above is asked 20 times a second, so it renews its answer every TTL and a twentieth of a second.
    expect(Math.abs(sum(m.authority.queries) - 2000 / 30.05)).toBeLessThan(2);
  });

  it('begin together in a cold start, and again after each interval', () => {
    const m = timed(250, {}, { start: 'cold', window: 1 });
    const busy = [...(m.resolvers[0]?.queries ?? [])].flatMap((n, s) => (n > 0 ? [[s, n]] : []));
    expect(busy).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750].map((s) => [s, 100]));
  });

  it('ask a resolver’s round trip later, but keep their pace', () => {
    const latency = { client: { name: 'constant', settings: 3 }, upstream: null };
    const plain = scenarioOf({});
    const m = timed(5, {}, { resolvers: plain.resolvers.map((r) => ({ ...r, latency })) });
    expect(Math.abs(sum(m.resolvers[0]?.queries ?? []) - 40_000)).toBeLessThanOrEqual(100);
  });

  it('add their interval to the lead-in, and nothing for an answer kept for ever', () => {
    const scenario = scenarioOf({
      clients: 1,
      client: { dns: forever, reresolve: { interval: 5 } },
    });
    expect(leadInOf(scenario).seconds).toBe(3 * (60 + 5));
  });
});

describe('what a client has', () => {
  const outage = (client: Partial<ClientBehaviour>) =>
    timed(
      5,
      client,
      {
        start: 'cold',
        events: [
          {
            name: 'outage',
            verb: 'resolverOutage',
            at: { name: 'constant', settings: 1000 },
            curve: { bin: null, until: null, at: null },
            resolver: 'isp',
            members: 1,
            answer: 'servfail',
            lasts: null,
          },
        ],
      },
      noCache,
    ).clients[0];
  const failed = (client: Partial<ClientBehaviour>) => sum(outage(client)?.failures ?? []);

  it('serves while look-ups fail, for as long as its cache would keep it', () => {
    expect(failed({})).toBe(0);
    // From 1,000 s on the list is 0 to 5 s old, and given up at the first failure after it is 100 s old.
    const late = failed({ dns: { kind: 'fixed', seconds: 100 } });
    const made = sum(outage({})?.made ?? []);
    expect(late / made).toBeGreaterThan(0.4);
    expect(late / made).toBeLessThan(0.5);
  });

  it('drains with the list where each address has a connection, and not where the first has one', () => {
    const pool = poolOf({});
    const ages = (pick: string) => {
      const { ageOfAnswers } = timed(5, { pick, pool }, {}, noCache);
      return ageOfAnswers.sum / ageOfAnswers.total;
    };
    // A list is 2.5 s old on average; a connection that nothing ends, half a day.
    expect(Math.abs(ages('all') - 2.5)).toBeLessThan(0.2);
    expect(ages('first')).toBeGreaterThan(10_000);
  });
});
