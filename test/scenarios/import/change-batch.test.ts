import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { batch, importing, listing, www } from './importing.ts';

describe('a change batch', () => {
  const text = importing('{ name: example.org, import: [list.json, batch.json] }');
  const after = (changes: [string, object][]) =>
    read(text, {
      files: { 'list.json': listing(www(1), www(2)), 'batch.json': batch(...changes) },
    }).scenario.zones[0]?.records.slice(1);

  it('[route53 7.2] creates, replaces and deletes in its order', () => {
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

  it('[route53 7.2] cannot create what exists, nor delete what is not there or is otherwise', () => {
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
