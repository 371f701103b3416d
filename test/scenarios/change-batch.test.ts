/** Change batches as events: what Route 53 accepts of them, and what becomes of the zone. */
import { describe, expect, it } from 'vitest';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

const member = (i: number, more = '') =>
  `{ name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-${i}, value: 192.0.2.${i}${more} }`;
const step = (action: string, record: string) => `{ action: ${action}, record: ${record} }`;
const event = (at: string, ...steps: string[]) =>
  `  - { at: ${at}, change: { changes: [${steps.join(', ')}] } }\n`;
const withEvents = (...events: string[]) => `${SAMPLE}events:\n${events.join('')}`;
const LINE = SAMPLE.split('\n').length + 1;
/** What is wrong with a batch at 10m, without line and carets. */
const saysOf = (...steps: string[]) =>
  mistakes(withEvents(event('10m', ...steps))).map((said) => said.replace(/^\d+ ‹.*?› /, ''));

describe('a change batch', () => {
  it('is read as record sets created, deleted and replaced, and named after its first record', () => {
    const { scenario } = read(
      withEvents(
        event(
          '10m',
          step('DELETE', member(1)),
          step('CREATE', member(4)),
          step('UPSERT', '{ name: www, type: A, ttl: 30, value: 192.0.2.2 }'),
        ),
      ),
    );
    expect(scenario.events).toMatchObject([
      {
        name: 'change app.example.com',
        verb: 'change',
        changes: [
          {
            action: 'delete',
            record: { name: 'app.example.com', setIdentifier: 'web-1', ttl: 60 },
          },
          { action: 'create', record: { setIdentifier: 'web-4', values: ['192.0.2.4'] } },
          { action: 'upsert', record: { name: 'www.example.com', routing: 'simple' } },
        ],
      },
    ]);
    expect(scenario.backends.map(({ name }) => name)).toEqual(['web-1', 'web-2', 'web-3', 'web-4']);
  });

  it('comes from a file for the AWS command line, each record with its place there', () => {
    const text = withEvents('  - { at: 10m, change: batch.json }\n');
    const batch = (action: string, value: string) =>
      JSON.stringify({
        Changes: [
          {
            Action: action,
            ResourceRecordSet: {
              Name: 'app.example.com.',
              Type: 'A',
              TTL: 60,
              SetIdentifier: 'web-1',
              MultiValueAnswer: true,
              ResourceRecords: [{ Value: value }],
            },
          },
        ],
      });
    const files = (action: string, value: string) => ({
      files: { 'batch.json': batch(action, value) },
    });
    expect(read(text, files('UPSERT', '192.0.2.9')).scenario.events).toMatchObject([
      {
        name: 'change batch.json',
        changes: [{ action: 'upsert', record: { values: ['192.0.2.9'] } }],
      },
    ]);
    const other = text.replace('change: batch.json', 'name: batch, change: other.json');
    const set = ['events.batch.change=batch.json'];
    expect(read(other, { ...files('UPSERT', '192.0.2.9'), set }).scenario.events).toMatchObject([
      { name: 'batch', changes: [{ record: { values: ['192.0.2.9'] } }] },
    ]);
    expect(mistakes(text, files('CREATE', '192.0.2.9'))).toEqual([
      expect.stringMatching(/^batch\.json:1 .* but it already exists; write UPSERT to replace it$/),
    ]);
    expect(mistakes(text, files('UPSERT', '192.0.2.900'))).toEqual([
      'batch.json:1 ‹"192.0.2.900"› expected an IPv4 address such as 192.0.2.1; found "192.0.2.900"',
    ]);
  });

  it.each([
    ['is not there', {}, 'cannot read "batch.json": batch.json: there is no such file'],
    ['is no JSON', { 'batch.json': '{' }, expect.stringContaining('not JSON')],
    [
      'holds something else',
      { 'batch.json': '{"ResourceRecordSets":[]}' },
      '"batch.json" holds no change batch, an object with "Changes" as for aws route53 change-resource-record-sets',
    ],
  ])('from a file that %s is refused', (_title, files, said) => {
    const found = mistakes(withEvents('  - { at: 10m, change: batch.json }\n'), { files });
    expect(found.map((one) => one.replace(/^.*?› /, ''))).toEqual([said]);
  });

  it('concerns one zone', () => {
    const two = SAMPLE.replace('zone:\n', 'zones:\n  -\n')
      .replace('  name: example.com', '    name: example.com')
      .replace('  records:', '    records:')
      .replaceAll('    - { name: app,', '      - { name: app.example.com.,')
      .replace('resolvers:', '  - { name: example.org, records: [] }\nresolvers:');
    const records = ['a.example.com.', 'a.example.org.'].map((name) =>
      step('CREATE', `{ name: ${name}, type: A, ttl: 60, value: 192.0.2.1 }`),
    );
    expect(
      mistakes(`${two}events:\n${event('10m', ...records)}`).map((said) =>
        said.replace(/^.*?› /, ''),
      ),
    ).toEqual([
      'a request changes one zone, and this is not in example.com; make it an event of its own',
    ]);
  });
});

describe('Route 53', () => {
  rule(
    '4.6a',
    'refuses a batch of which one step is impossible: CREATE of what is there, DELETE of what is not, or is other',
    () => {
      expect(saysOf(step('CREATE', member(4)), step('CREATE', member(2)))).toEqual([
        'Tried to create resource record set [name="app.example.com", type="A", set identifier="web-2"] but it already exists; write UPSERT to replace it',
      ]);
      expect(saysOf(step('DELETE', member(7)))).toEqual([
        'Tried to delete resource record set [name="app.example.com", type="A", set identifier="web-7"] but it was not found',
      ]);
      for (const other of [
        member(2).replace('ttl: 60', 'ttl: 61'),
        member(2).replace('0.2.2', '0.2.3'),
      ])
        expect(saysOf(step('DELETE', other))).toEqual([
          'Tried to delete resource record set [name="app.example.com", type="A", set identifier="web-2"] but the values provided do not match the current values',
        ]);
      expect(
        saysOf(step('DELETE', member(2)), step('CREATE', member(2)), step('DELETE', member(2))),
      ).toEqual([]);
      expect(saysOf(step('DELETE', member(2)), step('DELETE', member(2)))).toHaveLength(1);
    },
  );

  rule(['4.6a', '1.12'], 'looks at the zone that the whole batch leaves, not at each step', () => {
    const simple = '{ name: app, type: A, ttl: 60, value: 192.0.2.9 }';
    const all = [1, 2, 3].map((i) => step('DELETE', member(i)));
    expect(saysOf(step('CREATE', simple), ...all)).toEqual([]);
    expect(saysOf(step('CREATE', simple), ...all.slice(1))).toEqual([
      'RRSet with DNS name app.example.com., type A cannot be created because a multivalue rrset exists with the same name and type; give them all one routing',
    ]);
  });

  it('takes each batch on what those before it leave, in order of time', () => {
    const text = withEvents(
      event('20m', step('DELETE', member(4))),
      event('10m', step('CREATE', member(4))),
      event('30m', step('CREATE', member(4, ', healthCheck: up'))),
    ).replace('  records:\n', '  healthChecks: [{ name: up, backend: web-1 }]\n  records:\n');
    expect(mistakes(text)).toEqual([]);
    expect(mistakes(text.replace('at: 10m', 'at: 25m'))).toHaveLength(2);
  });

  it('keeps the SOA record and an NS record at the zone itself', () => {
    const soa =
      '{ name: "@", type: SOA, ttl: 900, value: ns.example.net. h.example.net. 1 7200 900 1209600 86400 }';
    const ns = '{ name: "@", type: NS, ttl: 172800, value: ns.example.net. }';
    const text = (...steps: string[]) =>
      withEvents(event('10m', ...steps)).replace(
        '  records:\n',
        `  records:\n    - ${soa}\n    - ${ns}\n`,
      );
    expect(mistakes(text(step('DELETE', soa), step('DELETE', ns)))).toEqual([
      `${LINE + 2} ‹SOA› A HostedZone must contain exactly one SOA record`,
      `${LINE + 2} ‹NS› A HostedZone must contain at least one NS record for the zone itself`,
    ]);
    expect(mistakes(text(step('DELETE', ns), step('CREATE', ns)))).toEqual([]);
  });

  rule('4.6c', 'takes five requests a second, and more are remarked on', () => {
    const requests = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        event(
          `${600 + 0.1 * i}s`,
          step('UPSERT', `{ name: n${i}, type: A, ttl: 60, value: 192.0.2.1 }`),
        ),
      );
    expect(read(withEvents(...requests(5))).notes).toEqual([]);
    expect(read(withEvents(...requests(6))).notes.map(({ text }) => text)).toEqual([
      'more than 5 requests within a second, which is what Route 53 takes of an account; it would throttle the others',
    ]);
  });

  rule(
    '4.6d',
    'takes 1,000 elements and 32,000 characters in a batch, those of UPSERT twice',
    () => {
      const many = (count: number, from = 0) =>
        Array.from(
          { length: count },
          (_, i) => `"10.0.${(from + i) >> 8}.${(from + i) & 255}"`,
        ).join(', ');
      const set = (name: string, count: number) =>
        `{ name: ${name}, type: A, ttl: 60, values: [${many(count)}] }`;
      const elements = (action: string, last: number) =>
        saysOf(
          step(action, set('a', 400)),
          step(action, set('b', 100)),
          step('CREATE', set('c', last)),
        );
      expect(elements('CREATE', 400)).toEqual([]);
      expect(saysOf(step('UPSERT', set('a', 400)), step('UPSERT', set('b', 100)))).toEqual([]);
      expect(saysOf(step('UPSERT', set('a', 400)), step('UPSERT', set('b', 101)))).toEqual([
        '1002 ResourceRecord elements, those of UPSERT counted twice; a request has at most 1000, split it',
      ]);
      const text = (length: number) =>
        `{ name: t, type: TXT, ttl: 60, values: [${['a', 'b', 'c', 'd'].map((c) => `'"${c.repeat(length - 2)}"'`).join(', ')}] }`;
      expect(saysOf(step('UPSERT', text(4000)))).toEqual([]);
      expect(
        saysOf(
          step('UPSERT', text(4000)),
          step('CREATE', '{ name: u, type: A, ttl: 60, value: 192.0.2.1 }'),
        ),
      ).toEqual([
        '32009 characters in the values, those of UPSERT counted twice; a request has at most 32000, split it',
      ]);
    },
  );

  rule(
    '2.10',
    'replaces a simple set as a whole, and lets one member of a multivalue group go or come',
    () => {
      const text = SAMPLE.replace(
        '  records:\n',
        '  records:\n    - { name: www, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2] }\n',
      );
      const steps = [
        step(
          'UPSERT',
          '{ name: www, type: A, ttl: 60, values: [192.0.2.1, 192.0.2.2, 192.0.2.3] }',
        ),
        step('DELETE', member(3)),
      ];
      expect(mistakes(`${text}events:\n${event('10m', ...steps)}`)).toEqual([]);
      expect(
        mistakes(
          `${text}events:\n${event('10m', step('CREATE', '{ name: www, type: A, ttl: 60, value: 192.0.2.3 }'))}`,
        ),
      ).toEqual([expect.stringContaining('but it already exists')]);
    },
  );
});
