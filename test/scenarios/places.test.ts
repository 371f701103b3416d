/** Places and round trips as a scenario writes them. */
import { describe, expect, it } from 'vitest';
import { mistakes, read, SAMPLE, sampleAnd } from './sample.ts';

const ms = (value: number) => ({ name: 'constant', settings: value / 1000 });
const networkOf = (text: string) => read(sampleAnd(`network:\n  ${text}\n`)).scenario.network;
const wrong = (text: string) => mistakes(sampleAnd(`network:\n  ${text}\n`));
/** The sample with its clients and backends somewhere. */
const somewhere = (clients: string, backends: string, network: string) =>
  `${SAMPLE.replace('count: 500,', `count: 500, ${clients},`).replace(
    /address: (\S+) }/g,
    `address: $1, ${backends} }`,
  )}network: ${network}\n`;

describe('a place', () => {
  it('takes what it does not say from its Region, and its continent from its country', () => {
    const { places } = networkOf(
      'places: { fra: { region: eu-central-1 }, lagos: { country: NG }, seattle: { region: us-west-2, subdivision: WA, coordinates: { latitude: 47.6, longitude: -122.3 } } }',
    );
    expect(places).toEqual([
      {
        name: 'fra',
        region: 'eu-central-1',
        continent: 'EU',
        country: 'DE',
        subdivision: null,
        coordinates: { latitude: 50.1, longitude: 8.7 },
      },
      {
        name: 'lagos',
        region: null,
        continent: 'AF',
        country: 'NG',
        subdivision: null,
        coordinates: null,
      },
      {
        name: 'seattle',
        region: 'us-west-2',
        continent: 'NA',
        country: 'US',
        subdivision: 'WA',
        coordinates: { latitude: 47.6, longitude: -122.3 },
      },
    ]);
  });

  it('near a Region abroad keeps its own country, and has no state of another', () => {
    const { places } = networkOf('places: { toronto: { region: us-east-1, country: CA } }');
    expect(places[0]).toMatchObject({ country: 'CA', continent: 'NA', subdivision: null });
  });

  it.each([
    [
      'us-east-1: { country: US }',
      '19 ‹us-east-1› "us-east-1" is an AWS Region, which is a place already; choose another name',
    ],
    [
      'within: { country: DE }',
      '19 ‹within› "within" has a meaning of its own in rtt; choose another name',
    ],
    [
      'x: { country: DE, continent: NA }',
      '19 ‹NA› DE is in EU; remove continent, or correct one of the two',
    ],
    [
      'x: { country: XX }',
      '19 ‹XX› expected a country of ISO 3166-1 such as DE; found "XX"; did you mean "AX"?',
    ],
    ['x: { continent: XX }', '19 ‹XX› expected one of AF, AN, AS, EU, NA, OC, SA; found "XX"'],
    [
      'x: { country: DE, subdivision: WA }',
      '19 ‹WA› a subdivision is a state of the United States; add country: US, or remove it',
    ],
    [
      'x: { country: US, subdivision: BY }',
      '19 ‹BY› expected a state of the United States such as WA; found "BY"; did you mean "KY"?',
    ],
    [
      'x: { region: eu-centra-1 }',
      '19 ‹eu-centra-1› expected an AWS Region such as eu-central-1; found "eu-centra-1"; did you mean "eu-central-1"?',
    ],
    [
      'x: { coordinates: { latitude: 91, longitude: 0 } }',
      '19 ‹91› expected a number from -90 to 90; found 91',
    ],
    [
      'x: { coordinates: { latitude: 9 } }',
      '19 ‹coordinates› missing key "longitude": expected a number from -180 to 180',
    ],
    [
      'x: { town: here }',
      '19 ‹town› unknown key "town"; expected one of region, continent, country, subdivision, coordinates',
    ],
  ])('is refused: %s', (place, said) => {
    expect(wrong(`places: { ${place} }`)).toEqual([said]);
  });
});

describe('round trips', () => {
  it.each([
    ['rtt: 20ms', ms(20)],
    ['rtt: { default: 20ms }', ms(20)],
    ['rtt: { exponential: 20ms }', { name: 'exponential', settings: 0.02 }],
    ['rtt: { within: 2ms }', { default: null, within: ms(2), pairs: [] }],
    [
      'rtt: { default: 50ms, us-east-1: { eu-west-1: 80ms, us-east-1: { uniform: [1ms, 2ms] } } }',
      {
        default: ms(50),
        within: null,
        pairs: [
          { places: ['us-east-1', 'eu-west-1'], value: ms(80) },
          {
            places: ['us-east-1', 'us-east-1'],
            value: { name: 'uniform', settings: [0.001, 0.002] },
          },
        ],
      },
    ],
  ])('are read: %s', (text, rtt) => {
    expect(networkOf(text).rtt).toEqual(rtt);
  });

  it.each([
    [
      'rtt: { fra: { us-east-1: 90ms } }',
      '19 ‹fra› no place is called "fra"; add it to network.places, or name an AWS Region',
    ],
    [
      'rtt: { us-east-1: { us-west-3: 90ms } }',
      '19 ‹us-west-3› no place is called "us-west-3"; add it to network.places, or name an AWS Region; did you mean "us-west-1"?',
    ],
    [
      'rtt: { us-east-1: { us-west-1: 60ms }, us-west-1: { us-east-1: 61ms } }',
      '19 ‹us-east-1› us-east-1 to us-west-1 is stated above: it is as long in both directions',
    ],
    [
      'rtt: far',
      '19 ‹far› expected a law, distance, or round trips by place: { default: 50ms, fra: { us-east-1: 90ms } }; found "far"',
    ],
    ['rtt: { default: far }', '19 ‹far› expected a law, or distance; found "far"'],
    [
      'rtt: { us-east-1: 90ms }',
      '19 ‹90ms› expected a row of the table: for each place a law, such as { us-east-1: 90ms }; found "90ms"',
    ],
  ])('are refused: %s', (text, said) => {
    expect(wrong(text)).toEqual([said]);
  });

  it('by distance want to know where clients and backends are', () => {
    expect(mistakes(somewhere('queryShape: a', 'region: us-east-1', '{ rtt: distance }'))).toEqual([
      expect.stringContaining(
        'nobody knows where browsers are; give them a region, or a place with coordinates',
      ),
    ]);
    expect(
      mistakes(somewhere('region: eu-west-1', 'region: x', '{ places: { x: {} }, rtt: distance }')),
    ).toEqual([
      '18 ‹distance› round trips are by distance, and nobody knows where web-1 and 2 more are; give backends a region, or a place with coordinates',
    ]);
    expect(
      mistakes(somewhere('region: eu-west-1', 'region: us-east-1', '{ rtt: distance }')),
    ).toEqual([]);
    for (const rtt of ['distance', '{ default: distance }'])
      expect(
        read(somewhere('region: eu-west-1', 'region: us-east-1', `{ rtt: ${rtt} }`)).scenario
          .network.rtt,
      ).toEqual({ default: 'distance', within: null, pairs: [] });
  });

  it('that are missing from a table take no time, and a note says so', () => {
    const text = somewhere('region: eu-west-1', 'region: us-east-1', '{ rtt: { within: 2ms } }');
    expect(read(text).notes.map((note) => note.text)).toContainEqual(
      'no round trip between browsers and web-1 and 2 more is stated: it takes no time; state it, or a default',
    );
  });
});

describe('where clients and backends are', () => {
  it('is a place of the network or an AWS Region', () => {
    const { scenario } = read(
      somewhere(
        'place: fra',
        'region: us-east-1',
        '{ places: { fra: { region: eu-central-1 } }, rtt: distance }',
      ),
    );
    expect(scenario.clients[0]?.place).toBe('fra');
    expect(scenario.backends.map(({ region }) => region)).toEqual([
      'us-east-1',
      'us-east-1',
      'us-east-1',
    ]);
  });

  it.each([
    [
      'place: frra',
      '{ places: { fra: {} } }',
      '13 ‹frra› no place is called "frra"; add it to network.places, or name an AWS Region; did you mean "fra"?',
    ],
    [
      'region: fra',
      '{ places: { fra: {} } }',
      '13 ‹fra› expected an AWS Region such as eu-central-1; found "fra"',
    ],
    [
      'place: fra, region: us-east-1',
      '{ places: { fra: {} } }',
      '13 ‹region› both place and region are given; keep one of them',
    ],
  ])('is refused: %s', (clients, network, said) => {
    expect(mistakes(somewhere(clients, 'region: us-east-1', network))).toEqual([said]);
  });

  it('of backends is checked too', () => {
    expect(mistakes(somewhere('region: eu-west-1', 'region: atlantis', '{}'))[0]).toBe(
      '15 ‹atlantis› no place is called "atlantis"; add it to network.places, or name an AWS Region',
    );
  });
});
