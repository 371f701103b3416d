/** Client subnets (RFC 7871): which are sent, for whom an answer holds, and what keeping answers apart costs. */
import { describe, expect, it } from 'vitest';
import { ClientSubnets } from '../../sim/resolvers/client-subnets.ts';
import type { ClientGroup, RecordSpec, Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { rule } from '../authority/route53/rules.ts';
import {
  clientGroup,
  multivalueRecords,
  resolverGroup,
  scenarioOf,
  sum,
} from '../support/scenarios.ts';

const RATE = 4;
const TTL = 30;
const DURATION = 20_000;

const sending = (name = 'isp') => resolverGroup(name, 1, { ecs: { v4: 24, v6: 56 } });
const users = (change: Partial<ClientGroup>): ClientGroup => ({
  ...clientGroup(RATE, null),
  ...change,
});
const block = (address: string, prefix: number) => ({ address, prefix });

/** One record set that answers all origins, and so looks at them; or one that does not. */
function world(
  routing: 'geolocation' | 'simple',
  prefixes: number,
  change: Partial<Scenario> = {},
): Scenario {
  const plain = scenarioOf({ backends: 1, ttl: TTL, duration: DURATION });
  const [zone] = plain.zones as [Scenario['zones'][number]];
  const [first] = multivalueRecords(1, TTL) as [RecordSpec];
  const settings = routing === 'simple' ? {} : { geoLocation: { countryCode: '*' } };
  return {
    ...plain,
    zones: [{ ...zone, records: [{ ...first, routing, settings }] }],
    resolvers: [sending()],
    clients: [users({ publicSubnet: block('198.18.0.0', 24 - Math.log2(prefixes)) })],
    ...change,
  };
}

const queriesOf = (scenario: Scenario) => sum(simulate(scenario, 1, 1).authority.queries);

/** Of `caches` that share the rate: renewals in the run, and their deviation by the renewal theorem. */
function asked(caches: number) {
  const cycle = TTL + caches / RATE;
  const each = DURATION / cycle;
  return { mean: caches * each, deviation: Math.sqrt(caches * each) * (caches / RATE / cycle) + 1 };
}

describe('a client subnet', () => {
  it('is the leading bits of what a client is known by: its public block, else its own', () => {
    const rows = (change: Partial<ClientGroup>) =>
      new ClientSubnets([users(change)], [sending()]).rows.map(
        ({ block: b }) => `${b.address}/${b.prefix}`,
      );
    expect(rows({ subnet: block('10.0.0.0', 23) })).toEqual(['10.0.0.0/24', '10.0.1.0/24']);
    expect(rows({ subnet: block('10.0.0.0', 8), publicSubnet: block('198.51.100.7', 32) })).toEqual(
      ['198.51.100.0/24'],
    );
    expect(rows({ subnet: block('10.0.0.200', 8), count: 100 })).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
    ]);
    expect(rows({ publicSubnet: block('2001:db8::', 32), count: 2 })).toEqual([
      '2001:db8::/56',
      '2001:db8:0:100::/56',
    ]);
    expect(rows({})).toEqual([]);
  });

  it('is shortened by a resolver that passes it on', () => {
    const low = { ...sending('low'), upstream: 'top' };
    const top = resolverGroup('top', 1, { ecs: { v4: 16, v6: 48 } });
    const clients = [
      users({ resolvers: [{ group: 'low', share: 1 }], subnet: block('10.0.0.0', 23) }),
    ];
    const subnets = new ClientSubnets(clients, [low, top]);
    expect(subnets.rows.map(({ block: b }) => `${b.address}/${b.prefix}`)).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
      '10.0.0.0/16',
    ]);
    expect([0, 1, 2].map((row) => subnets.above(row, 1))).toEqual([2, 2, -1]);
  });

  rule(
    '3.8e',
    'that an answer holds for has an entry of its own: each is a cache with its part of the requests',
    () => {
      for (const prefixes of [1, 8, 64]) {
        const { mean, deviation } = asked(prefixes);
        expect(Math.abs(queriesOf(world('geolocation', prefixes)) - mean)).toBeLessThan(
          4 * deviation,
        );
      }
    },
  );

  rule('3.8e', 'shares one entry with all others where the scope is zero', () => {
    const scenario = world('geolocation', 64);
    const zones = scenario.zones.map((zone) => ({ ...zone, ecsScope: 'zero' as const }));
    const { mean, deviation } = asked(1);
    expect(Math.abs(queriesOf({ ...scenario, zones }) - mean)).toBeLessThan(4 * deviation);
  });

  rule(
    '3.8d',
    'is not looked at by policies that do not go by the place: one entry for all',
    () => {
      const { mean, deviation } = asked(1);
      expect(Math.abs(queriesOf(world('simple', 64)) - mean)).toBeLessThan(4 * deviation);
    },
  );

  rule('3.8b', 'counts for nothing in a private zone: one entry for all', () => {
    const scenario = world('geolocation', 64);
    const zones = scenario.zones.map((zone) => ({ ...zone, isPrivate: true }));
    const { mean, deviation } = asked(1);
    expect(Math.abs(queriesOf({ ...scenario, zones }) - mean)).toBeLessThan(4 * deviation);
  });

  rule('3.8a', 'is where the query comes from, instead of the resolver', () => {
    const places = [
      {
        name: 'here',
        region: null,
        continent: 'EU',
        country: 'DE',
        subdivision: null,
        coordinates: null,
      },
      {
        name: 'there',
        region: null,
        continent: 'AS',
        country: 'JP',
        subdivision: null,
        coordinates: null,
      },
    ];
    const scenario = world('geolocation', 1, {
      network: { places, rtt: null },
      clients: [users({ place: 'there', publicSubnet: block('198.18.0.0', 24) })],
    });
    const [zone] = scenario.zones as [Scenario['zones'][number]];
    const [first] = multivalueRecords(1, TTL) as [RecordSpec];
    const records = ['DE', 'JP'].map((countryCode, i) => ({
      ...first,
      routing: 'geolocation',
      setIdentifier: countryCode,
      values: [`192.0.2.${i + 1}`],
      settings: { geoLocation: { countryCode } },
    }));
    const backends = scenarioOf({ backends: 2 }).backends;
    const shares = (ecs: { v4: number; v6: number } | null, isPrivate = false) => {
      const zones = [{ ...zone, records, isPrivate }];
      const resolvers = [{ ...resolverGroup('isp', 1, { ecs }), place: 'here' }];
      return [
        ...simulate({ ...scenario, backends, zones, resolvers }, 1, 1).backends.intendedWhole,
      ];
    };
    expect(shares(null)).toEqual([1, 0]);
    expect(shares({ v4: 24, v6: 56 })).toEqual([0, 1]);
    expect(shares({ v4: 24, v6: 56 }, true)).toEqual([1, 0]);
  });
});
