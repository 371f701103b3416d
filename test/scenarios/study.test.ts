import { describe, expect, it } from 'vitest';
import { read, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

describe('a study', () => {
  it('carries every default, so that the simulator has none', () => {
    const { scenario, seed, replications } = read(SAMPLE);
    expect({ seed, replications }).toEqual({ seed: 1, replications: 10 });
    expect(scenario).toMatchObject({
      description: '',
      duration: 3600,
      warmup: 0,
      window: 30,
      start: 'stationary',
      leadIn: 'auto',
      history: 86_400,
      detail: 'requests',
      skewAgainst: 'intended',
      network: { rtt: null },
      events: [],
    });
    expect(scenario.zones[0]).toMatchObject({
      negativeTtl: 900,
      edges: { count: 16, recordLag: { name: 'uniform', settings: [0, 60] }, pick: 'member' },
      selection: 'query',
      order: 'random',
      mixedTtl: 'min',
      weightedValues: 'all',
    });
  });

  it('has profiles merged under what the scenario states', () => {
    const text = sampleWith('count: 20 }', 'count: 20, maxTtl: 30s, orderOnHit: filling }');
    const { behaviour } = read(text).scenario.resolvers[0] ?? {};
    expect(behaviour).toMatchObject({
      maxTtl: 30,
      orderOnHit: { name: 'filling' },
      orderOnMiss: { name: 'rotate', settings: { by: 'queryIdTime' } },
      ttlClock: 'seconds',
      shards: 1,
    });
  });

  it('is frozen to its depths', () => {
    const { scenario } = read(SAMPLE);
    const record = scenario.zones[0]?.records[0];
    expect(() => Object.assign(record ?? {}, { ttl: 1 })).toThrow(TypeError);
    expect(Object.isFrozen(scenario.clients[0]?.behaviour.pool)).toBe(true);
  });

  it('has the same hash however the same thing is written, and another for another thing', () => {
    const reference = read(SAMPLE).hash;
    expect(reference).toMatch(/^[0-9a-f]{64}$/);
    expect(read(sampleWith('duration: 1h', 'duration: 60m')).hash).toBe(reference);
    expect(read(sampleAnd('seed: 7\nreplications: 3\ndescription: a word\nx-mine: 1\n')).hash).toBe(
      reference,
    );
    expect(read(sampleWith('ttl: 60', 'ttl: 61')).hash).not.toBe(reference);
  });

  it('writes names absolute, lower-cased and without the final dot', () => {
    const records = `  records:
    - { name: "@", type: A, ttl: 5, value: 192.0.2.1 }
    - { name: WWW, type: A, ttl: 5, value: 192.0.2.1 }
    - { name: a.b.example.com, type: TXT, ttl: 5, value: x }
    - { name: c.example.com., type: TXT, ttl: 5, value: x }
    - { name: "*.d", type: TXT, ttl: 5, value: x }
    - { name: app, type: A, ttl: 5, value: 192.0.2.1 }
`;
    const text = SAMPLE.replace(/ {2}records:\n(?: {4}.*\n)+/, records);
    expect(read(text).scenario.zones[0]?.records.map(({ name }) => name)).toEqual([
      'example.com',
      'www.example.com',
      'a.b.example.com',
      'c.example.com',
      '*.d.example.com',
      'app.example.com',
    ]);
  });

  it('makes one backend for each address of a range', () => {
    const text = sampleWith(
      '  - { name: web-1, address: 192.0.2.1 }\n  - { name: web-2, address: 192.0.2.2 }\n  - { name: web-3, address: 192.0.2.3 }\n',
      '  - { name: web, address: 192.0.1.255-192.0.2.3, count: 5, targetShare: 50% }\n  - { name: rest, addresses: [192.0.2.8, 192.0.2.9], targetShare: 50% }\n',
    );
    expect(read(text).scenario.backends).toEqual([
      {
        name: 'web-1',
        addresses: ['192.0.1.255'],
        targetShare: 0.1,
        region: null,
        zone: null,
        server: null,
      },
      {
        name: 'web-2',
        addresses: ['192.0.2.0'],
        targetShare: 0.1,
        region: null,
        zone: null,
        server: null,
      },
      {
        name: 'web-3',
        addresses: ['192.0.2.1'],
        targetShare: 0.1,
        region: null,
        zone: null,
        server: null,
      },
      {
        name: 'web-4',
        addresses: ['192.0.2.2'],
        targetShare: 0.1,
        region: null,
        zone: null,
        server: null,
      },
      {
        name: 'web-5',
        addresses: ['192.0.2.3'],
        targetShare: 0.1,
        region: null,
        zone: null,
        server: null,
      },
      {
        name: 'rest',
        addresses: ['192.0.2.8', '192.0.2.9'],
        targetShare: 0.5,
        region: null,
        zone: null,
        server: null,
      },
    ]);
  });

  it('counts at an answered address that nobody owns, and says so', () => {
    const text = sampleWith('  - { name: web-3, address: 192.0.2.3 }\n', '');
    const { scenario, notes } = read(text);
    expect(scenario.backends.at(-1)).toEqual({
      name: 'web-3',
      addresses: ['192.0.2.3'],
      targetShare: null,
      region: null,
      zone: null,
      server: null,
    });
    expect(notes).toEqual([
      {
        where: 'a.yaml:9:88',
        text: '192.0.2.3, answered for app.example.com, belongs to no backend; its requests are counted as backend "web-3"',
      },
    ]);
  });

  it('notes look-ups that cannot succeed', () => {
    const text = sampleWith(
      'lookup: app.example.com',
      'lookup: { app.example.com.: 50%, nope.example.com: 0.5 }',
    );
    const { scenario, notes } = read(text);
    expect(scenario.clients[0]?.lookup).toEqual([
      { name: 'app.example.com', share: 0.5 },
      { name: 'nope.example.com', share: 0.5 },
    ]);
    expect(notes[0]?.text).toBe(
      'nope.example.com does not exist in the zone example.com: every look-up of it fails (NXDOMAIN)',
    );
  });

  it('takes the TTL of negative answers from the SOA record, unless it is stated', () => {
    const soa = `    - { name: "@", type: SOA, ttl: 500, value: a. b. 1 2 3 4 400 }\n`;
    const text = sampleWith('  records:\n', `  records:\n${soa}`);
    expect(read(text).scenario.zones[0]?.negativeTtl).toBe(400);
    expect(read(text.replace('ttl: 500', 'ttl: 300')).scenario.zones[0]?.negativeTtl).toBe(300);
    expect(
      read(text.replace('  records:', '  negativeTtl: 7\n  records:')).scenario.zones[0]
        ?.negativeTtl,
    ).toBe(7);
  });

  it('names events by verb and target, the second of a name with #2', () => {
    const text = sampleAnd(`events:
  - { at: 10m, set: { name: app, setIdentifier: web-1, ttl: 30 } }
  - { at: { uniform: [10m, 20m] }, set: { name: app.example.com, setIdentifier: web-1, value: 192.0.2.2 } }
  - { at: 30m, name: shorten, set: { name: app, ttl: 5s } }
`);
    expect(read(text).scenario.events).toEqual([
      {
        name: 'set app.example.com web-1',
        at: { name: 'constant', settings: 600 },
        curve: { bin: null, until: null, at: null },
        verb: 'set',
        record: { name: 'app.example.com', type: 'A', setIdentifier: 'web-1' },
        change: { ttl: 30 },
      },
      expect.objectContaining({
        name: 'set app.example.com web-1 #2',
        change: { value: '192.0.2.2' },
      }),
      expect.objectContaining({
        name: 'shorten',
        record: { name: 'app.example.com', type: 'A', setIdentifier: null },
        change: { ttl: 5 },
      }),
    ]);
  });

  it('splits clients over resolver groups by shares written either way', () => {
    const two = sampleWith(
      '  - { name: isp, profile: unbound, count: 20 }\n',
      '  - { name: isp, profile: unbound }\n  - { name: far, profile: ideal, upstream: isp, upstreamPick: same }\n',
    );
    const short = two.replace('resolvers: isp', 'resolvers: { isp: 70%, far: 30% }');
    const long = two.replace(
      'resolvers: isp',
      'resolvers: [{ share: 70%, use: isp }, { share: 0.3, use: far }]',
    );
    const split = [
      { group: 'isp', share: 0.7 },
      { group: 'far', share: 0.3 },
    ];
    expect(read(short).scenario.clients[0]?.resolvers).toEqual(split);
    expect(read(long).scenario.clients[0]?.resolvers).toEqual(split);
    expect(read(short).hash).toBe(read(long).hash);
  });
});
