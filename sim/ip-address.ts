/**
 * IP addresses as whole numbers: their text, their order, the bits they share. For setting up only: numbers of 128
 * bits are slow.
 */
import ipaddr from 'ipaddr.js';

export type Family = 'v4' | 'v6';

/** Bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { v4: 32, v6: 128 };

/** The type of record that holds addresses of a family (RFC 1035, RFC 3596). */
export const RECORD_TYPE: Readonly<Record<Family, 'A' | 'AAAA'>> = { v4: 'A', v6: 'AAAA' };

/** Families of which a client looks up addresses. */
export type Families = Family | 'dual';

/** What a client asks for every name that it looks up; of both families the one first that is preferred. */
export function recordTypesOf(families: Families): readonly ('A' | 'AAAA')[] {
  return families === 'dual' ? ['AAAA', 'A'] : [RECORD_TYPE[families]];
}

/** An IPv4 address has dots only, an IPv6 address has colons (RFC 4291 section 2.2). */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'v6' : 'v4';
}

/** Without a zone such as `%eth0`, which means something on one host only. */
export function isAddress(text: string): boolean {
  return familyOf(text) === 'v6'
    ? !text.includes('%') && ipaddr.IPv6.isValid(text)
    : ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** `192.0.2.1` → 3221225985n, `::1` → 1n. @param address of either family, well-formed */
export function bitsOf(address: string): bigint {
  const bytes = ipaddr.parse(address).toByteArray();
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n);
}

/**
 * An address as four words of 32 bits, which compare fast: an IPv4 address as the IPv4-mapped one, `::ffff:192.0.2.1`
 * (RFC 6724 section 2.1, RFC 4291 section 2.5.5.2).
 */
export function wordsOf(address: string): Uint32Array {
  const mapped = familyOf(address) === 'v4' ? bitsOf(address) | (0xffffn << 32n) : bitsOf(address);
  return Uint32Array.from([96n, 64n, 32n, 0n], (shift) => Number((mapped >> shift) & 0xffff_ffffn));
}

/** The address of some bits, in the one text that RFC 5952 section 4 recommends. */
export function addressOf(bits: bigint, family: Family): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, i) =>
    Number((bits >> BigInt(BITS[family] - 8 * (i + 1))) & 255n),
  );
  return family === 'v4'
    ? new ipaddr.IPv4(bytes).toString()
    : new ipaddr.IPv6(bytes).toRFC5952String();
}

/** An address in the one text that stands for it: `2001:DB8:0::1` → `2001:db8::1`. */
export function canonicalAddress(address: string): string {
  return addressOf(bitsOf(address), familyOf(address));
}

/** Of either family: IPv4 first, each by value, as DNSSEC orders the data of a set (RFC 4034 section 6.3). */
export function compareAddresses(a: string, b: string): number {
  const [one, other] = [familyOf(a), familyOf(b)];
  if (one !== other) return one === 'v4' ? -1 : 1;
  const [low, high] = [bitsOf(a), bitsOf(b)];
  return low < high ? -1 : low > high ? 1 : 0;
}

/** The first address of the block of `prefix` bits that an address is in. */
export function networkOf(address: string, prefix: number): string {
  const family = familyOf(address);
  const host = BigInt(BITS[family] - prefix);
  return addressOf((bitsOf(address) >> host) << host, family);
}
