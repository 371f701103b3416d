/** In which order the clients of one group want addresses: their sort, made ready for the addresses of a scenario. */
import { BITS, type Family, familyOf, wordsOf } from '../../ip-address.ts';
import type { ClientGroup } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';
import { commonPrefixOf, sizeOf } from '../client-blocks.ts';
import { commonPrefix } from './common-prefix.ts';
import { type PolicyTable, policyOf } from './policy-table.ts';
import { scopeOf } from './scope.ts';
import type { Sort } from './sort.ts';

/** Those whose preference it is. */
type Whose = Pick<ClientGroup, 'subnet' | 'subnets' | 'family' | 'interfacePrefix' | 'count'>;

/** The third word of an IPv4-mapped address, and the bits before the IPv4 address in it. */
const MAPPED = 0xffff;
const MAPPED_BITS = 96;
const WORD = 4_294_967_296;

/** Addresses of either family that are like most: global, and of no special prefix. */
const SOME_GLOBAL: Readonly<Record<Family, string>> = { v4: '192.0.2.0', v6: '2001:db8::' };

/** Round trips further apart than this decide before all rules, and those still apart before rule 9 (si_compare.c). */
const FAR_APART: Seconds = 0.1;
const APART: Seconds = 0.01;

export class Preference {
  /** Whether it can change any order received. */
  readonly isActive: boolean;
  readonly #sort: Sort;
  /** The addresses, four words each, and the family of each. */
  readonly #words: Uint32Array;
  readonly #families: readonly Family[];
  /** By address: what scope, label and precedence say of it; smaller first. */
  readonly #ranks: Float64Array;
  /** By address: the round trip, NaN where it is not modelled. */
  readonly #trips: Float64Array;
  /** The family of the subnet, its first address and the address of the client that asks; null: unknown. */
  readonly #family: Family | null;
  readonly #first: Uint32Array;
  readonly #source: Uint32Array;
  readonly #interfacePrefix: number;
  /** Addresses told apart in each of several IPv6 blocks, and the bits after those that tell blocks apart; null: one block. */
  readonly #blocks: { readonly size: number; readonly after: number } | null;
  /** Bits after those that tell a client's address from others of its block. */
  readonly #after: number;

  /**
   * @param words of all addresses, four each
   * @param trips round trips to them, NaN where they are not modelled
   */
  constructor(sort: Sort, whose: Whose, words: Uint32Array, trips: Float64Array) {
    const { subnet, subnets, family } = whose;
    this.#sort = sort;
    this.#words = words;
    this.#trips = trips;
    this.#families = Array.from(trips, (_, row) => familyAt(words, row));
    this.#family = subnet && familyOf(subnet.address);
    this.#first = subnet ? wordsOf(subnet.address) : new Uint32Array(4);
    this.#source = this.#first.slice();
    this.#interfacePrefix = whose.interfacePrefix;
    const isAnywhere = this.#family === 'v6' && whose.count === null;
    this.#after = isAnywhere && subnet ? Math.max(0, MAPPED_BITS - subnet.prefix) : 0;
    this.#blocks =
      subnet && subnets && this.#family === 'v6'
        ? { size: sizeOf(subnet), after: BITS.v6 - subnet.prefix }
        : null;
    const shared = subnet && (subnets ? commonPrefixOf(subnet, subnets.count) : subnet.prefix);
    const isDual = family === 'dual';
    const own = [...trips.keys()].filter((row) => isDual || this.#families[row] === family);
    this.#ranks = new Float64Array(trips.length);
    if (sort.policy !== null && (subnet !== null || isDual))
      for (const row of own)
        this.#ranks[row] = rankOf(words, row, this.#sourceFor(row), sort.policy);
    const differ = (of: Float64Array, by: number) =>
      own.some((a) => own.some((b) => (of[a] as number) - (of[b] as number) > by));
    this.isActive =
      differ(this.#ranks, 0) ||
      (shared !== null && own.some((row) => this.#mayMatch(row, shared))) ||
      (sort.heedsRoundTrips && differ(trips, APART));
  }

  /** Says who asks. @param source of an IPv4 client its address, of an IPv6 client its number in the subnet */
  from(source: number): void {
    if (this.#family === 'v4') this.#source[3] = source;
    else if (this.#blocks) {
      const { size, after } = this.#blocks;
      addTo(this.#source, this.#first, source % size, this.#after);
      addTo(this.#source, this.#source, Math.floor(source / size), after);
    } else if (this.#family === 'v6') addTo(this.#source, this.#first, source, this.#after);
  }

  /** The clients' own address of an address's family; any global one where they have none that is known. */
  #sourceFor(address: number): Uint32Array {
    const family = this.#families[address] as Family;
    return family === this.#family ? this.#first : wordsOf(SOME_GLOBAL[family]);
  }

  /** What an address sorts by, smaller first; equal keys keep the order received. */
  key(address: number): number {
    return (this.#ranks[address] as number) - this.#bits(address);
  }

  /** Which of two addresses comes first where round trips count: below 0 the one, above 0 the other, 0 as received. */
  compare(one: number, other: number, hasFailed: boolean, otherHasFailed: boolean): number {
    const gap = (this.#trips[one] as number) - (this.#trips[other] as number);
    if (Math.abs(gap) > FAR_APART) return gap;
    if (hasFailed !== otherHasFailed) return hasFailed ? 1 : -1;
    const direct = Number(this.#isDirect(other)) - Number(this.#isDirect(one));
    if (direct !== 0) return direct;
    const ranks = (this.#ranks[one] as number) - (this.#ranks[other] as number);
    if (ranks !== 0) return ranks;
    return Math.abs(gap) > APART ? gap : this.#bits(other) - this.#bits(one);
  }

  #bits(address: number): number {
    const family = this.#families[address] as Family;
    if (family !== this.#family) return 0;
    return this.#sort.bits(family, this.#common(address), this.#interfacePrefix);
  }

  #isDirect(address: number): boolean {
    if (this.#families[address] !== this.#family) return false;
    return this.#common(address) >= this.#interfacePrefix;
  }

  /** Leading bits that an address of the clients' family has in common with the one that asks. */
  #common(address: number): number {
    if (this.#family === 'v6') return commonPrefix(this.#words, 4 * address, this.#source, 0);
    return Math.clz32((this.#words[4 * address + 3] as number) ^ (this.#source[3] as number));
  }

  /** Whether bits of an address count for some client of the subnet. */
  #mayMatch(address: number, prefix: number): boolean {
    const family = this.#families[address] as Family;
    if (family !== this.#family) return false;
    const whole = commonPrefix(this.#words, 4 * address, this.#first, 0);
    const common = family === 'v4' ? whole - MAPPED_BITS : whole;
    const most = common >= prefix ? 128 : common;
    return this.#sort.bits(family, most, this.#interfacePrefix) > 0;
  }
}

/** Rules 2, 5, 6 and 8 as one number, before the bits of rule 9, of which there are fewer than 256. */
function rankOf(words: Uint32Array, row: number, source: Uint32Array, table: PolicyTable): number {
  const destination = words.subarray(4 * row, 4 * row + 4);
  const scope = scopeOf(destination);
  const { label, precedence } = policyOf(table, destination);
  const otherScope = scope === scopeOf(source) ? 0 : 1;
  const otherLabel = label === policyOf(table, source).label ? 0 : 1;
  return (((otherScope * 2 + otherLabel) * 64 + (63 - precedence)) * 16 + scope) * 256;
}

function familyAt(words: Uint32Array, row: number): Family {
  const at = 4 * row;
  return words[at] === 0 && words[at + 1] === 0 && words[at + 2] === MAPPED ? 'v4' : 'v6';
}

/** Puts `first` + `count` · 2^`shift` into an address, the carry into all but the first word. */
function addTo(into: Uint32Array, first: Uint32Array, count: number, shift: number): void {
  const word = 3 - Math.floor(shift / 32);
  let unit = 1;
  for (let i = 0; i < shift % 32; i++) unit *= 2;
  const low = (count * unit) % WORD;
  let carry = 0;
  for (let at = 3; at >= 0; at--) {
    const part = at === word ? low : at === word - 1 ? (count * unit - low) / WORD : 0;
    const sum = (first[at] as number) + part + carry;
    carry = sum >= WORD ? 1 : 0;
    into[at] = sum % WORD;
  }
}
