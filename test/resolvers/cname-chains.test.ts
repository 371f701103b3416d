/** Names that lead on to others (RFC 1034 section 3.6.2): each CNAME is an entry of its own, and a query of its own. */
import { describe, expect, it } from 'vitest';
import type { RecordSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import {
  clientGroup,
  multivalueRecords,
  resolverGroup,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const DURATION = 20_000;
const RATE = 2;

function cname(
  name: string,
  target: string,
  ttl: number,
  more: Partial<RecordSpec> = {},
): RecordSpec {
  const [plain] = multivalueRecords(1, ttl) as [RecordSpec];
  return {
    ...plain,
    name,
    type: 'CNAME',
    routing: 'simple',
    setIdentifier: '',
    values: [target],
    ...more,
  };
}

/** `www` leads by `links` to `app`, whose three addresses have a TTL of their own. */
function chained(
  links: readonly RecordSpec[],
  ttl: number,
  change: Partial<Scenario> = {},
): Scenario {
  const plain = scenarioOf({ ttl, duration: DURATION });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  return {
    ...plain,
    zones: [{ ...zone, records: [...links, ...zone.records] }],
    clients: [{ ...clientGroup(RATE, null), lookup: [{ name: 'www.example.com', share: 1 }] }],
    ...change,
  };
}

const direct = (ttl: number) => [cname('www.example.com', 'app.example.com', ttl)];
const kinds = (scenario: Scenario) =>
  new Map(simulate(scenario, 1, 1).authority.byKind.map(({ name, queries }) => [name, queries]));

/** Renewals of an entry asked at a rate, over the run: mean, and deviation by the renewal theorem. */
function renewals(ttl: number, rate = RATE) {
  const cycle = ttl + 1 / rate;
  return { mean: DURATION / cycle, deviation: Math.sqrt(DURATION / cycle) / rate / cycle + 1 };
}

describe('a chain of CNAMEs', () => {
  it('is asked for link by link, each when its own TTL has ended', () => {
    const queries = kinds(chained(direct(300), 60));
    for (const [name, ttl] of [
      ['www.example.com', 300],
      ['app.example.com', 60],
    ] as const) {
      const { mean, deviation } = renewals(ttl);
      expect(Math.abs((queries.get(name) as number) - mean)).toBeLessThan(4 * deviation);
    }
  });

  it('inside Route 53 makes a query for each name, and each is counted (route53.md section 9)', () => {
    const { authority, resolvers } = simulate(chained(direct(0), 0), 1, 1);
    const [link, end] = authority.byKind;
    expect(link?.queries).toBe(end?.queries);
    expect(sum(authority.queries)).toBe(2 * sum(resolvers[0]?.queries ?? []));
  });

  it('is followed for every request, which goes to an address of its end', () => {
    const { clients, backends } = simulate(chained(direct(300), 60), 1, 1);
    expect(sum(clients[0]?.failures ?? [])).toBe(0);
    expect([...backends.intendedWhole]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('is kept by clients for the least TTL on the way', () => {
    const client = {
      ...clientGroup(RATE, 1, { dns: { kind: 'ttl' } }),
      lookup: [{ name: 'www.example.com', share: 1 }],
    };
    for (const [link, end] of [
      [10, 100],
      [100, 10],
    ] as const) {
      const { resolvers } = simulate(chained(direct(link), end, { clients: [client] }), 1, 1);
      const { mean, deviation } = renewals(10);
      // Where the other entry ends first a client is told less; that is once in ten times, by half of it on average.
      expect(sum(resolvers[0]?.queries ?? [])).toBeGreaterThan(mean - 4 * deviation);
      expect(sum(resolvers[0]?.queries ?? [])).toBeLessThan(1.2 * mean + 4 * deviation);
    }
  });

  it('has both asked for in step for ever when their TTLs are one: a closed form, without lead-in', () => {
    const { authority, leadIn } = simulate(chained(direct(60), 60), 1, 1);
    const [link, end] = authority.byKind;
    expect(leadIn).toBe(0);
    expect(link?.queries).toBe(end?.queries);
  });

  it('starts with a lead-in of three times the TTLs on the way when they differ', () => {
    expect(simulate(chained(direct(300), 60), 1, 1).leadIn).toBe(3 * 360);
  });

  it('takes one more round trip for every name that is missing', () => {
    const resolvers = [
      {
        ...resolverGroup('isp', 1),
        latency: { client: null, upstream: { name: 'constant', settings: 0.1 } },
      },
    ];
    const links = [...direct(60), cname('first.example.com', 'www.example.com', 60)];
    const clients = [
      { ...clientGroup(0.001, null), lookup: [{ name: 'first.example.com', share: 1 }] },
    ];
    const {
      clients: [counted],
    } = simulate(chained(links, 60, { resolvers, clients, start: 'cold' }), 1, 1);
    const times = counted?.lookupTime;
    expect(times?.quantile(0.5)).toBeCloseTo(0.3, 2);
    expect(times?.quantile(1)).toBeCloseTo(0.3, 2);
  });

  it('is joined by queries that come while a name of it is under way', () => {
    const resolvers = [
      {
        ...resolverGroup('isp', 1),
        latency: { client: null, upstream: { name: 'constant', settings: 1 } },
      },
    ];
    const {
      clients,
      resolvers: [counted],
    } = simulate(chained(direct(60), 20, { resolvers }), 1, 1);
    expect(sum(clients[0]?.failures ?? [])).toBe(0);
    const queries = sum(counted?.queries ?? []);
    const [hits, joins, upstream] = [counted?.hits, counted?.joins, counted?.upstreamQueries].map(
      (of) => sum(of ?? []),
    );
    expect(joins).toBeGreaterThan(0);
    // Of the names asked upstream some belong to one query: misses are no more than those.
    expect(queries - (hits as number) - (joins as number)).toBeLessThanOrEqual(upstream as number);
  });

  it.each([
    ['at once', null],
    ['after delays', { name: 'constant', settings: 0.05 }],
  ])('comes to a forwarder whole, and is kept there name by name, %s', (_, upstream) => {
    const latency = { client: null, upstream };
    const resolvers = [
      { ...resolverGroup('home', 1), upstream: 'isp', latency },
      { ...resolverGroup('isp', 1), latency },
    ];
    const clients = [
      {
        ...clientGroup(RATE, null),
        resolvers: [{ group: 'home', share: 1 }],
        lookup: [{ name: 'www.example.com', share: 1 }],
      },
    ];
    const {
      authority,
      clients: [counted],
      resolvers: [home, isp],
    } = simulate(chained(direct(300), 60, { resolvers, clients }), 1, 1);
    expect(sum(counted?.failures ?? [])).toBe(0);
    expect(sum(home?.upstreamQueries ?? [])).toBe(sum(isp?.queries ?? []));
    // What both keep ends together: the upper one is asked when something has ended there too.
    const { mean } = renewals(60);
    expect(sum(authority.queries) / (mean + renewals(300).mean)).toBeCloseTo(1, 1);
  });

  it('with an end that is not to be kept goes through a forwarder once for every query', () => {
    const resolvers = [{ ...resolverGroup('home', 1), upstream: 'isp' }, resolverGroup('isp', 1)];
    const clients = [
      {
        ...clientGroup(RATE, null),
        resolvers: [{ group: 'home', share: 1 }],
        lookup: [{ name: 'www.example.com', share: 1 }],
      },
    ];
    const {
      resolvers: [home],
    } = simulate(chained(direct(300), 0, { resolvers, clients }), 1, 1);
    expect(sum(home?.upstreamQueries ?? [])).toBe(sum(home?.queries ?? []));
  });

  it.each([
    ['at once', null],
    ['after delays', { name: 'constant', settings: 0.05 }],
  ])('that leads round in a circle is given up: SERVFAIL, %s', (_, upstream) => {
    const resolvers = [{ ...resolverGroup('isp', 1), latency: { client: null, upstream } }];
    const circle = [
      cname('www.example.com', 'w.example.com', 0),
      cname('w.example.com', 'www.example.com', 60),
    ];
    const clients = [
      { ...clientGroup(0.01, null), lookup: [{ name: 'www.example.com', share: 1 }] },
    ];
    const {
      clients: [counted],
    } = simulate(chained(circle, 60, { resolvers, clients, start: 'cold' }), 1, 1);
    const failures = sum(counted?.failures ?? []);
    expect(failures).toBeGreaterThan(0);
    expect(failures).toBeGreaterThanOrEqual(sum(counted?.made ?? []) - 1);
  });

  it('whose CNAME chooses has no expected CV²', () => {
    const choosing = ['a', 'b'].map((id, i) =>
      cname('www.example.com', i === 0 ? 'app.example.com' : 'b.example.com', 60, {
        routing: 'weighted',
        setIdentifier: id,
        settings: { weight: 1 },
      }),
    );
    const other = multivalueRecords(1, 60).map((record) => ({ ...record, name: 'b.example.com' }));
    expect(simulate(chained([...choosing, ...other], 60), 1, 1).skew.unpredicted).toMatch(/CNAME/);
    expect(simulate(chained(direct(60), 60), 1, 1).skew.unpredicted).toBe(null);
  });
});
