/** Clients that look up IPv6 and IPv4 addresses side by side. */
import { describe, expect, it } from 'vitest';
import { needsRequests } from '../../sim/counts/needs.ts';
import { recordTypesOf } from '../../sim/ip-address.ts';
import type { ClientBehaviour, ResolverGroup, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { fault } from '../support/backends.ts';
import { lostOnTheWay } from '../support/invariants.ts';
import {
  columnSums,
  multivalueRecords,
  poolOf,
  type Shape,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

interface Both {
  /** Backends four-1, four-2 … at 192.0.2.1 on, and six-1, six-2 … at 2001:db8::1 on. */
  readonly fours?: number;
  readonly sixes?: number;
  readonly ttls?: readonly [four: number, six: number];
  readonly latency?: ResolverGroup['latency'];
  readonly regular?: number;
}

/** A name with addresses of both families, each at a backend of its own. */
function both(
  { fours = 2, sixes = 2, ttls = [60, 60], ...more }: Both,
  shape: Shape,
  change: Partial<Scenario> = {},
): Scenario {
  const plain = scenarioOf({ ...shape, backends: fours, ttl: ttls[0] }, change);
  const six = multivalueRecords(sixes, ttls[1]).map((record, i) => ({
    ...record,
    type: 'AAAA',
    setIdentifier: `six-${i + 1}`,
    values: [`2001:db8::${i + 1}`],
  }));
  const [backend] = plain.backends;
  if (!backend) throw new RangeError('no backends');
  return {
    ...plain,
    zones: plain.zones.map((zone) => ({
      ...zone,
      order: 'fixed',
      records: [...zone.records, ...six],
    })),
    resolvers: plain.resolvers.map((group) => ({
      ...group,
      latency: more.latency ?? group.latency,
    })),
    clients: plain.clients.map((group) => ({
      ...group,
      family: 'dual',
      ...(more.regular && { arrivals: { name: 'regular', settings: more.regular } }),
    })),
    backends: [
      ...plain.backends.map((one, i) => ({ ...one, name: `four-${i + 1}` })),
      ...six.map(({ values }, i) => ({ ...backend, name: `six-${i + 1}`, addresses: values })),
    ],
  };
}

const loads = (scenario: Scenario) => {
  const m = simulate(scenario, 'dual', 1);
  return columnSums(m.backends.requests, scenario.backends.length);
};

/** Queries that the authority got for IPv6 and for IPv4 addresses. */
const queries = (scenario: Scenario) => {
  const m = simulate(scenario, 'dual', 1);
  return recordTypesOf('dual').map((type) =>
    sum(m.authority.byKind.filter((kind) => kind.type === type).map((kind) => kind.queries)),
  );
};

const glibc: Partial<ClientBehaviour> = { sort: 'glibc' };

describe('a client of both families', () => {
  it('asks for both, and prefers IPv6 (RFC 6724 section 2.1), whoever sorts', () => {
    for (const sort of ['verbatim', 'glibc', 'rfc6724', 'rfc6724v6only', 'v4rule9', 'rtt', 'os']) {
      const scenario = both({ ttls: [0, 0], regular: 0.1 }, { duration: 1000, client: { sort } });
      expect(loads(scenario)).toEqual([0, 0, 100, 0]);
      expect(queries(scenario)).toEqual([100, 100]);
    }
  });

  it('uses one family where the name has no address of the other', () => {
    const shape = { duration: 1000, client: glibc };
    expect(loads(both({ sixes: 0, regular: 0.1 }, shape))).toEqual([100, 0]);
    const { clients, ...rest } = both({ regular: 0.1 }, shape);
    const zones = rest.zones.map((zone) => ({
      ...zone,
      records: zone.records.filter(({ type }) => type === 'AAAA'),
    }));
    expect(loads({ ...rest, clients, zones })).toEqual([0, 0, 100, 0]);
    const m = simulate(
      { ...rest, clients, zones: zones.map((zone) => ({ ...zone, records: [] })) },
      'none',
      1,
    );
    expect(sum(m.clients[0]?.failures ?? [])).toBe(100);
  });

  it('keeps each answer as long as its own TTL', () => {
    const client = { ...glibc, dns: { kind: 'ttl' } } as const;
    const scenario = both({ ttls: [30, 300], regular: 0.1 }, { clients: 1, duration: 600, client });
    // A request at each 10 s; entries of 30 s and 300 s.
    expect(queries({ ...scenario, start: 'cold' })).toEqual([2, 20]);
    const [group] = simulate({ ...scenario, start: 'cold' }, 'dual', 1).clients;
    expect(sum(group?.lookups ?? [])).toBe(60);
    expect(sum(group?.cacheHits ?? [])).toBe(60 - 20);
  });

  it('asks at a stationary start as often as ever: λ/(1+λT) a second for each type', () => {
    const [rate, duration] = [0.1, 40_000];
    const asked = queries(both({ ttls: [60, 20] }, { rate, duration, client: glibc }));
    for (const [i, ttl] of [20, 60].entries()) {
      // A renewal process of gaps T + Exp(λ): its variance over a long time is that of a gap over its mean cubed.
      const mean = ttl + 1 / rate;
      const sd = Math.sqrt(duration / (rate * rate * mean * mean * mean));
      expect(Math.abs((asked[i] as number) - duration / mean)).toBeLessThan(4 * sd);
    }
  });

  it('follows the answer of the family that it goes to, so that nothing is steered by the other', () => {
    const shape = { rate: 1, duration: 2000, client: glibc };
    const m = simulate(both({ ttls: [0, 100_000] }, { ...shape }), 'dual', 1);
    expect(m.skew.unpredicted).toMatch(/both families/);
    expect(m.skew.heaviest).toBe(sum(m.backends.requests));
    const four = simulate(both({ ttls: [100_000, 0], sixes: 0 }, shape), 'dual', 1);
    expect(four.skew.heaviest).toBe(sum(four.backends.requests));
  });

  it('cannot be counted, for its answers end at times of their own', () => {
    const needs = needsRequests(both({}, {}));
    expect(needs).toEqual([expect.objectContaining({ path: ['clients', 0, 'family'] })]);
  });
});

describe('a dead first IPv6 address', () => {
  const tried = (families: 'sorted' | 'alternate') => {
    const client: Partial<ClientBehaviour> = {
      ...glibc,
      families,
      connect: { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: false } },
    };
    const network = { places: [], rtt: { name: 'constant', settings: 0.1 } };
    return loads(
      both(
        { regular: 0.1 },
        { duration: 1000, client },
        { network, start: 'cold', events: [fault('blackhole', ['six-1'])] },
      ),
    );
  };

  it('is followed by the next IPv6 address in a sorted list', () => {
    expect(tried('sorted')).toEqual([0, 0, 0, 100]);
  });

  it('is followed by the first IPv4 address where families take turns (RFC 8305 section 4)', () => {
    expect(tried('alternate')).toEqual([100, 0, 0, 0]);
  });
});

describe('when IPv4 addresses are there and IPv6 ones take 0.2 s', () => {
  const told = (resolutionDelay?: number) => {
    const client = { ...glibc, ...(resolutionDelay !== undefined && { resolutionDelay }) };
    const latency = { client: null, upstream: { name: 'constant', settings: 0.2 } };
    const m = simulate(
      both(
        { ttls: [100_000, 0], latency, regular: 0.1 },
        { duration: 1000, client },
        { start: 'cold' },
      ),
      'slow',
      1,
    );
    const time = m.clients[0]?.lookupTime;
    return {
      loads: columnSums(m.backends.requests, 4),
      time: (time?.sum ?? 0) / (time?.total ?? 1),
      m,
    };
  };

  it('waits for them', () => {
    const { loads: all, time } = told();
    expect(all).toEqual([0, 0, 100, 0]);
    expect(time).toBeCloseTo(0.2, 6);
  });

  it('waits 50 ms for them after RFC 8305, and goes to IPv4', () => {
    const { loads: all, time, m } = told(0.05);
    // The first look-up of all finds both at the same time.
    expect(all).toEqual([99, 0, 1, 0]);
    expect(time).toBeCloseTo((0.2 + 99 * 0.05) / 100, 6);
    expect(m.inFlightEnd).toBe(0);
  });
});

it('loses no request, whatever else happens', () => {
  const client: Partial<ClientBehaviour> = {
    sort: 'rtt',
    families: 'alternate',
    resolutionDelay: 0.05,
    dns: { kind: 'fixed', seconds: 7, grace: 5, negative: 2 },
    connect: { name: 'stagger', settings: { stagger: 0.25, parallel: 2, abort: false } },
    pool: poolOf({ idle: 20, maxConns: 2 }),
    stub: { timeout: 0.5, attempts: 2 },
    failMemory: 30,
  };
  const latency = {
    client: { name: 'exponential', settings: 0.05 },
    upstream: { name: 'exponential', settings: 0.3 },
  };
  const scenario = both(
    { ttls: [5, 9], latency },
    { rate: 5, clients: 40, duration: 300, client, resolver: { shards: 3, shardPick: 'name' } },
    {
      network: { places: [], rtt: { name: 'exponential', settings: 0.1 } },
      events: [fault('blackhole', ['six-1', 'four-2'])],
    },
  );
  expect(lostOnTheWay(scenario, 'dual', [0.5, 17, 100])).toEqual([]);
});
