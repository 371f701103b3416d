/** Latency, geolocation, geoproximity and IP-based routing: which record set answers whom. */
import { describe, expect, it } from 'vitest';
import { type Origin, originOf } from '../../sim/authority/origin.ts';
import { geolocation } from '../../sim/authority/routing/geolocation.ts';
import { geoproximity } from '../../sim/authority/routing/geoproximity.ts';
import { routingPolicies } from '../../sim/authority/routing/index.ts';
import { ipBased } from '../../sim/authority/routing/ip-based.ts';
import { latency } from '../../sim/authority/routing/latency.ts';
import type { RoutingPolicy } from '../../sim/authority/routing/policy.ts';
import type { NetworkSpec, Place, RecordSpec, ZoneSpec } from '../../sim/scenario.ts';
import { multivalueRecords, scenarioOf } from '../support/scenarios.ts';
import { rule } from './route53/rules.ts';

const [plainZone] = scenarioOf({}).zones as [ZoneSpec];
const zone: ZoneSpec = {
  ...plainZone,
  cidrCollections: [
    {
      name: 'staff',
      locations: [
        { name: 'berlin', blocks: ['198.51.100.0/24', '2001:db8:1::/48'] },
        { name: 'germany', blocks: ['198.51.96.0/20', '2001:db8::/32'] },
        { name: 'everybody', blocks: ['128.0.0.0/1'] },
      ],
    },
  ],
};
const place = (name: string, more: Partial<Place>): Place => ({
  name,
  region: null,
  continent: null,
  country: null,
  subdivision: null,
  coordinates: null,
  ...more,
});
const places = [
  place('seattle', { continent: 'NA', country: 'US', subdivision: 'WA' }),
  place('boston', { continent: 'NA', country: 'US', subdivision: 'MA' }),
  place('toronto', { continent: 'NA', country: 'CA' }),
  place('berlin', {
    continent: 'EU',
    country: 'DE',
    coordinates: { latitude: 52.52, longitude: 13.4 },
  }),
  place('equator', { coordinates: { latitude: 0, longitude: 0 } }),
  place('antarctica', { continent: 'AN' }),
];
const plain: NetworkSpec = { places, rtt: null };
const from = (name: string | null, network = plain): Origin =>
  originOf(network, { place: name, subnet: null });
const asking = (address: string, prefix: number): Origin =>
  originOf(plain, { place: null, subnet: { address, prefix } });

/** Record sets called a, b, c … with these settings. */
const groupOf = (routing: string, settings: readonly RecordSpec['settings'][]): RecordSpec[] =>
  multivalueRecords(settings.length, 60).map((record, i) => ({
    ...record,
    routing,
    setIdentifier: 'abcdefgh'.charAt(i),
    settings: settings[i] as RecordSpec['settings'],
  }));
/** The set identifier answered; null: no answer. */
function answer(policy: RoutingPolicy, group: readonly RecordSpec[], origin: Origin) {
  const chooser = policy.prepare(group, { zone, origin, memory: (begin) => begin() });
  if (!chooser) return null;
  const share = new Float64Array(group.length);
  chooser.intended(share);
  return group[share.indexOf(1)]?.setIdentifier;
}
const without = (group: readonly RecordSpec[], ...unhealthy: readonly string[]) =>
  group.filter(({ setIdentifier }) => !unhealthy.includes(setIdentifier));
const faults = (policy: RoutingPolicy, group: readonly RecordSpec[]) =>
  policy.check(group, zone).map(({ record, key, message }) => `${record} ${key}: ${message}`);

describe('latency', () => {
  const group = groupOf('latency', [
    { region: 'ap-southeast-1' },
    { region: 'us-east-1' },
    { region: 'eu-west-1' },
  ]);

  rule('3.4b', 'answers the Region of the lowest latency', () => {
    expect(answer(latency, group, from('eu-central-1'))).toBe('c');
    expect(answer(latency, group, from('us-west-2'))).toBe('b');
    expect(answer(latency, group, from('ap-southeast-3'))).toBe('a');
  });

  rule('3.4c', 'goes to the next lowest when that is unhealthy, and to the next', () => {
    expect(answer(latency, without(group, 'c'), from('eu-central-1'))).toBe('b');
    expect(answer(latency, without(group, 'c', 'b'), from('eu-central-1'))).toBe('a');
  });

  rule('3.4d', 'goes by what Route 53 believes, not by what round trips are', () => {
    const pair = (a: string, b: string, value: number) => ({ places: [a, b] as const, value });
    const rtt = {
      default: null,
      within: null,
      pairs: [
        {
          places: ['eu-central-1', 'us-east-1'] as const,
          value: { name: 'constant', settings: 0.001 },
        },
      ],
    };
    expect(answer(latency, group, from('eu-central-1', { places, rtt }))).toBe('b');
    const routingLatency = {
      default: 'distance' as const,
      within: null,
      pairs: [pair('ap-southeast-1', 'eu-central-1', 0.0005)],
    };
    expect(answer(latency, group, from('eu-central-1', { places, rtt, routingLatency }))).toBe('a');
  });

  it('answers the first in the zone of equal ones', () => {
    const routingLatency = { default: 0.05, within: null, pairs: [] };
    expect(
      answer(latency, group, from('eu-central-1', { places, rtt: null, routingLatency })),
    ).toBe('a');
  });

  rule('3.4a', 'has one record set for each Region, which others do not share', () => {
    expect(faults(latency, group)).toEqual([]);
    const twice = groupOf('latency', [{ region: 'us-east-1' }, { region: 'us-east-1' }]);
    expect(faults(latency, twice)).toEqual([
      '1 region: RRSet with DNS name app.example.com., type A, SetIdentifier b, and region=us-east-1 cannot be created because a latency RRSet with the same name, type and region already exists; give each latency record set its own',
    ]);
  });

  rule('3.4f', 'has one value in a record set', () => {
    const two = group.map((record) => ({ ...record, values: ['192.0.2.1', '192.0.2.2'] }));
    expect(faults(latency, two.slice(0, 1))).toEqual([
      '0 values: 2 values: a latency record set holds exactly one (API:ResourceRecordSet.Region)',
    ]);
  });

  it('cannot answer somebody whose place it does not know, and says so', () => {
    expect(answer(latency, group, from('antarctica'))).toBeNull();
    expect(latency.doubt?.(group, { zone, origin: from('antarctica') })?.isFatal).toBe(true);
    expect(latency.doubt?.(group, { zone, origin: from('berlin') })).toBeNull();
  });
});

describe('geolocation', () => {
  const group = groupOf('geolocation', [
    { geoLocation: { countryCode: '*' } },
    { geoLocation: { continentCode: 'NA' } },
    { geoLocation: { countryCode: 'US' } },
    { geoLocation: { countryCode: 'US', subdivisionCode: 'WA' } },
    { geoLocation: { continentCode: 'EU' } },
  ]);

  rule(
    '3.5a',
    'answers for the smallest area that matches: state, country, continent, default',
    () => {
      const answers = ['seattle', 'boston', 'toronto', 'berlin', 'antarctica'].map((name) =>
        answer(geolocation, group, from(name)),
      );
      expect(answers).toEqual(['d', 'c', 'b', 'e', 'a']);
      expect(answer(geolocation, group, from('us-west-2'))).toBe('c');
    },
  );

  rule('3.5a', 'does so whatever the order of the records', () => {
    expect(answer(geolocation, group.toReversed(), from('seattle'))).toBe('d');
    expect(answer(geolocation, group.toReversed(), from('toronto'))).toBe('b');
  });

  rule(
    '3.5b',
    'has no answer for who matches nothing, or comes from nowhere known, without a default',
    () => {
      expect(answer(geolocation, group, from(null))).toBe('a');
      const noDefault = without(group, 'a');
      expect(answer(geolocation, noDefault, from(null))).toBeNull();
      expect(answer(geolocation, noDefault, from('equator'))).toBeNull();
      expect(answer(geolocation, noDefault, from('ap-south-1'))).toBeNull();
      expect(geolocation.remarks?.(noDefault)).toHaveLength(1);
      expect(geolocation.remarks?.(group)).toEqual([]);
    },
  );

  rule('3.5c', 'goes to the next larger area when the smaller is unhealthy', () => {
    expect(answer(geolocation, without(group, 'd'), from('seattle'))).toBe('c');
    expect(answer(geolocation, without(group, 'd', 'c'), from('seattle'))).toBe('b');
    expect(answer(geolocation, without(group, 'd', 'c', 'b'), from('seattle'))).toBe('a');
  });

  rule(
    '3.5d',
    'has nobody healthy for a place when all areas around it are not, whoever else is',
    () => {
      expect(answer(geolocation, without(group, 'a', 'b', 'c', 'd'), from('seattle'))).toBeNull();
      expect(answer(geolocation, without(group, 'a', 'b', 'c', 'd'), from('berlin'))).toBe('e');
    },
  );

  it('has one record set for an area', () => {
    expect(faults(geolocation, group)).toEqual([]);
    const again = groupOf('geolocation', [
      { geoLocation: { countryCode: 'US', subdivisionCode: 'WA' } },
      { geoLocation: { countryCode: 'US', subdivisionCode: 'WA' } },
    ]);
    expect(faults(geolocation, again)[0]).toContain('geoLocation=US-WA cannot be created');
  });

  it.each([
    [{}, 'expected a continentCode or a countryCode'],
    [{ continentCode: 'EU', countryCode: 'DE' }, 'expected continentCode alone'],
    [
      { countryCode: 'CA', subdivisionCode: 'WA' },
      'expected countryCode: US with a subdivisionCode',
    ],
    [{ continentCode: 'NA', subdivisionCode: 'WA' }, 'expected continentCode alone'],
    [{ countryCode: 'XX' }, 'expected a country of ISO 3166-1'],
    [{ continentCode: 'XX' }, 'expected one of AF, AN'],
    [{ countryCode: 'US', subdivisionCode: 'ON' }, 'expected a state of the United States'],
  ])('does not take the area %o', (area, said) => {
    const parsed = geolocation.fields.geoLocation?.safeParse(area);
    expect(parsed?.error?.issues.map(({ message }) => message).join()).toContain(said);
  });
});

describe('geoproximity', () => {
  const at = (latitude: number, longitude: number, bias = 0) => ({
    geoProximity: { coordinates: { latitude, longitude }, bias },
  });
  /** From the equator at 0: resources 10 degrees west and so many east. */
  const between = (west: number, degrees: number, east: number) =>
    answer(
      geoproximity,
      groupOf('geoproximity', [at(0, -10, west), at(0, degrees, east)]),
      from('equator'),
    );

  rule('3.6c', 'answers the nearest, the first in the zone of equally near ones', () => {
    expect(between(0, 10, 0)).toBe('a');
    expect(between(0, 9.99, 0)).toBe('b');
    expect(between(0, 10.01, 0)).toBe('a');
  });

  rule('3.6a', 'shortens the distance by a positive bias to 1 − b/100 of it', () => {
    expect(between(0, 19.99, 50)).toBe('b');
    expect(between(0, 20.01, 50)).toBe('a');
    expect(between(0, 99.9, 90)).toBe('b');
    expect(between(0, 100.1, 90)).toBe('a');
  });

  rule('3.6b', 'lengthens it by a negative bias to 1/(1 + b/100) of it', () => {
    expect(between(0, 5.01, -50)).toBe('a');
    expect(between(0, 4.99, -50)).toBe('b');
    expect(between(-90, 99.9, 0)).toBe('b');
    expect(between(-90, 100.1, 0)).toBe('a');
  });

  rule('3.6d', 'takes an AWS Region, a Local Zone group or coordinates for a place', () => {
    const group = groupOf('geoproximity', [
      { geoProximity: { awsRegion: 'us-west-2', bias: 0 } },
      { geoProximity: { localZoneGroup: 'us-west-2-lax-1', bias: 0 } },
      at(48.86, 2.35),
    ]);
    expect(answer(geoproximity, group, from('us-west-2'))).toBe('a');
    expect(answer(geoproximity, group, from('mx-central-1'))).toBe('b');
    expect(answer(geoproximity, group, from('berlin'))).toBe('c');
    expect(answer(geoproximity, without(group, 'c'), from('berlin'))).toBe('a');
    expect(answer(geoproximity, group, from('antarctica'))).toBeNull();
    expect(geoproximity.doubt?.(group, { zone, origin: from('antarctica') })?.isFatal).toBe(true);
  });

  rule(['3.6d', '3.6f'], 'takes exactly one of them, and a bias from −99 to 99', () => {
    const said = (settings: object) =>
      geoproximity.fields.geoProximity
        ?.safeParse(settings)
        .error?.issues.map(({ message }) => message)
        .join();
    expect(said({ awsRegion: 'us-east-1' })).toBeUndefined();
    expect(said({ bias: 3 })).toBe('expected one of awsRegion, localZoneGroup and coordinates');
    expect(said({ awsRegion: 'us-east-1', localZoneGroup: 'us-west-2-lax-1' })).toBe(
      'expected one of awsRegion, localZoneGroup and coordinates',
    );
    expect(said({ coordinates: { latitude: 40.7128, longitude: -74 } })).toBe(
      'expected degrees with at most two decimal places: the API refuses more',
    );
    for (const bias of [-100, 100, 0.5])
      expect(said({ awsRegion: 'us-east-1', bias })).toBe('expected a whole number from -99 to 99');
  });

  rule('3.6e', 'has at most 30 record sets for a name and type', () => {
    const many = (count: number) =>
      multivalueRecords(count, 60).map((record, i) => ({ ...record, settings: at(i, 0) }));
    expect(faults(geoproximity, many(30))).toEqual([]);
    expect(faults(geoproximity, many(31))).toEqual([
      '30 name: 31 geoproximity record sets for one name and type: the quota is 30',
    ]);
  });
});

describe('IP-based', () => {
  const cidr = (location: string, collection = 'staff') => ({ cidr: { collection, location } });
  const group = groupOf('ip-based', [cidr('*'), cidr('berlin'), cidr('germany')]);

  rule('3.7b', 'matches a shorter block than the asker’s prefix', () => {
    expect(answer(ipBased, group, asking('198.51.100.7', 32))).toBe('b');
    expect(answer(ipBased, group, asking('198.51.100.0', 24))).toBe('b');
    expect(answer(ipBased, group, asking('198.51.101.0', 24))).toBe('c');
    expect(answer(ipBased, group, asking('2001:db8:1:2::', 64))).toBe('b');
    expect(answer(ipBased, group, asking('2001:db8:2::', 48))).toBe('c');
  });

  rule('3.7c', 'does not match a block longer than the asker’s prefix', () => {
    expect(answer(ipBased, group, asking('198.51.100.0', 23))).toBe('c');
    expect(answer(ipBased, group, asking('198.51.96.0', 19))).toBe('a');
    expect(answer(ipBased, group, asking('2001:db8:1::', 47))).toBe('c');
  });

  rule('3.7g', 'answers for the longest of overlapping blocks', () => {
    const all = groupOf('ip-based', [cidr('everybody'), cidr('germany'), cidr('berlin')]);
    expect(answer(ipBased, all, asking('198.51.100.7', 32))).toBe('c');
    expect(answer(ipBased, all.toReversed(), asking('198.51.100.7', 32))).toBe('c');
    expect(answer(ipBased, without(all, 'c'), asking('198.51.100.7', 32))).toBe('b');
    expect(answer(ipBased, all, asking('203.0.113.1', 32))).toBe('a');
  });

  rule('3.7h', 'has no answer where no block matches and there is no `*`', () => {
    expect(answer(ipBased, without(group, 'a'), asking('192.0.2.1', 32))).toBeNull();
    expect(answer(ipBased, without(group, 'a'), from(null))).toBeNull();
    expect(ipBased.remarks?.(without(group, 'a'))).toHaveLength(1);
  });

  rule('3.7a', 'answers everybody else for `*`', () => {
    expect(answer(ipBased, group, asking('192.0.2.1', 32))).toBe('a');
    expect(answer(ipBased, group, from('berlin'))).toBe('a');
  });

  rule('3.7d', 'has one collection for all record sets of a name and type', () => {
    expect(faults(ipBased, group)).toEqual([]);
    expect(faults(ipBased, groupOf('ip-based', [cidr('berlin'), cidr('*', 'others')]))).toEqual([
      '1 cidr: the collection is others, and staff in another record set of this name and type: they all use one collection',
    ]);
    expect(faults(ipBased, groupOf('ip-based', [cidr('x', 'others')]))).toEqual([
      '0 cidr: no CIDR collection of this zone is called others; describe it in its cidrCollections',
    ]);
    expect(faults(ipBased, groupOf('ip-based', [cidr('paris')]))).toEqual([
      '0 cidr: the CIDR collection staff has no location paris',
    ]);
  });

  it('doubts a group of askers of which only some are in a block', () => {
    const doubt = (prefix: number) =>
      ipBased.doubt?.(group, { zone, origin: asking('198.51.100.0', prefix) });
    expect(doubt(24)).toBeNull();
    expect(doubt(22)?.message).toContain('some of them are in the block 198.51.100.0/24');
    expect(ipBased.doubt?.(group, { zone, origin: from(null) })?.isFatal).toBe(false);
  });
});

describe('where a query comes from', () => {
  rule('3.8a', 'counts for latency, geolocation, geoproximity and IP-based routing', () => {
    const looking = routingPolicies.filter(({ looksAtOrigin }) => looksAtOrigin);
    expect(looking.map(({ name }) => name)).toEqual([
      'latency',
      'geolocation',
      'geoproximity',
      'ip-based',
    ]);
  });

  rule('3.8d', 'does not count for the others', () => {
    for (const name of ['simple', 'weighted', 'failover', 'multivalue'])
      expect(routingPolicies.find((policy) => policy.name === name)?.looksAtOrigin).toBeUndefined();
  });
});
