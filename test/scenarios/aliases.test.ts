import { describe, expect, it } from 'vitest';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read } from './sample.ts';

/** A scenario that looks up app.example.com, with these lines in its zone and at its top level. */
const scenario = (records: readonly string[], zone = '', more = '', lookup = 'app') => `version: 1
name: aliases
duration: 1m
zone:
  name: example.com
  ttl: 60
  ${zone}
  records:
${records.map((record) => `    - ${record}`).join('\n')}
resolvers: [{ name: isp, profile: ideal }]
clients:
  - { name: users, profile: one-shot, resolvers: isp, lookup: ${lookup}.example.com, arrivals: { poisson: 1/s } }
${more}
`;
const A = (name: string, i = 1) => `{ name: ${name}, type: A, value: 192.0.2.${i} }`;
const alias = (name: string, target: string, more = '') =>
  `{ name: ${name}, type: A, alias: { target: ${target}, evaluateTargetHealth: true }${more} }`;
const LINE = 8;
const said = (records: readonly string[], zone = '') =>
  mistakes(scenario(records, zone)).map((text) =>
    text.replace(/^\d+ /, (line) => `${Number(line) - LINE} `),
  );

describe('an alias record', () => {
  it('answers with the addresses of its target, however deep, as the backends of the scenario', () => {
    const { scenario: made } = read(
      scenario([alias('app', 'a'), alias('a', 'b.example.com'), A('b', 1)]),
    );
    expect(made.backends.map(({ addresses }) => addresses)).toEqual([['192.0.2.1']]);
    expect(made.zones[0]?.records[0]).toMatchObject({
      alias: { target: 'a.example.com', evaluateTargetHealth: true },
      values: [],
      ttl: 0,
    });
  });

  it.each<[string, string[], string[]]>([
    [
      'with a TTL of its own',
      [alias('app', 'a', ', ttl: 5'), A('a')],
      ['1 ‹ttl› an alias has the TTL of what it leads to; remove ttl'],
    ],
    [
      'with values beside it',
      [alias('app', 'a', ', value: 192.0.2.9'), A('a')],
      [
        '1 ‹value› Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]], but found more than one; remove value or alias',
      ],
    ],
    [
      'of a name that is not there',
      [alias('app', 'eu'), A('e')],
      [
        '1 ‹eu› Tried to create an alias that targets eu.example.com., type A in zone example.com., but that target was not found; did you mean "e.example.com"?',
      ],
    ],
    [
      'of a name that has another type',
      [alias('app', 'a'), '{ name: a, type: TXT, value: x }'],
      [
        '1 ‹a› Tried to create an alias that targets a.example.com., type A in zone example.com., but that target was not found; it has TXT, and an alias answers its own type only',
      ],
    ],
    [
      'of another zone',
      [alias('app', 'www.example.net.')],
      [
        '1 ‹www.example.net.› "www.example.net" is not in the zone example.com: an alias record set cannot reference a record set in a different hosted zone; write a CNAME',
      ],
    ],
    [
      'of a load balancer',
      [alias('app', 'lb-1.eu-west-1.elb.amazonaws.com.')],
      [
        '1 ‹lb-1.eu-west-1.elb.amazonaws.com.› "lb-1.eu-west-1.elb.amazonaws.com" is a resource of AWS that this scenario does not have; a load balancer goes into balancers, with this dnsName',
      ],
    ],
    [
      'that leads back to itself',
      [alias('app', 'a'), alias('a', 'b'), alias('b', 'app')],
      [
        '1 ‹a› this alias leads back to itself: app.example.com → a.example.com → b.example.com → app.example.com',
      ],
    ],
    [
      'of type NS',
      [
        A('app'),
        alias('n', 'm').replace('type: A', 'type: NS'),
        '{ name: m, type: NS, value: ns.example.net }',
      ],
      ['2 ‹NS› NS records cannot be aliases'],
    ],
    [
      'as a multivalue answer',
      [alias('app', 'a', ', routing: multivalue, setIdentifier: x'), A('a')],
      [
        '1 ‹target› a multivalue answer record cannot be an alias; point a simple or weighted alias at the group',
      ],
    ],
    [
      'through four levels',
      [alias('app', 'a'), alias('a', 'b'), alias('b', 'c'), A('c')],
      [
        '1 ‹a› this alias leads through 4 levels of record sets; Route 53 permits up to 3, point it at one lower down',
      ],
    ],
  ])('%s is refused', (_title, records, expected) => {
    expect(said(records)).toEqual(expected);
  });

  rule(['1.4', '5.9'], 'states no TTL, and is no multivalue answer', () => {
    const fault = (more: string) =>
      said([alias('app', 'a', more), A('a')])[0]?.replace(/^.*› /, '');
    expect(fault(', ttl: 60')).toMatch(/^an alias has the TTL of what it leads to/);
    expect(fault(', routing: multivalue, setIdentifier: x')).toMatch(
      /^a multivalue answer record cannot be an alias/,
    );
  });

  it('may stand beside weighted record sets of any TTL', () => {
    const member = (identifier: string, rest: string) =>
      `{ name: app, type: A, routing: weighted, weight: 1, setIdentifier: ${identifier}, ${rest} }`;
    const records = [
      member('x', 'value: 192.0.2.1, ttl: 20'),
      member('y', 'alias: { target: a, evaluateTargetHealth: false }'),
      A('a', 2),
    ];
    expect(said(records)).toEqual([]);
  });

  it('keeps its words when an event gives it a TTL or a value', () => {
    const events = 'events: [{ at: 10s, set: { name: app, ttl: 5 } }]';
    expect(mistakes(scenario([alias('app', 'a'), A('a')], '', events))).toEqual([
      '14 ‹ttl› app.example.com A is an alias, which has the values and TTL of what it leads to; change those',
    ]);
  });
});

describe('a name in no zone', () => {
  it('is answered as external says', () => {
    const external =
      'external: [{ name: Cdn.example.net., type: A, ttl: 20, values: [192.0.2.7, 192.0.2.8] }]';
    const text = scenario([A('app')], '', external).replace('app.example.com', 'cdn.example.net');
    const { scenario: made } = read(text);
    expect(made.external).toEqual([
      { name: 'cdn.example.net', type: 'A', ttl: 20, values: ['192.0.2.7', '192.0.2.8'] },
    ]);
    expect(made.backends).toHaveLength(2);
  });

  it.each([
    [
      '{ name: www.example.com, type: A, ttl: 1, value: 192.0.2.1 }',
      '"www.example.com" is in the zone example.com; write it among its records',
    ],
    [
      '{ name: a.net, type: A, ttl: 1, value: x }',
      'expected an IPv4 address such as 192.0.2.1; found "x"',
    ],
    ['{ name: a.net, type: A, ttl: 1 }', 'expected a value, or a list of values'],
  ])('is refused as %s', (record, expected) => {
    const [mistake] = mistakes(scenario([A('app')], '', `external: [${record}]`));
    expect(mistake).toContain(expected);
  });

  it('is refused twice with one type, and with a CNAME beside others', () => {
    const record = (type: string, value: string) =>
      `{ name: a.net, type: ${type}, ttl: 1, value: ${value} }`;
    const external = `external: [${record('A', '192.0.2.1')}, ${record('A', '192.0.2.2')}, ${record('CNAME', 'b.net')}]`;
    expect(
      mistakes(scenario([A('app')], '', external)).map((text) => text.replace(/^.*› /, '')),
    ).toEqual([
      'a.net A is in the list already; write all its values there',
      'a.net has records of other types; a CNAME allows none beside it (RFC 1034 section 3.6.2)',
    ]);
  });
});
