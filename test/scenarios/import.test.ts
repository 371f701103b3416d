import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mistakes, read, SAMPLE } from './sample.ts';

/** The sample with its zone taken from files, and clients that look up one name. */
function importing(zone: string, lookup = 'www.example.org'): string {
  const from = SAMPLE.indexOf('zone:');
  const to = SAMPLE.indexOf('resolvers:');
  return `${SAMPLE.slice(0, from)}zone: ${zone}\n${SAMPLE.slice(to)}`.replace(
    'lookup: app.example.com',
    `lookup: ${lookup}`,
  );
}

const set = (name: string, more: object) => ({ Name: name, Type: 'A', ...more });
const values = (...texts: string[]) => ({
  TTL: 60,
  ResourceRecords: texts.map((Value) => ({ Value })),
});
const www = (i: number) =>
  set('www.example.org.', {
    SetIdentifier: `www-${i}`,
    MultiValueAnswer: true,
    ...values(`192.0.2.${i}`),
  });
const SOA = {
  Name: 'example.org.',
  Type: 'SOA',
  TTL: 900,
  ResourceRecords: [{ Value: 'a. b. 1 7200 900 1209600 300' }],
};

const json = (value: unknown) => JSON.stringify(value, null, 2);
const listing = (...sets: object[]) => json({ ResourceRecordSets: [SOA, ...sets] });
const batch = (...changes: [string, object][]) =>
  json({ Changes: changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })) });

describe('a listing', () => {
  const whole = importing('{ import: list.json }');
  const names = (text: string, files: Record<string, string>) =>
    read(text, { files }).scenario.zones[0]?.records.map(({ name, type, setIdentifier }) =>
      [name, type, setIdentifier].join(' ').trim(),
    );

  it('is read whole, as a bare array, in pages, and as pages one after another', () => {
    const expected = ['example.org SOA', 'www.example.org A www-1', 'www.example.org A www-2'];
    const page = (sets: object[], more: object) => ({
      ResourceRecordSets: sets,
      MaxItems: '2',
      ...more,
    });
    const first = page([SOA, www(1)], {
      IsTruncated: true,
      NextRecordName: 'www.example.org.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'www-2',
    });
    const second = page([www(2)], { IsTruncated: false });
    for (const text of [
      listing(www(1), www(2)),
      json([SOA, www(1), www(2)]),
      json([first, second]),
      json(first) + json(second),
    ]) {
      expect(names(whole, { 'list.json': text })).toEqual(expected);
    }
  });

  it('gives the zone its name and negative TTL by its SOA record', () => {
    expect(
      read(whole, { files: { 'list.json': listing(www(1)) } }).scenario.zones[0],
    ).toMatchObject({
      name: 'example.org',
      negativeTtl: 300,
    });
  });

  it('is put beside what the scenario writes, which may set options and defaults', () => {
    const text = importing(
      '{ import: list.json, order: fixed, records: [{ name: www2, type: A, ttl: 5, value: 192.0.2.9 }] }',
    );
    const [zone] = read(text, { files: { 'list.json': listing(www(1)) } }).scenario.zones;
    expect(zone?.order).toBe('fixed');
    expect(zone?.records.map(({ name }) => name)).toEqual([
      'www2.example.org',
      'example.org',
      'www.example.org',
    ]);
  });

  it('may hold wildcards in the octal form of the API', () => {
    const files = { 'list.json': listing(set('\\052.example.org.', values('192.0.2.7'))) };
    expect(names(whole, files)).toContain('*.example.org A');
  });

  it('is noted when it is truncated', () => {
    const text = json({ ResourceRecordSets: [SOA, www(1)], IsTruncated: true });
    expect(read(whole, { files: { 'list.json': text } }).notes[0]).toEqual({
      where: 'list.json:26:18',
      text: 'this listing is truncated: the record sets of its later pages are missing',
    });
  });

  it('keeps out what is not simulated and nobody looks up, and says so', () => {
    const alias = set('cdn.example.org.', {
      AliasTarget: { HostedZoneId: 'Z1', DNSName: 'd.example.net.', EvaluateTargetHealth: false },
      ResourceRecords: [],
    });
    const latency = set('api.example.org.', {
      SetIdentifier: 'eu',
      Region: 'eu-west-1',
      ...values('192.0.2.8'),
    });
    const { scenario, notes } = read(whole, {
      files: { 'list.json': listing(www(1), alias, latency) },
    });
    expect(scenario.zones[0]?.records).toHaveLength(2);
    expect(notes.map(({ text }) => text)).toContain(
      'left out, because no client looks them up and this version does not simulate their alias or routing policy, or no healthChecks describe theirs: 2 of the record sets (cdn.example.org A, api.example.org A)',
    );
  });

  it('is joined with health checks by their identifiers', () => {
    const id = '6f9e0d4c-3c1b-4b8e-9a53-0c1d2e3f4a5b';
    const checked = { ...www(1), HealthCheckId: id };
    const aside = set('old.example.org.', {
      SetIdentifier: 'old',
      MultiValueAnswer: true,
      HealthCheckId: 'gone',
      ...values('192.0.2.9'),
    });
    const text = importing(
      `{ import: list.json, healthChecks: [{ name: ${id}, backend: web-1 }] }`,
    );
    const { scenario, notes } = read(text, { files: { 'list.json': listing(checked, aside) } });
    expect(scenario.zones[0]?.records.map(({ healthCheck }) => healthCheck)).toEqual([null, id]);
    expect(notes.map(({ text: said }) => said).join()).toContain('(old.example.org A)');
  });

  it('refuses by name, at its place, what is not simulated and could be answered', () => {
    const checked = { ...www(1), HealthCheckId: 'abc' };
    const wildcard = set('\\052.example.org.', {
      SetIdentifier: 'a',
      Region: 'eu-west-1',
      ...values('192.0.2.8'),
    });
    expect(mistakes(whole, { files: { 'list.json': listing(checked, wildcard) } })).toEqual([
      'list.json:24 ‹"abc"› no health check is called "abc"; describe it in healthChecks of the zone',
      'list.json:30 ‹"Region"› "Region" is part of the scenario format, but this version does not simulate it yet',
    ]);
  });

  it('tells what is wrong in the words of the API', () => {
    const wrong = {
      ...www(1),
      Wieght: 5,
      Weight: 5,
      ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.300' }, { Vlaue: '' }],
    };
    const found = mistakes(whole, { files: { 'list.json': listing(wrong) } });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/"Vlaue", must be one of: Value; did you mean "Value"\?$/),
        expect.stringMatching(
          /^list.json:\d+ ‹"Wieght"› Unknown parameter in ResourceRecordSet: "Wieght", must be one of: Name, .*; did you mean "Weight"\?$/,
        ),
        expect.stringMatching(
          /^list.json:\d+ ‹"Weight"› routing weighted beside routing multivalue/,
        ),
        expect.stringMatching(/^list.json:\d+ ‹"192.0.2.300"› expected an IPv4 address/),
      ]),
    );
  });
});

describe('a change batch', () => {
  const text = importing('{ name: example.org, import: [list.json, batch.json] }');
  const after = (changes: [string, object][]) =>
    read(text, {
      files: { 'list.json': listing(www(1), www(2)), 'batch.json': batch(...changes) },
    }).scenario.zones[0]?.records.slice(1);

  it('creates, replaces and deletes in its order', () => {
    const records = after([
      ['DELETE', www(1)],
      ['UPSERT', { ...www(2), TTL: 5 }],
      ['UPSERT', www(3)],
      ['CREATE', www(1)],
    ]);
    expect(records?.map(({ setIdentifier, ttl }) => [setIdentifier, ttl])).toEqual([
      ['www-2', 5],
      ['www-3', 60],
      ['www-1', 60],
    ]);
  });

  it('cannot create what exists, nor delete what is not there or is otherwise', () => {
    const files = {
      'list.json': listing(www(1)),
      'batch.json': batch(
        ['CREATE', www(1)],
        ['DELETE', www(2)],
        ['DELETE', { ...www(1), TTL: 5 }],
        ['CRAETE', www(4)],
      ),
    };
    expect(mistakes(text, { files }).map((line) => line.replace(/^.*› /, ''))).toEqual([
      'Tried to create resource record set [name="www.example.org.", type="A", set identifier="www-1"] but it already exists; write UPSERT to replace it',
      'Tried to delete resource record set [name="www.example.org.", type="A", set identifier="www-2"] but it was not found',
      'Tried to delete resource record set [name="www.example.org.", type="A", set identifier="www-1"] but the values provided do not match the current values',
      'expected "Action" to be one of CREATE, DELETE, UPSERT; found "CRAETE"; did you mean "CREATE"?',
    ]);
  });

  it('needs the name of the zone, when no SOA record tells it', () => {
    expect(
      mistakes(importing('{ import: batch.json }'), {
        files: { 'batch.json': batch(['CREATE', www(1)]) },
      }),
    ).toEqual([expect.stringMatching(/^4 ‹import› nothing imported tells the name of the zone/)]);
  });
});

describe('the shape of tutorials', () => {
  const text = importing('{ name: example.net, import: shop.json }', 'shop.example.net');
  const shop = readFileSync('scenarios/tutorial-change-batch.json', 'utf8');

  it('is read as one multivalue record set for each value', () => {
    const { scenario } = read(text, { files: { 'shop.json': shop } });
    expect(scenario.zones[0]?.records).toMatchObject(
      [11, 12, 13].map((last, i) => ({
        name: 'shop.example.net',
        routing: 'multivalue',
        setIdentifier: `shop-pool-${i + 1}`,
        ttl: 60,
        values: [`198.51.100.${last}`],
      })),
    );
    expect(scenario.backends.slice(3).map(({ name }) => name)).toEqual([
      'shop-pool-1',
      'shop-pool-2',
      'shop-pool-3',
    ]);
  });

  it('is answered with the request that Route 53 accepts, which reads as the same zone without a word', () => {
    const { scenario, notes } = read(text, { files: { 'shop.json': shop } });
    const [said = '', request = ''] = (notes[0]?.text ?? '').split(/:\n/, 2);
    expect(notes[0]?.where).toBe('shop.json:11:9');
    expect(said).toBe(
      'RoutingPolicy is no member of a Route 53 record set; read as 3 multivalue record sets, one for each value. The request that Route 53 accepts',
    );
    expect(JSON.parse(request).Changes[0]).toEqual({
      Action: 'CREATE',
      ResourceRecordSet: {
        Name: 'shop.example.net.',
        Type: 'A',
        TTL: 60,
        SetIdentifier: 'shop-pool-1',
        MultiValueAnswer: true,
        ResourceRecords: [{ Value: '198.51.100.11' }],
      },
    });
    const again = read(text, { files: { 'shop.json': request } });
    expect(again.scenario).toEqual(scenario);
    expect(again.notes.map(({ text: note }) => note).join()).not.toContain('RoutingPolicy');
  });

  it('takes identifiers from the name when there are none', () => {
    const files = { 'shop.json': shop.replace('"SetIdentifier": "shop-pool",', '') };
    expect(
      read(text, { files }).scenario.zones[0]?.records.map(({ setIdentifier }) => setIdentifier),
    ).toEqual(['shop-1', 'shop-2', 'shop-3']);
  });

  it('stands for no other policy', () => {
    expect(
      mistakes(text, { files: { 'shop.json': shop.replace('MULTIVALUE', 'WEIGHTED') } })[0],
    ).toMatch(
      /^shop.json:12 ‹"WEIGHTED"› RoutingPolicy is no member of a Route 53 record set; of its types only MULTIVALUE can be read/,
    );
  });
});

describe('an import', () => {
  const text = importing('{ name: example.org, import: list.json }');

  it.each([
    ['that is not there', undefined, /^5 ‹list.json› cannot read "list.json"/],
    ['that is empty', '', /not JSON: value expected/],
    ['that is broken', '{ "ResourceRecordSets": [ }', /^list.json:1 .*not JSON: value expected/],
    ['with comments', '// mine\n[]', /comments are not allowed/],
    [
      'of something else',
      '{ "HealthChecks": [] }',
      /not recognised; expected `aws route53 list-resource-record-sets` output/,
    ],
    ['nested too deep', '['.repeat(100_000), /nested more than 200 levels deep/],
    [
      'with a member twice',
      '{ "ResourceRecordSets": [], "ResourceRecordSets": [] }',
      /already in this object/,
    ],
    [
      'that reaches into objects',
      '{ "ResourceRecordSets": [], "__proto__": [] }',
      /"__proto__" cannot be a member/,
    ],
    [
      'with members of the wrong kind',
      '{ "ResourceRecordSets": 5 }',
      /expected ResourceRecordSets to be an array/,
    ],
    [
      'with names of the wrong kind',
      '{ "ResourceRecordSets": [{ "Name": 5, "Type": "A", "TTL": 5 }] }',
      /expected a name/,
    ],
    [
      'of sets that are none',
      '{ "ResourceRecordSets": ["a"] }',
      /expected an object, ResourceRecordSet/,
    ],
  ])('%s is refused at its place', (_title, content, said) => {
    const files = content === undefined ? {} : { 'list.json': content };
    const zone = text.replace('zone: {', 'zone:\n  {');
    expect(mistakes(zone, { files }).join('\n')).toMatch(new RegExp(said.source, 'm'));
  });

  it('reads the listing that is shipped', () => {
    const files = { 'list.json': readFileSync('scenarios/listing-mixed-zone.json', 'utf8') };
    const { scenario, notes } = read(
      importing('{ import: list.json }', '{ www.example.org: 50%, x.preview.example.org: 50% }'),
      { files },
    );
    expect(scenario.zones[0]?.name).toBe('example.org');
    expect(scenario.backends.slice(3).map(({ name }) => name)).toEqual([
      'www-1',
      'www-2',
      'www-3',
      'www-4',
      '203.0.113.200',
    ]);
    expect(notes.some(({ text: note }) => note.includes('3 of the record sets'))).toBe(true);
  });
});
