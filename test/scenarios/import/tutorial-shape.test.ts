import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mistakes, read } from '../sample.ts';
import { importing } from './importing.ts';

describe('the shape of tutorials', () => {
  const text = importing('{ name: example.net, import: shop.json }', 'shop.example.net');
  const shop = readFileSync('scenarios/tutorial-change-batch.json', 'utf8');

  it('[route53 0] is read as one multivalue record set for each value', () => {
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
