import { BITS, bitsOf, type Family, familyOf, isAddress, networkOf } from '../ip-address.ts';
import type { Block } from '../scenario.ts';

/** A block of IPv4 or IPv6 addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). */
export class Cidr implements Block {
  /** The first address. */
  readonly address: string;
  readonly prefix: number;
  readonly family: Family;

  constructor({ address, prefix }: Block) {
    this.address = address;
    this.prefix = prefix;
    this.family = familyOf(address);
  }

  /** `10.0.0.0/8`, `2001:db8::/32`; null: it is not such a text, or has bits set beyond its prefix. */
  static parse(text: string): Cidr | null {
    const [, address = '', digits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
    if (!isAddress(address) || Number(digits) > BITS[familyOf(address)]) return null;
    const cidr = new Cidr({ address, prefix: Number(digits) });
    return bitsOf(networkOf(address, cidr.prefix)) === bitsOf(address) ? cidr : null;
  }

  /** Whether all addresses of another block are in this one. */
  covers({ address, prefix }: Block): boolean {
    return (
      familyOf(address) === this.family &&
      prefix >= this.prefix &&
      networkOf(address, this.prefix) === networkOf(this.address, this.prefix)
    );
  }
}
