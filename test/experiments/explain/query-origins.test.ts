import { describe, expect, it } from 'vitest';
import { explainQuery } from '../../../experiments/explain/query/index.ts';
import { loadScenario, parseScenario } from '../../../scenarios/format/index.ts';

const inCatalogue = (name: string, from: string, atSeconds = 0) =>
  explainQuery(loadScenario(new URL(`../../../scenarios/${name}.yaml`, import.meta.url).pathname), {
    name: 'app.example.com',
    type: 'A',
    from,
    atSeconds,
  });
const texts = ({ steps }: { steps: readonly { text: string }[] }) => steps.map(({ text }) => text);
const chances = ({ answers }: ReturnType<typeof explainQuery>) =>
  answers.map(({ probability, by }) => [Number(probability.toFixed(9)), by.at(-1)]);

const small = (records: string, resolvers: string, clients: string, more = '') =>
  parseScenario(
    `version: 1
name: small
duration: 10m
zone: { name: example.com, ttl: 60, records: [${records}] ${more} }
network: { places: { paris: { country: FR }, tokyo: { country: JP } } }
resolvers: [${resolvers}]
clients: [${clients}]
`,
    { file: 'small.yaml' },
  );
const GEOGRAPHY =
  '{ name: app, type: A, routing: geolocation, geoLocation: { continentCode: EU }, setIdentifier: europe, value: 192.0.2.1 }, ' +
  '{ name: app, type: A, routing: geolocation, geoLocation: { countryCode: FR }, setIdentifier: france, value: 192.0.2.2 }, ' +
  '{ name: app, type: A, routing: geolocation, geoLocation: { countryCode: "*" }, setIdentifier: elsewhere, value: 192.0.2.3 }';
const user = (name: string, more: string, rate = 1) =>
  `{ name: ${name}, profile: one-shot, lookup: app.example.com, arrivals: { poisson: ${rate}/s }, ${more} }`;
const query = { name: 'app.example.com', type: 'A', atSeconds: 0 };

describe('why a record set is chosen', () => {
  it('tells the latency to each Region, of the unhealthy ones too', () => {
    const before = texts(inCatalogue('nearest-region', 'europe'));
    expect(before[0]).toBe('all look-ups: through isp-europe, from berlin');
    expect(before).toContain('eu (the lowest latency): 192.0.2.2, TTL 60 s');
    const after = texts(inCatalogue('nearest-region', 'europe', 1200));
    expect(after).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^us: healthy .*; 103 ms to us-east-1$/),
        expect.stringMatching(/^eu: unhealthy .*; 8\.35 ms to eu-central-1$/),
        '2 of 3 may answer: us and ap',
        'us (the lowest latency): 192.0.2.1, TTL 60 s',
      ]),
    );
  });

  it('tells distances, and what a bias makes of them', () => {
    const told = texts(inCatalogue('bias', 'isp-paris'));
    expect(told).toEqual(
      expect.arrayContaining([
        'london: healthy (no health check); 341 km away',
        'frankfurt: healthy (no health check); 479 km away, which a bias of 50 makes 239 km',
        'frankfurt (the shortest distance after bias): 192.0.2.2, TTL 60 s',
      ]),
    );
  });

  it('tells which areas match, and why the default answers', () => {
    const study = small(
      GEOGRAPHY,
      '{ name: near, profile: ideal, place: paris }, { name: far, profile: ideal, place: tokyo }',
      user('users', 'resolvers: { near: 70%, far: 30% }'),
    );
    const told = texts(explainQuery(study, { ...query, from: 'users' }));
    expect(told).toEqual(
      expect.arrayContaining([
        '70 % of the look-ups: through near, from paris',
        'europe: healthy (no health check); continent EU matches',
        'france: healthy (no health check); country FR matches',
        'france (the smallest area that matches): 192.0.2.2, TTL 60 s',
        '30 % of the look-ups: through far, from tokyo',
        'europe: healthy (no health check); continent EU does not match',
        'elsewhere (nothing smaller that matches may answer): 192.0.2.3, TTL 60 s',
      ]),
    );
  });

  it('tells which block holds the addresses, and that none does', () => {
    const told = texts(inCatalogue('office-block', 'staff'));
    expect(told).toEqual(
      expect.arrayContaining([
        'preview: healthy (no health check); block 198.51.100.0/24 of office holds their addresses',
        'preview (the longest block around them): 192.0.2.1, TTL 60 s',
        'preview: healthy (no health check); no block of office holds their addresses',
        'public (no block that may answer holds them): 192.0.2.2, TTL 60 s',
      ]),
    );
  });

  it('tells the weights that are left, the primary, and how many answer together', () => {
    const both = (routing: string, one: string, other: string) =>
      small(
        `{ name: app, type: A, routing: ${routing}, ${one}, setIdentifier: x, value: 192.0.2.1 }, { name: app, type: A, routing: ${routing}, ${other}, setIdentifier: y, value: 192.0.2.2 }`,
        '{ name: isp, profile: ideal }',
        user('users', 'resolvers: isp'),
      );
    const told = (study: ReturnType<typeof both>) =>
      texts(explainQuery(study, { ...query, from: 'users' })).slice(-2);
    expect(told(both('weighted', 'weight: 0', 'weight: 0'))[0]).toBe(
      'x, with 50 % (all weights are 0, which makes them equal): 192.0.2.1, TTL 60 s',
    );
    expect(told(both('failover', 'failover: SECONDARY', 'failover: PRIMARY'))[1]).toBe(
      'y (the primary while it may answer): 192.0.2.2, TTL 60 s',
    );
    expect(told(both('multivalue', 'ttl: 60', 'ttl: 60'))[1]).toBe(
      'the answer (all 2: an answer holds up to 8): 192.0.2.1 and 192.0.2.2, in random order, TTL 60 s',
    );
  });
});

describe('from where a question is asked', () => {
  it('walks once for each resolver group of the clients, and adds equal answers up', () => {
    const everybody = inCatalogue('bias', 'everybody');
    expect(everybody.origins).toHaveLength(5);
    expect(chances(everybody)).toEqual([
      [0.4, 'london'],
      [0.6, 'frankfurt'],
    ]);
    expect(inCatalogue('bias', 'isp-madrid').origins).toEqual([
      {
        share: 1,
        resolvers: ['isp-madrid'],
        isClientSubnet: false,
        place: 'madrid',
        subnet: null,
      },
    ]);
  });

  it('takes the clients to be where their subnet is, if the resolver sends it', () => {
    const study = small(
      GEOGRAPHY,
      '{ name: public, profile: ideal, place: tokyo, ecs: { v4: 24 } }',
      `${user('french', 'resolvers: public, place: paris, count: 256, publicSubnet: 198.51.100.0/24', 3)}, ${user('japanese', 'resolvers: public, place: tokyo')}`,
    );
    const french = explainQuery(study, { ...query, from: 'french' });
    expect(french.origins).toEqual([
      {
        share: 1,
        resolvers: ['public'],
        isClientSubnet: true,
        place: 'paris',
        subnet: '198.51.100.0/24',
      },
    ]);
    expect(texts(french)[0]).toBe(
      "all look-ups: through public, from the clients' subnet 198.51.100.0/24 in paris",
    );
    expect(chances(french)).toEqual([[1, 'france']]);
    expect(chances(explainQuery(study, { ...query, from: 'public' }))).toEqual([
      [0.75, 'france'],
      [0.25, 'elsewhere'],
    ]);
  });

  it('tells a walk once that is the same from many client subnets', () => {
    const study = small(
      GEOGRAPHY,
      '{ name: public, profile: ideal, place: tokyo, ecs: { v4: 24 } }',
      user('french', 'resolvers: public, place: paris, count: 4096, publicSubnet: 10.0.0.0/20'),
    );
    const { origins, steps } = explainQuery(study, { ...query, from: 'french' });
    expect(origins).toHaveLength(16);
    expect(steps.filter(({ depth }) => depth === 0).map(({ text }) => text)).toEqual([
      'all look-ups: through public, from 16 subnets of the clients in paris, such as 10.0.0.0/24',
    ]);
  });
});
