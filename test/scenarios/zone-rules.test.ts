/** What the Route 53 API refuses in a zone, with its reasons, and what it accepts with a remark (route53.md sections 1 to 3 and 5). */
import { describe, expect, it } from 'vitest';
import { rule } from '../authority/route53/rules.ts';
import { mistakes, read, SAMPLE } from './sample.ts';

/** The sample with these record sets in place of its own, and more keys of the zone. */
const withRecords = (records: readonly string[], zone = '') =>
  SAMPLE.replace(
    / {2}records:\n( {4}- .*\n)+/,
    `${zone}  records:\n    - { name: app, type: A, ttl: 60, value: 192.0.2.1 }\n${records.map((record) => `    - ${record}\n`).join('')}`,
  );
const saysOf = (records: readonly string[], zone = '') =>
  mistakes(withRecords(records, zone)).map((said) => said.replace(/^\d+ ‹.*?› /, ''));
const notesOf = (records: readonly string[], zone = '') =>
  read(withRecords(records, zone)).notes.map(({ text }) => text);
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

const member = (id: string, more = 'value: 192.0.2.1', type = 'A', ttl = 60) =>
  `{ name: m, type: ${type}, routing: multivalue, ttl: ${ttl}, setIdentifier: ${id}, ${more} }`;
const weighted = (id: string, more = 'weight: 1', ttl = 60, type = 'A') =>
  `{ name: w, type: ${type}, routing: weighted, ttl: ${ttl}, setIdentifier: ${id}, value: 192.0.2.1, ${more} }`;
const failover = (id: string, role: string) =>
  `{ name: f, type: A, routing: failover, ttl: 60, setIdentifier: ${id}, failover: ${role}, value: 192.0.2.1 }`;

describe('a multivalue record set', () => {
  rule('1.1', 'holds one value', () => {
    expect(saysOf([member('a', 'values: [192.0.2.1, 192.0.2.2]')])).toEqual([
      'Each Multivalue answer record can have only one value; found 2: write one record set per value',
    ]);
  });

  rule('1.2', 'has a set identifier of 1 to 128 characters, its own within the group', () => {
    expect(saysOf([member('a'.repeat(128)), member('b')])).toEqual([]);
    expect(saysOf([member('a'.repeat(129))])).toEqual([
      expect.stringContaining('expected a set identifier of at most 128 characters'),
    ]);
    expect(saysOf([member('""')])).toEqual([
      expect.stringContaining('expected a set identifier, not an empty text'),
    ]);
    expect(
      saysOf(['{ name: m, type: A, routing: multivalue, ttl: 60, value: 192.0.2.1 }']),
    ).toEqual([expect.stringContaining('setIdentifier')]);
    expect(saysOf([member('a'), member('a')])).toEqual([
      'the set identifier "a" is already used for m.example.com A; give each record set its own',
    ]);
    expect(saysOf([member('a'), weighted('a')])).toEqual([]);
  });

  rule('1.3', 'has any type but NS, CNAME, SOA and DS', () => {
    const text = "value: '1 2 3'";
    for (const type of [
      'MX',
      'NAPTR',
      'PTR',
      'SPF',
      'SRV',
      'TXT',
      'CAA',
      'TLSA',
      'SSHFP',
      'SVCB',
      'HTTPS',
    ])
      expect(saysOf([member('a', text, type)])).toEqual([]);
    expect(saysOf([member('a'), member('b', "value: '2001:db8::1'", 'AAAA')])).toEqual([]);
    for (const type of ['NS', 'CNAME', 'DS'])
      expect(
        saysOf([member('a', type === 'CNAME' ? 'value: www.example.net' : text, type)]),
      ).toEqual([`multivalue answers cannot have type ${type}`]);
  });

  rule('1.4', 'is no alias', () => {
    const alias =
      '{ name: m, type: A, routing: multivalue, setIdentifier: a, alias: { target: app, evaluateTargetHealth: false } }';
    expect(saysOf([alias])).toEqual([
      'a multivalue answer record cannot be an alias; point a simple or weighted alias at the group',
    ]);
  });

  rule('1.11', 'has 99 siblings at most, and so does a weighted one', () => {
    for (const of of [member, weighted]) {
      expect(saysOf(range(100).map((i) => of(`a${i}`)))).toEqual([]);
      expect(saysOf(range(101).map((i) => of(`a${i}`)))).toEqual([
        expect.stringMatching(/^101 .* record sets for one name and type: the quota is 100$/),
      ]);
    }
  });

  rule('1.12', 'stands beside no other policy, in the words of the API', () => {
    expect(saysOf([member('a'), '{ name: m, type: A, ttl: 60, value: 192.0.2.9 }'])).toEqual([
      'RRSet with DNS name m.example.com., type A cannot be created because a multivalue rrset exists with the same name and type; give them all one routing',
    ]);
    expect(saysOf(['{ name: m, type: A, ttl: 60, value: 192.0.2.9 }', member('a')])).toEqual([
      'RRSet with DNS name m.example.com., type A, SetIdentifier "a", cannot be created because a non multivalue answer rrset exists with the same name and type; give them all one routing',
    ]);
  });

  rule('1.16', 'with another TTL than its siblings is remarked on, or refused on demand', () => {
    const mixed = [member('a'), member('b', 'value: 192.0.2.2', 'A', 30)];
    expect(notesOf(mixed)).toContain(
      'members of this multivalue answer have different TTLs; an RRset has one (RFC 2181 section 5.2), which mixedTtl chooses',
    );
    expect(saysOf(mixed, '  mixedTtl: refuse\n')).toEqual([
      'members of this multivalue answer have different TTLs (mixedTtl: refuse)',
    ]);
  });
});

describe('a simple record set', () => {
  rule('2.1', 'is alone, and has no set identifier', () => {
    const plain = '{ name: s, type: A, ttl: 60, value: 192.0.2.1 }';
    expect(saysOf([plain, plain])).toEqual([
      'a second simple record set for s.example.com A: simple allows one per name and type',
    ]);
    expect(saysOf([plain.replace('ttl', 'setIdentifier: a, ttl')])).toEqual([
      expect.stringMatching(/^"setIdentifier" belongs to routing /),
    ]);
  });

  rule('2.2', 'holds up to 400 values', () => {
    const set = (count: number) =>
      `{ name: s, type: A, ttl: 60, values: [${range(count)
        .map((i) => `10.0.${i >> 8}.${i & 255}`)
        .join(', ')}] }`;
    expect(saysOf([set(400)])).toEqual([]);
    expect(saysOf([set(401)])).toEqual(['401 values: a record set holds at most 400']);
  });

  rule('2.5', 'may hold several values, but not as CNAME or SOA', () => {
    const set = (name: string, type: string, a: string, b: string) =>
      `{ name: ${name}, type: ${type}, ttl: 60, values: ["${a}", "${b}"] }`;
    const soa = (serial: number) =>
      `ns.example.net. h.example.net. ${serial} 7200 900 1209600 86400`;
    expect(saysOf([set('s', 'MX', '10 a.example.net.', '20 b.example.net.')])).toEqual([]);
    expect(saysOf([set('s', 'CNAME', 'a.example.com.', 'b.example.com.')])).toContain(
      '2 values; a CNAME record holds exactly one',
    );
    expect(saysOf([set('"@"', 'SOA', soa(1), soa(2))])).toEqual([
      '2 values; a SOA record holds exactly one',
    ]);
  });
});

describe('a weighted record set', () => {
  rule('3.2a', 'has a whole weight from 0 to 255', () => {
    expect(saysOf([weighted('a', 'weight: 0'), weighted('b', 'weight: 255')])).toEqual([]);
    for (const weight of [-1, 256, 1.5])
      expect(saysOf([weighted('a', `weight: ${weight}`)])).toEqual([
        `expected a whole number from 0 to 255; found ${weight}`,
      ]);
  });

  rule('3.2g', 'has the TTL of its siblings', () => {
    expect(saysOf([weighted('a'), weighted('b', 'weight: 2', 30)])).toEqual([
      'weighted sets must contain the same TTL',
    ]);
  });

  rule('3.2i', 'with several values is remarked on, or refused on demand', () => {
    const several = weighted('a').replace('value: 192.0.2.1', 'values: [192.0.2.1, 192.0.2.2]');
    expect(notesOf([several])).toContain(
      'several values in a weighted record set: the API Reference speaks of one, the Developer Guide of several; all are answered (weightedValues: all)',
    );
    expect(saysOf([several], '  weightedValues: refuse\n')).toEqual([
      '2 values in a weighted record set (weightedValues: refuse)',
    ]);
  });

  it('has no type that the API knows in simple routing only', () => {
    expect(saysOf([weighted('a', 'weight: 1', 60, 'NS')])).toEqual([
      'weighted records cannot have type NS',
    ]);
  });
});

describe('a failover record set', () => {
  rule('3.3a', 'is one PRIMARY or one SECONDARY of its name and type', () => {
    expect(saysOf([failover('a', 'PRIMARY'), failover('b', 'SECONDARY')])).toEqual([]);
    expect(saysOf([failover('a', 'TERTIARY')])).toEqual([
      'expected one of PRIMARY, SECONDARY; found "TERTIARY"',
    ]);
    for (const role of ['PRIMARY', 'SECONDARY'])
      expect(
        saysOf([failover('a', 'PRIMARY'), failover('b', 'SECONDARY'), failover('c', role)]),
      ).toEqual([
        `RRSet with DNS name f.example.com., type A, SetIdentifier c, and failover=${role} cannot be created because a failover RRSet with the same name, type and failover already exists; there is one PRIMARY and one SECONDARY`,
      ]);
    expect(notesOf([failover('a', 'SECONDARY')])).toContain(
      'there is no PRIMARY for f.example.com A: this record set has every answer, healthy or not',
    );
  });
});

describe('an alias', () => {
  rule('5.9', 'states no TTL, and takes none from the zone', () => {
    const alias = '{ name: w, type: A, alias: { target: app, evaluateTargetHealth: false } }';
    expect(saysOf([alias])).toEqual([]);
    expect(saysOf([alias], '  ttl: 300\n')).toEqual([]);
    expect(saysOf([alias.replace('type: A,', 'type: A, ttl: 60,')])).toEqual([
      'an alias has the TTL of what it leads to; remove ttl',
    ]);
  });
});

describe('a zone', () => {
  it('has its SOA record at its own name, and no CNAME there or beside other types', () => {
    const soa = "value: 'ns.example.net. h.example.net. 1 7200 900 1209600 86400'";
    expect(saysOf([`{ name: s, type: SOA, ttl: 900, ${soa} }`])).toEqual([
      "an SOA record stands at the zone's own name example.com, nowhere else",
    ]);
    expect(saysOf(['{ name: "@", type: CNAME, ttl: 60, value: app.example.com }'])).toEqual([
      'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.; write an alias',
    ]);
    expect(saysOf(['{ name: app, type: CNAME, ttl: 60, value: w.example.com }'])).toEqual([
      'RRSet of type CNAME with DNS name app.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ]);
  });

  rule('5.1', 'has whole TTLs from 0 to 2,147,483,647', () => {
    const set = (ttl: string) => [`{ name: s, type: A, ttl: ${ttl}, value: 192.0.2.1 }`];
    for (const ttl of ['0', '2147483647', '60s']) expect(saysOf(set(ttl))).toEqual([]);
    for (const ttl of ['-1', '2147483648', '1.5', '2147483648s', '1m'])
      expect(saysOf(set(ttl))).toEqual([expect.stringContaining('whole seconds')]);
  });

  rule('5.2', 'with a TTL beyond 60 s beside a health check is remarked on, once a group', () => {
    const checks = '  healthChecks: [{ name: up, backend: web-1 }]\n';
    const pair = (ttl: number) =>
      ['a', 'b'].map((id) =>
        member(id, `value: 192.0.2.${id === 'a' ? 1 : 2}, healthCheck: up`, 'A', ttl),
      );
    expect(notesOf(pair(60), checks)).toEqual([]);
    expect(notesOf(pair(300), checks)).toEqual([
      'for records with a health check Route 53 advises a TTL of 60 s or less: caches keep an unhealthy one for up to 300 s',
    ]);
  });

  rule(
    '5.5',
    'keeps negative answers for the lesser of the SOA’s TTL and minimum, else for 900 s',
    () => {
      const negative = (ttl: number, minimum: number) =>
        read(
          withRecords([
            `{ name: "@", type: SOA, ttl: ${ttl}, value: 'ns.example.net. h.example.net. 1 7200 900 1209600 ${minimum}' }`,
          ]),
        ).scenario.zones[0]?.negativeTtl;
      expect(negative(900, 86_400)).toBe(900);
      expect(negative(900, 60)).toBe(60);
      expect(read(withRecords([])).scenario.zones[0]?.negativeTtl).toBe(900);
    },
  );

  rule(
    ['4.4b', '4.6b'],
    'has sites that hear of statuses after 1 to 10 s, and of records after up to 60 s',
    () => {
      expect(read(withRecords([])).scenario.zones[0]?.edges).toEqual({
        count: 16,
        pick: 'member',
        healthLag: { name: 'uniform', settings: [1, 10] },
        recordLag: { name: 'uniform', settings: [0, 60] },
      });
    },
  );
});
