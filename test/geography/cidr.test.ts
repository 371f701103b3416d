import { describe, expect, it } from 'vitest';
import { Cidr } from '../../sim/geography/cidr.ts';

const cidr = (text: string) => Cidr.parse(text) as Cidr;

describe('a block of addresses', () => {
  it.each([
    ['10.0.0.0/8', '10.255.0.0/16', true],
    ['10.0.0.0/8', '10.0.0.0/8', true],
    ['10.0.0.0/8', '11.0.0.0/16', false],
    ['10.128.0.0/9', '10.0.0.0/8', false],
    ['10.128.0.0/9', '10.127.255.255/32', false],
    ['192.0.2.128/25', '192.0.2.200/32', true],
    ['0.0.0.0/0', '203.0.113.9/32', true],
    ['2001:db8::/32', '2001:db8:ffff::/48', true],
    ['2001:db8::/33', '2001:db8:8000::/48', false],
    ['::/0', '10.0.0.0/8', false],
  ])('%s covers %s: %s', (outer, inner, covers) => {
    expect(cidr(outer).covers(cidr(inner))).toBe(covers);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/24',
    '10.0.0.1/24',
    '010.0.0.0/8',
    '2001:db8::/129',
    '2001:db8::1/64',
    'x/8',
    '/8',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
  ])('is not written %s', (text) => {
    expect(Cidr.parse(text)).toBeNull();
  });

  it('is what it was made of', () => {
    expect(cidr('192.0.2.0/24')).toMatchObject({ address: '192.0.2.0', prefix: 24 });
    expect(new Cidr({ address: '2001:db8::', prefix: 48 }).family).toBe('v6');
  });
});
