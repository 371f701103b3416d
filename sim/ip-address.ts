/**
 * IP addresses as whole numbers: their text, their order, the bits they share. For setting up only: numbers of 128
 * bits are slow.
 */

export type Family = 'v4' | 'v6';

/** Bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { v4: 32, v6: 128 };

/** The type of record that holds addresses of a family (RFC 1035, RFC 3596). */
export const RECORD_TYPE: Readonly<Record<Family, 'A' | 'AAAA'>> = { v4: 'A', v6: 'AAAA' };

const OCTET = /^(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const GROUPS = 8;

/** An IPv4 address has dots only, an IPv6 address has colons (RFC 4291 section 2.2). */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'v6' : 'v4';
}

export function isAddress(text: string): boolean {
  return familyOf(text) === 'v6' ? groupsOf(text) !== null : isIpv4(text);
}

/** `192.0.2.1` → 3221225985n, `::1` → 1n. @param address of either family, well-formed */
export function bitsOf(address: string): bigint {
  const parts = familyOf(address) === 'v6' ? groupsOf(address) : octetsOf(address);
  const width = familyOf(address) === 'v6' ? 16n : 8n;
  return (parts ?? []).reduce((bits, part) => (bits << width) | BigInt(part), 0n);
}

/** The address of some bits, in the one text that RFC 5952 section 4 recommends. */
export function addressOf(bits: bigint, family: Family): string {
  if (family === 'v4') return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
  const groups = Array.from({ length: GROUPS }, (_, i) =>
    Number((bits >> BigInt(16 * (GROUPS - 1 - i))) & 0xffffn),
  );
  const [from, length] = longestZeros(groups);
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2
    ? text(groups)
    : `${text(groups.slice(0, from))}::${text(groups.slice(from + length))}`;
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

function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => OCTET.test(octet));
}

function octetsOf(text: string): number[] {
  return text.split('.').map(Number);
}

/** The eight groups of an IPv6 address; null: it is none. */
function groupsOf(text: string): number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [left, right] = halves.map((half, i) => partsOf(half, i === halves.length - 1));
  if (!left || right === null) return null;
  if (right === undefined) return left.length === GROUPS ? left : null;
  const missing = GROUPS - left.length - right.length;
  return missing < 1 ? null : [...left, ...Array<number>(missing).fill(0), ...right];
}

/** The last two groups may be written as an IPv4 address. */
function partsOf(half: string, isEnd: boolean): number[] | null {
  if (half === '') return [];
  const parts = half.split(':');
  const last = parts.at(-1) as string;
  const mapped = isEnd && isIpv4(last) ? octetsOf(last) : null;
  const groups = mapped ? parts.slice(0, -1) : parts;
  if (!groups.every((group) => GROUP.test(group))) return null;
  const tail = mapped ? pairs(mapped as [number, number, number, number]) : [];
  return [...groups.map((group) => Number.parseInt(group, 16)), ...tail];
}

function pairs([a, b, c, d]: readonly [number, number, number, number]): number[] {
  return [a * 256 + b, c * 256 + d];
}

/** Where the first longest run of zero groups begins, and its length. */
function longestZeros(groups: readonly number[]): readonly [from: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  for (let from = 0; from < GROUPS; from++) {
    let length = 0;
    while (groups[from + length] === 0) length++;
    if (length > best[1]) best = [from, length];
  }
  return best;
}
