// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a scenario look like this
import { describe, expect, it } from 'vitest';
import { mistakes, problems, read, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

describe('variables', () => {
  it('are filled in on values, which then have the type they would have had', () => {
    const text = sampleAnd(
      'seed: ${SEED:-42}\nreplications: ${RUNS}\ndescription: "${WHO:-me} pays $$5 for ${SEED:-42}"\n',
    );
    const { seed, replications, scenario } = read(text, { env: { RUNS: '3' } });
    expect({ seed, replications, description: scenario.description }).toEqual({
      seed: 42,
      replications: 3,
      description: 'me pays $5 for 42',
    });
  });

  it('stay text in quotes', () => {
    expect(read(sampleAnd('seed: "${SEED:-42}"\n')).seed).toBe('42');
  });

  it('are mistakes when unset, malformed or out of place, each at its value and only once', () => {
    expect(
      mistakes(
        sampleAnd(
          'seed: ${SEED}\nwindow: ${W:?how wide the bars are}\nhistory: ${1}\nstart: ${S:-}\n',
        ),
      ),
    ).toEqual([
      '18 ‹${SEED}› the environment variable SEED is not set; set it, or write ${SEED:-default}',
      '19 ‹${W:?how wide the bars are}› the environment variable W is not set: how wide the bars are',
      '20 ‹${1}› "${1}" is no variable; expected ${NAME}, ${NAME:-default} or ${NAME:?message}, and $$ for a $',
      '21 ‹${S:-}› expected one of stationary, cold; found nothing',
    ]);
  });

  it('bring in text and never structure', () => {
    expect(mistakes(sampleAnd('seed: ${SEED}\n'), { env: { SEED: '1\nduration: 2h' } })).toEqual(
      [],
    );
    expect(mistakes(sampleAnd('events: ${E}\n'), { env: { E: '[{ at: 1s }]' } })).toEqual([
      '18 ‹${E}› expected a list of events; found "[{ at: 1s }]"',
    ]);
  });

  it('do not reach into objects', () => {
    expect(mistakes(sampleAnd('description: ${toString}${__proto__}\n'))).toHaveLength(2);
  });
});

describe('anchors, merges and x- keys', () => {
  const text = sampleWith(
    '  - { name: isp, profile: unbound, count: 20 }\n',
    '  - { <<: *unbound, name: isp, count: 20 }\n  - <<: [*far, *unbound]\n    name: far\n',
  ).replace(
    'resolvers:\n',
    'x-shapes:\n  - &unbound { profile: unbound, maxTtl: 3600, x-note: mine }\n  - &far { count: 5, maxTtl: 7200 }\nresolvers:\n',
  );

  it('make one group of several pieces, the nearer winning', () => {
    expect(read(text).scenario.resolvers).toMatchObject([
      { name: 'isp', profile: 'unbound', count: 20, behaviour: { maxTtl: 3600 } },
      { name: 'far', profile: 'unbound', count: 5, behaviour: { maxTtl: 7200 } },
    ]);
  });

  it('name the anchor and the use when there is a mistake below one', () => {
    expect(mistakes(text.replace('maxTtl: 3600', 'minTtl: soon'))).toEqual([
      '11 ‹soon› expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s; found "soon" (used through the alias at line 14)',
      '11 ‹soon› expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s; found "soon" (used through the alias at line 15)',
    ]);
  });

  it('are refused when they lead nowhere', () => {
    expect(mistakes(sampleAnd('seed: *none\n'))).toEqual([expect.stringMatching(/^18 .*none/)]);
    expect(mistakes(sampleAnd('events: &e [{ at: 1s, set: *e }]\n'))[0]).toMatch(
      /stands inside its own anchor/,
    );
    expect(mistakes(sampleAnd('x-a: &a 5\nnetwork:\n  <<: *a\n'))).toEqual([
      '18 ‹5› expected a mapping, or a list of mappings, to merge with << (used through the alias at line 20)',
    ]);
  });
});

describe('extends', () => {
  const base = SAMPLE;
  const over = (lines: string) => `version: 1\nextends: base.yaml\n${lines}`;
  const files = { 'base.yaml': base };

  it('adds to another scenario: mappings by key, groups by name, records by name, type and identifier', () => {
    const { scenario } = read(
      over(`name: changed
zone:
  edges: { count: 4 }
  records:
    - { name: APP.example.com., type: A, routing: multivalue, setIdentifier: web-2, ttl: 5 }
    - { name: www, type: A, ttl: 9, value: 192.0.2.3 }
resolvers:
  - { name: isp, maxTtl: 30 }
  - { name: new, profile: ideal }
clients:
  - { name: browsers, arrivals: { regular: 5/s } }
`),
      { files },
    );
    expect(scenario).toMatchObject({ name: 'changed', duration: 3600 });
    expect(scenario.zones[0]?.edges.count).toBe(4);
    expect(
      scenario.zones[0]?.records.map(({ name, setIdentifier, ttl, values }) => [
        name,
        setIdentifier,
        ttl,
        ...values,
      ]),
    ).toEqual([
      ['app.example.com', 'web-1', 60, '192.0.2.1'],
      ['app.example.com', 'web-2', 5, '192.0.2.2'],
      ['app.example.com', 'web-3', 60, '192.0.2.3'],
      ['www.example.com', '', 9, '192.0.2.3'],
    ]);
    expect(
      scenario.resolvers.map(({ name, count, behaviour }) => [name, count, behaviour.maxTtl]),
    ).toEqual([
      ['isp', 20, 30],
      ['new', 1, Number.POSITIVE_INFINITY],
    ]);
    expect(scenario.clients[0]).toMatchObject({
      count: 500,
      arrivals: { name: 'regular', settings: 5 },
    });
  });

  it('replaces the other of two keys of which one is written', () => {
    const { scenario } = read(
      over('backends: [{ name: web-3, addresses: [192.0.2.3, 192.0.2.4] }]\n'),
      { files },
    );
    expect(scenario.backends[2]?.addresses).toEqual(['192.0.2.3', '192.0.2.4']);
  });

  it('lets one fault give way to another, for an event has one verb', () => {
    const { scenario } = read(
      'extends: base.yaml\nevents:\n  - { name: web dies, crash: web-1 }\n',
      {
        files: {
          'base.yaml': sampleAnd('events:\n  - { name: web dies, at: 1m, blackhole: web-1 }\n'),
        },
      },
    );
    expect(scenario.events).toMatchObject([{ at: { settings: 60 }, fault: { name: 'crash' } }]);
  });

  it('merges events by their names, written or not', () => {
    const event = 'events:\n  - { at: 1m, set: { name: app, setIdentifier: web-1, ttl: 5 } }\n';
    const { scenario } = read(
      over(
        'events:\n  - { at: 2m, set: { name: app.example.com, setIdentifier: web-1, ttl: 6 } }\n',
      ),
      {
        files: { 'base.yaml': base + event },
      },
    );
    expect(scenario.events).toMatchObject([{ at: { settings: 120 }, change: { ttl: 6 } }]);
  });

  it('points into the file that a mistake is in, paths relative to the file that names them', () => {
    const found = problems('version: 1\nextends: sub/middle.yaml\nseed: []\n', {
      files: {
        'sub/middle.yaml': 'version: 1\nextends: ../base.yaml\nwindow: wide\n',
        'base.yaml': base.replace('ttl: 60', 'ttl: -1'),
      },
    });
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'a.yaml:3',
      'sub/middle.yaml:3',
      'base.yaml:7',
    ]);
  });

  it('is refused in a circle, without a version, and for what cannot be read', () => {
    const circle = {
      'b.yaml': 'version: 1\nextends: a.yaml\n',
      'a.yaml': 'version: 1\nextends: b.yaml\n',
    };
    expect(mistakes('version: 1\nextends: b.yaml\n', { files: circle })).toContain(
      'b.yaml:2 ‹a.yaml› a.yaml extends b.yaml extends a.yaml: a cycle; remove one of them',
    );
    expect(
      mistakes(over('name: x\n'), { files: { 'base.yaml': base.replace('version: 1\n', '') } }),
    ).toEqual(['base.yaml:1 ‹name› expected version: 1, in a scenario that is extended too']);
    expect(mistakes(over(''), {})).toContain(
      '2 ‹base.yaml› cannot read "base.yaml": base.yaml: there is no such file',
    );
    expect(mistakes('version: 1\nextends: /etc/passwd\n')).toContain(
      '2 ‹/etc/passwd› cannot read "/etc/passwd": the path is absolute; write it relative to this file',
    );
  });
});

describe('--set', () => {
  it('sets by keys, by name, for all, and by a chosen value', () => {
    const { scenario, replications } = read(SAMPLE, {
      set: [
        'replications=3',
        'zone.records.*.ttl=30',
        'zone.records[setIdentifier=web-2].ttl=30s',
        'resolvers.isp.maxTtl=20',
        'clients.browsers.arrivals={ regular: 5/s }',
        'network.rtt.default=20ms',
      ],
    });
    expect(replications).toBe(3);
    expect(scenario.zones[0]?.records.map(({ ttl }) => ttl)).toEqual([30, 30, 30]);
    expect(scenario.resolvers[0]?.behaviour.maxTtl).toBe(20);
    expect(scenario.clients[0]?.arrivals).toEqual({ name: 'regular', settings: 5 });
    expect(scenario.network.rtt).toEqual({ name: 'constant', settings: 0.02 });
  });

  it('reads the value as the file would', () => {
    const { seed, scenario } = read(SAMPLE, { set: ['seed="7"', 'description=a=b # not this'] });
    expect({ seed, description: scenario.description }).toEqual({ seed: '7', description: 'a=b' });
  });

  it.each([
    [
      'that matches nothing',
      'resolvers.ips.count=3',
      'ips',
      'nothing in resolvers is called "ips"; did you mean "isp"?',
    ],
    [
      'that chooses nothing',
      'zone.records[ttl=61].ttl=3',
      '[ttl=61]',
      'nothing in zone.records has ttl=61',
    ],
    ['into an empty list', 'events.*.at=3s', '*', 'there is nothing in events'],
    [
      'into a value',
      'duration.long=3',
      'long',
      'duration is a value and has nothing in it; set it as a whole',
    ],
    [
      'the schema lacks',
      'resolvers.isp.maxTll=3',
      'maxTll',
      'unknown key "maxTll"; did you mean "maxTtl"?',
    ],
    [
      'that comes too late',
      'zone.import=x.json',
      'import',
      'import comes before --set; write it in the file',
    ],
    ['without a value', 'seed=', '=', 'expected a value after the "="'],
    [
      'without an equals sign',
      'seed',
      'seed',
      'expected PATH=value, such as zone.records.*.ttl=30',
    ],
    [
      'with an empty key',
      'zone..name=x',
      'zone..name=x',
      'expected PATH=value, such as zone.records.*.ttl=30',
    ],
    ['that is no value', 'seed=[1', '[1', expect.stringContaining('')],
    ['that reaches into objects', '__proto__.x=1', '__proto__', '"__proto__" cannot be a key'],
  ])('refuses a path %s, with the option as the line', (_title, option, under, said) => {
    const [problem] = problems(SAMPLE, { set: [option] });
    expect(problem).toMatchObject({ file: '--set', line: 1, sourceLine: option });
    const { column = 0, length = 0, message, suggestion } = problem ?? {};
    if (option !== 'seed=[1') expect(option.slice(column - 1, column - 1 + length)).toBe(under);
    expect(`${message}${suggestion ? `; did you mean "${suggestion}"?` : ''}`).toEqual(said);
  });
});
