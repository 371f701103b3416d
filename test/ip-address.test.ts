import { describe, expect, it } from 'vitest';
import {
  addressOf,
  bitsOf,
  canonicalAddress,
  compareAddresses,
  isAddress,
  networkOf,
} from '../sim/ip-address.ts';

describe('IP addresses', () => {
  it('are whole numbers of 32 or 128 bits', () => {
    expect(bitsOf('192.0.2.1')).toBe(3_221_225_985n);
    expect(bitsOf('::1')).toBe(1n);
    expect(bitsOf('2001:db8::1')).toBe((0x20010db8n << 96n) | 1n);
    expect(bitsOf('::ffff:192.0.2.1')).toBe((0xffffn << 32n) | 3_221_225_985n);
  });

  it('have one text, which RFC 5952 section 4 recommends', () => {
    const texts = {
      '2001:DB8::0001': '2001:db8::1',
      '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
      '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
      '0:0:0:0:0:0:0:0': '::',
      '1::': '1::',
      '198.51.100.7': '198.51.100.7',
    };
    for (const [written, text] of Object.entries(texts))
      expect(canonicalAddress(written)).toBe(text);
  });

  it('read back as they are written', () => {
    for (const bits of [0n, 1n, 1n << 64n, (1n << 128n) - 1n, 0x20010db8n << 96n])
      expect(bitsOf(addressOf(bits, 'v6'))).toBe(bits);
  });

  it('are refused when they are none', () => {
    for (const text of ['', '1.2.3', '1.2.3.256', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9'])
      expect([text, isAddress(text)]).toEqual([text, false]);
    for (const text of ['12345::', ':1', '1:', '::1.2.3', '1.2.3.4::', '::g', '1:2:3:4:5:6:7::8'])
      expect([text, isAddress(text)]).toEqual([text, false]);
  });

  it('are in the canonical order of DNSSEC: by value, byte for byte (RFC 4034 section 6.3)', () => {
    const ordered = ['192.0.2.9', '192.0.2.10', '2001:db8::9', '2001:db8::10', '2001:db9::'];
    expect(ordered.toReversed().sort(compareAddresses)).toEqual(ordered);
  });

  it('lie in blocks', () => {
    expect(networkOf('198.51.100.77', 24)).toBe('198.51.100.0');
    expect(networkOf('2001:db8:1:2ff::5', 56)).toBe('2001:db8:1:200::');
    expect(networkOf('2001:db8::5', 0)).toBe('::');
  });
});
