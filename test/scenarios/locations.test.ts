/** Routing by location as a scenario writes it. */
import { describe, expect, it } from 'vitest';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

const RECORDS = /( {4}- \{ name: app.*\n)+/;
/** The sample with other records, and its resolvers somewhere. */
const scenario = (records: readonly string[], resolvers = 'region: eu-central-1', more = '') =>
  SAMPLE.replace(
    RECORDS,
    `${records.map((text, i) => `    - { name: app, type: A, ttl: 60, setIdentifier: s${i + 1}, value: 192.0.2.${i + 1}, ${text} }\n`).join('')}${more}`,
  ).replace('count: 20', `count: 20${resolvers && `, ${resolvers}`}`);
const notes = (text: string) => read(text).notes.map((note) => note.text);

const latency = ['routing: latency, region: us-east-1', 'routing: latency, region: eu-west-1'];
const countries = [
  'routing: geolocation, geoLocation: { countryCode: DE }',
  'routing: geolocation, geoLocation: { countryCode: "*" }',
];
const near = [
  'routing: geoproximity, geoProximity: { awsRegion: us-east-1 }',
  'routing: geoproximity, geoProximity: { coordinates: { latitude: 50, longitude: 8 }, bias: -20 }',
];
const blocks = [
  'routing: ip-based, cidr: { collection: staff, location: office }',
  'routing: ip-based, cidr: { collection: staff, location: "*" }',
];
const collections = (list: string) => `  cidrCollections: [${list}]\n`;
const staff = collections(
  '{ name: staff, locations: [{ name: office, blocks: [198.51.100.0/24] }] }',
);

describe('records by location', () => {
  rule('3.7f', 'ip-based ones are refused in a private zone', () => {
    const text = scenario(blocks, 'subnet: 198.51.100.0/26', `  private: true\n${staff}`);
    expect(mistakes(text)).toEqual([
      expect.stringContaining('private zones do not support ip-based routing'),
    ]);
  });

  it.each([
    ['latency', scenario(latency), { region: 'us-east-1' }],
    ['geolocation', scenario(countries), { geoLocation: { countryCode: 'DE' } }],
    ['geoproximity', scenario(near), { geoProximity: { awsRegion: 'us-east-1', bias: 0 } }],
    [
      'ip-based',
      scenario(blocks, 'subnet: 198.51.100.0/26', staff),
      { cidr: { collection: 'staff', location: 'office' } },
    ],
  ])('%s are read, and doubted by nobody', (_, text, settings) => {
    expect(read(text).scenario.zones[0]?.records[0]?.settings).toEqual(settings);
    expect(notes(text).filter((note) => note.includes('ask for'))).toEqual([]);
  });

  it.each([
    [
      'an unknown Region',
      latency.with(0, 'routing: latency, region: us-east-9'),
      '7 ‹us-east-9› expected an AWS Region such as eu-central-1',
    ],
    [
      'a Region twice',
      [latency[0] as string, latency[0] as string],
      '8 ‹us-east-1› RRSet with DNS name app.example.com., type A, SetIdentifier s2, and region=us-east-1 cannot be created because a latency RRSet',
    ],
    [
      'a key of another policy',
      ['routing: latency, region: us-east-1, weight: 5'],
      '7 ‹weight› "weight" belongs to routing weighted; remove it, or name that routing',
    ],
    [
      'an area of two kinds',
      ['routing: geolocation, geoLocation: { countryCode: DE, continentCode: EU }'],
      '7 ‹countryCode› expected continentCode alone, or countryCode',
    ],
    [
      'no area',
      ['routing: geolocation, geoLocation: {}'],
      '7 ‹{}› expected a continentCode or a countryCode, "*" for the default; found an empty mapping',
    ],
    [
      'a place twice',
      [near[0] as string, near[0] as string],
      '8 ‹awsRegion› RRSet with DNS name app.example.com., type A, SetIdentifier s2, and geoProximity=us-east-1 cannot',
    ],
    [
      'a bias too large',
      [`routing: geoproximity, geoProximity: { awsRegion: us-east-1, bias: 100 }`],
      '7 ‹100› expected a whole number from -99 to 99; found 100',
    ],
    [
      'coordinates too fine',
      [`routing: geoproximity, geoProximity: { coordinates: { latitude: 1.234, longitude: 2 } }`],
      '7 ‹latitude› expected degrees with at most two decimal places: the API refuses more',
    ],
    [
      'no such collection',
      blocks,
      '7 ‹collection› no CIDR collection of this zone is called staff',
    ],
  ])('of %s are refused', (_, records, said) => {
    const found = mistakes(scenario(records));
    expect(found[0]).toContain(said);
  });

  rule('3.7d', 'have one collection for a name and type', () => {
    const two = collections(
      '{ name: staff, locations: [{ name: office, blocks: [198.51.100.0/24] }] }, { name: others, locations: [] }',
    );
    const text = scenario(
      [blocks[0] as string, 'routing: ip-based, cidr: { collection: others, location: "*" }'],
      'subnet: 198.51.100.0/26',
      two,
    );
    expect(mistakes(text)).toEqual([
      '8 ‹collection› the collection is others, and staff in another record set of this name and type: they all use one collection',
    ]);
  });
});

describe('CIDR collections', () => {
  const said = (list: string) =>
    mistakes(SAMPLE.replace('resolvers:\n', `${collections(list)}resolvers:\n`));
  const one = (...inner: string[]) =>
    `{ name: staff, locations: [{ name: office, blocks: [${inner.join(', ')}] }] }`;

  rule('3.7a', 'have IPv4 blocks of length 1 to 24 and IPv6 blocks of length 1 to 48', () => {
    expect(
      said(
        one('128.0.0.0/1', '192.0.2.0/24', '"2001:db8::/32"', '"2001:db8:1::/48"', '"8000::/1"'),
      ),
    ).toEqual([]);
    expect(said(one('192.0.2.0/25'))).toEqual([
      '10 ‹192.0.2.0/25› 192.0.2.0/25 is too small: an IPv4 block has a length from 1 to 24',
    ]);
    expect(said(one('"2001:db8::/49"'))[0]).toContain('an IPv6 block has a length from 1 to 48');
    for (const all of ['0.0.0.0/0', '"::/0"'])
      expect(said(one(all))[0]).toContain('is every address: no block may be');
  });

  rule(
    '3.7e',
    'are at most five, of 1,000 blocks each, their locations named in 16 characters',
    () => {
      const named = (count: number) =>
        Array.from({ length: count }, (_, i) => `{ name: c${i}, locations: [] }`).join(', ');
      expect(said(named(5))).toEqual([]);
      expect(said(named(6))[0]).toContain('6 CIDR collections: the quota of an account is 5');
      const many = (count: number) =>
        one(...Array.from({ length: count }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`));
      expect(said(many(1000))).toEqual([]);
      expect(said(many(1001))[0]).toContain(
        '1001 blocks in one CIDR collection: the quota is 1000',
      );
      const called = (name: string) =>
        `{ name: staff, locations: [{ name: "${name}", blocks: [192.0.2.0/24] }] }`;
      expect(said(called('a'.repeat(16)))).toEqual([]);
      for (const name of ['a'.repeat(17), '*', ''])
        expect(said(called(name))[0]).toContain('expected a location of at most 16 letters');
    },
  );

  it.each([
    [
      '{ name: a, locations: [] }, { name: a, locations: [] }',
      'a CIDR collection is already called "a"',
    ],
    [
      '{ name: a, locations: [{ name: x, blocks: [192.0.2.0/24] }, { name: x, blocks: [198.51.100.0/24] }] }',
      'a location of this collection is already called "x"; put its blocks together',
    ],
    [
      '{ name: a, locations: [{ name: x, blocks: [192.0.2.0/24] }, { name: y, blocks: [192.0.2.0/24] }] }',
      '192.0.2.0/24 is in x already',
    ],
    ['{ name: a, locations: [{ name: x, blocks: [] }] }', 'expected at least one block'],
    [
      one('192.0.2.1/24'),
      'expected a block such as 192.0.2.0/24 or 2001:db8::/32, its first address first; found "192.0.2.1/24"',
    ],
  ])('are refused: %s', (list, message) => {
    expect(said(list).join()).toContain(message);
  });
});

describe('who asks for records by location', () => {
  it('must be at a known place for latency and geoproximity', () => {
    for (const records of [latency, near]) {
      const [said] = mistakes(scenario(records, ''));
      expect(said).toMatch(
        /isp ask for app.example.com A \(.*\): Route 53 answers by the (latency|distance) from where they are, which nobody knows; give them a region/,
      );
      expect(
        mistakes(
          `${scenario(records, 'place: fra')}network: { places: { fra: { country: DE } } }\n`,
        ),
      ).toHaveLength(1);
    }
  });

  it('gets the default from nowhere known, and a note says so', () => {
    expect(notes(scenario(countries, ''))).toContainEqual(
      'isp ask for app.example.com A (geolocation): nobody knows on which continent they are: the default answers them, if there is one',
    );
    expect(notes(scenario(blocks, '', staff)).join()).toContain(
      'nobody knows the addresses they ask from (subnet)',
    );
  });

  it('must be all in a block or all out of it', () => {
    expect(mistakes(scenario(blocks, 'subnet: 198.51.100.0/22', staff))[0]).toContain(
      'some of them are in the block 198.51.100.0/24 and some are not; split the group',
    );
  });

  it('is who asks the authority, not those who ask through it', () => {
    const text = scenario(latency, 'upstream: top').replace(
      'clients:\n',
      '  - { name: top, profile: unbound, region: eu-west-1 }\nclients:\n',
    );
    expect(mistakes(text)).toEqual([]);
    expect(mistakes(text.replace(', region: eu-west-1 }\nclients', ' }\nclients'))[0]).toContain(
      'top ask for',
    );
  });

  it('does not matter for names that nobody looks up', () => {
    const text = scenario(latency, '')
      .replace('lookup: app.example.com', 'lookup: other.example.com')
      .replace(
        'resolvers:\n',
        '    - { name: other, type: A, ttl: 60, value: 192.0.2.3 }\nresolvers:\n',
      );
    expect(mistakes(text)).toEqual([]);
  });

  it.each(['198.51.100.1/24', '198.51.100.0', 'office'])(
    'has a block for a subnet, not %s',
    (subnet) => {
      expect(mistakes(scenario(blocks, `subnet: ${subnet}`, staff))[0]).toContain(
        'expected a block of addresses such as 192.0.2.0/24, its first address first; found',
      );
    },
  );
});
