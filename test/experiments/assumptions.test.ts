import { describe, expect, it } from 'vitest';
import { assumptionsOf } from '../../experiments/assumptions/index.ts';
import { placeAssumptions } from '../../experiments/assumptions/places.ts';
import { route53Assumptions } from '../../experiments/assumptions/route53.ts';
import { clientProfiles } from '../../sim/clients/profiles/index.ts';
import { resolverProfiles } from '../../sim/resolvers/profiles/index.ts';
import type {
  BalancerSpec,
  EventSpec,
  ResolverGroup,
  Scenario,
  ZoneSpec,
} from '../../sim/scenario.ts';
import { plainCheck } from '../authority/one-check.ts';
import { balancerOf } from '../support/balancers.ts';
import { scenario } from './synthetic.ts';

const [zone] = scenario.zones as [ZoneSpec];
const [resolvers] = scenario.resolvers as [ResolverGroup];
const texts = (changes: Partial<Scenario>) =>
  assumptionsOf({ ...scenario, ...changes }, 0).map(({ about, text }) => `${about}: ${text}`);
const rules = (changes: Partial<ZoneSpec>) =>
  route53Assumptions({ zones: [{ ...zone, ...changes }], events: [], resolvers: [] }).map(
    ({ text }) => text,
  );

describe('assumptions about profiles', () => {
  const withPrefetch = (prefetch: ResolverGroup['behaviour']['prefetch']) =>
    texts({
      resolvers: [
        {
          ...resolvers,
          profile: 'pdns-recursor',
          behaviour: {
            ...resolvers.behaviour,
            lastSecond: 'miss',
            ttlPassed: 'exact',
            ttlClock: 'exact',
            prefetch,
          },
        },
      ],
      clients: [],
    });

  it('name a field that is assumed, with its source', () => {
    const [found] = assumptionsOf(
      { ...scenario, resolvers: [{ ...resolvers, profile: 'pdns-recursor' }] },
      0,
    ).filter(({ text }) => text.startsWith('lastSecond'));
    expect(found).toEqual({
      about: 'resolver profile pdns-recursor',
      text: 'lastSecond is "miss": assumed, not documented or measured',
      source: resolverProfiles.find(({ name }) => name === 'pdns-recursor')?.fields.lastSecond
        ?.source,
    });
  });

  it('leave out what the scenario overrides, what is known, and profiles not in use', () => {
    const found = withPrefetch({ kind: 'none' });
    expect(found.some((text) => text.includes('lastSecond'))).toBe(true);
    expect(found.some((text) => text.includes('ttlPassed') || text.includes('ttlClock'))).toBe(
      false,
    );
    expect(found.some((text) => text.includes('minTtl'))).toBe(false);
    expect(found.some((text) => text.includes('unbound'))).toBe(false);
  });

  it('are read from every profile that is shipped: each doubtful value parses', () => {
    for (const { name } of resolverProfiles)
      expect(() => texts({ resolvers: [{ ...resolvers, profile: name }] })).not.toThrow();
    const [clients] = scenario.clients;
    for (const { name } of clientProfiles) {
      expect(() =>
        texts({ clients: [{ ...(clients as Scenario['clients'][number]), profile: name }] }),
      ).not.toThrow();
    }
  });
});

describe('assumptions about Route 53', () => {
  const nine = Array.from({ length: 9 }, (_, i) => ({
    ...(zone.records[0] as ZoneSpec['records'][number]),
    setIdentifier: `web-${i}`,
  }));

  it('name the option in force and the default', () => {
    expect(rules({})).toEqual(['the order inside a multivalue answer: order random, the default']);
    expect(rules({ order: 'fixed' })).toEqual([
      'the order inside a multivalue answer: order fixed, the default is random',
    ]);
  });

  it('concern only rules that some record is answered by', () => {
    expect(rules({ records: nine }).some((text) => text.includes('selection query'))).toBe(true);
    expect(rules({ records: nine.slice(0, 8) }).some((text) => text.includes('selection'))).toBe(
      false,
    );
    const mixed = zone.records.map((record, i) => ({ ...record, ttl: 60 + i }));
    expect(rules({ records: mixed }).some((text) => text.includes('mixedTtl min'))).toBe(true);
    const weighted = zone.records.map((record) => ({
      ...record,
      routing: 'weighted',
      values: ['192.0.2.1', '192.0.2.9'],
    }));
    expect(rules({ records: weighted })).toEqual([
      'how a weighted record set with several values is answered: weightedValues all, the default',
    ]);
    expect(
      rules({ records: [{ ...(nine[0] as (typeof nine)[number]), routing: 'simple' }] }),
    ).toEqual([]);
  });

  it('mention how a record change spreads only where there is one', () => {
    expect(texts({}).some((text) => text.includes('recordLag uniform [0,60]'))).toBe(true);
    expect(texts({ events: [] }).some((text) => text.includes('recordLag'))).toBe(false);
  });
});

describe('assumptions about health checks', () => {
  it('say how many checkers there are, and how a status spreads', () => {
    const edges = { ...zone.edges, healthLag: { name: 'uniform', settings: [1, 10] } };
    const found = rules({
      edges,
      healthChecks: [plainCheck, { ...plainCheck, name: 'few', checkers: 3 }],
    });
    expect(found.slice(1)).toEqual([
      'a health check has 3 or 16 checkers, uncoordinated; their interval goes on when a probe is given up',
      `a health status reaches each of ${edges.count} edges after healthLag uniform [1,10]`,
    ]);
  });
});

describe('assumptions about places', () => {
  const located = (routing: string) =>
    zone.records.map((record) => ({ ...record, routing, settings: {} }));
  const placed = (change: Partial<typeof zone>) =>
    placeAssumptions({ network: scenario.network, zones: [{ ...zone, ...change }] }).map(
      ({ text }) => text,
    );
  const BY_DISTANCE =
    '2 ms and light in fibre there and back along 1.5 times the great circle; a Region is where its best known city is';

  it('say how far round trips, and what Route 53 believes of them, are by distance', () => {
    const network = {
      places: [],
      rtt: { default: 'distance', within: null, pairs: [] } as const,
    };
    expect(texts({ network })).toContain(
      `network: round trips that are not stated are by distance: ${BY_DISTANCE}`,
    );
    expect(placed({ records: located('latency') })).toEqual([
      `the latency from users to a Region is by distance: ${BY_DISTANCE}; of equal ones the first record set answers`,
    ]);
    const stated = {
      places: [],
      rtt: null,
      routingLatency: { default: 1, within: null, pairs: [] },
    };
    expect(
      texts({ network: stated, zones: [{ ...zone, records: located('latency') }] }).join(),
    ).toContain('is as routingLatency states, else by distance');
  });

  it('concern only policies that some record has', () => {
    expect(placed({ records: located('geolocation') })).toEqual([
      'which country belongs to which continent is taken from GeoNames',
    ]);
    expect(placed({ records: located('geoproximity') })[0]).toContain('great circles');
  });

  it('say which of overlapping blocks answers only where some overlap', () => {
    const collections = (...blocks: string[]) => [
      { name: 'c', locations: [{ name: 'x', blocks }] },
    ];
    const said = (...blocks: string[]) =>
      placed({ records: located('ip-based'), cidrCollections: collections(...blocks) });
    expect(said('192.0.2.0/24', '198.51.100.0/24', '2001:db8::/32')).toEqual([]);
    expect(said('192.0.2.0/24', '192.0.0.0/16')).toEqual([
      'of overlapping blocks the longest answers, as in a routing table',
    ]);
  });
});

describe('assumptions about balancers', () => {
  const said = (change: Partial<BalancerSpec>, events: Scenario['events'] = []) =>
    texts({ balancers: [balancerOf(['web-1'], change)], events }).filter(
      (text) =>
        text.startsWith('balancer lb: ') && !text.includes('reaches each edge after healthLag'),
    );

  it('name what AWS leaves open of what is used', () => {
    expect(said({})).toEqual([]);
    const two = ['a', 'b'].map((zone, i) => ({ zone, address: `198.51.100.${i + 1}` }));
    expect(said({ nodes: two })[0]).toContain('one health check of each target');
    expect(said({ algorithm: { name: 'weighted-random', settings: null } })[0]).toBe(
      'balancer lb: a target is an anomaly when its error rate is 3 standard errors above that of the others, over 10 responses or more; every five seconds its weight falls to 50 %, down to 1 %, and later rises by 5 %; at most 50 % of the healthy targets are mitigated',
    );
    const leaving: EventSpec = {
      name: 'deregister web-1',
      verb: 'deregister',
      backends: ['web-1'],
      at: { name: 'constant', settings: 10 },
      curve: { bin: null, until: null, at: null },
    };
    expect(said({ layer: 'l4' }, [leaving])[0]).toContain('reset when the delay is over');
    expect(said({ layer: 'l7' }, [leaving])).toEqual([]);
  });
});

describe('assumptions about the start', () => {
  it('say which was used, and warn of a cold one', () => {
    expect(texts({})[0]).toBe('start: stationary: caches begin from their closed forms');
    expect(assumptionsOf(scenario, 180)[0]?.text).toContain('then 180 s run unrecorded');
    expect(texts({ start: 'cold' })[0]).toContain('wrong, not noisy');
  });
});
