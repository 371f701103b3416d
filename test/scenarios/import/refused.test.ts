import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing } from './importing.ts';

describe('an import', () => {
  const text = importing('{ name: example.org, import: list.json }');

  it.each([
    ['that is not there', undefined, /^5 ‹list.json› cannot read "list.json"/],
    ['that is empty', '', /not JSON: value expected/],
    ['that is broken', '{ "ResourceRecordSets": [ }', /^list.json:1 .*not JSON: value expected/],
    ['with comments', '// mine\n[]', /comments are not allowed/],
    [
      'of something else',
      '{ "Distributions": [] }',
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
