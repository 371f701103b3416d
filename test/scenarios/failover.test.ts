import { describe, expect, it } from 'vitest';
import { mistakes, read, sampleWith } from './sample.ts';

const MULTIVALUE = `    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-2, value: 192.0.2.2 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-3, value: 192.0.2.3 }
`;
const CHECKS = '  healthChecks: [{ name: up, backend: web-1 }]\n';
const member = (more: string) =>
  `    - { name: app, type: A, routing: failover, ttl: 60, ${more} }\n`;
const PRIMARY = 'failover: PRIMARY, setIdentifier: a, value: 192.0.2.1';
const SECONDARY = 'failover: SECONDARY, setIdentifier: b, value: 192.0.2.2';
const pair = (...records: string[]) =>
  sampleWith(MULTIVALUE, records.map(member).join('') + CHECKS);
const texts = (text: string) =>
  read(text)
    .notes.map((note) => note.text)
    .filter((note) => /primary|there is no/.test(note));

describe('a failover pair (route53.md section 3.3)', () => {
  it('says which record set is the primary', () => {
    const text = pair(`${PRIMARY}, healthCheck: up`, SECONDARY);
    expect(read(text).scenario.zones[0]?.records).toMatchObject([
      { routing: 'failover', settings: { failover: 'PRIMARY' }, healthCheck: 'up' },
      { routing: 'failover', settings: { failover: 'SECONDARY' }, healthCheck: null },
    ]);
    expect(texts(text)).toEqual([]);
  });

  it('is remarked on where it cannot fail over', () => {
    expect(texts(pair(PRIMARY, `${SECONDARY}, healthCheck: up`))).toEqual([
      'a primary without a health check never fails over',
    ]);
    expect(texts(pair(`${PRIMARY}, healthCheck: up`))).toEqual([
      'there is no SECONDARY for app.example.com A: this record set has every answer, healthy or not',
    ]);
    expect(texts(pair(`${SECONDARY}, healthCheck: up`))).toEqual([
      'there is no PRIMARY for app.example.com A: this record set has every answer, healthy or not',
    ]);
  });

  it.each([
    [
      'two primaries',
      [`${PRIMARY}, healthCheck: up`, SECONDARY.replace('SECONDARY', 'PRIMARY')],
      '8 ‹PRIMARY› RRSet with DNS name app.example.com., type A, SetIdentifier b, and failover=PRIMARY cannot be created because ' +
        'a failover RRSet with the same name, type and failover already exists; there is one PRIMARY and one SECONDARY',
    ],
    [
      'a word that Route 53 does not have',
      [`${PRIMARY}, healthCheck: up`, SECONDARY.replace('SECONDARY', 'secondary')],
      '8 ‹secondary› expected one of PRIMARY, SECONDARY; found "secondary"; did you mean "SECONDARY"?',
    ],
    [
      'no word at all',
      [`${PRIMARY}, healthCheck: up`, 'setIdentifier: b, value: 192.0.2.2'],
      '8 ‹name› missing key "failover": expected one of PRIMARY, SECONDARY',
    ],
  ])('is refused with %s', (_title, records, said) => {
    expect(mistakes(pair(...records))).toEqual([said]);
  });

  it('is refused for types that only simple routing has', () => {
    const text = sampleWith(
      '  records:\n',
      '  records:\n    - { name: sub, type: NS, ttl: 60, routing: failover, failover: PRIMARY, setIdentifier: a, value: ns.example.net }\n',
    );
    expect(mistakes(text)).toEqual(['7 ‹NS› failover records cannot have type NS']);
  });
});

it('a listing’s Failover members are a failover pair', () => {
  const set = (Failover: string, i: number) => ({
    Name: 'app.example.com.',
    Type: 'A',
    SetIdentifier: Failover.toLowerCase(),
    Failover,
    TTL: 60,
    ResourceRecords: [{ Value: `192.0.2.${i}` }],
  });
  const listing = JSON.stringify({ ResourceRecordSets: [set('PRIMARY', 1), set('SECONDARY', 2)] });
  const text = sampleWith(`  records:\n${MULTIVALUE}`, '  import: list.json\n');
  expect(read(text, { files: { 'list.json': listing } }).scenario.zones[0]?.records).toMatchObject([
    { setIdentifier: 'primary', settings: { failover: 'PRIMARY' } },
    { setIdentifier: 'secondary', settings: { failover: 'SECONDARY' } },
  ]);
});
