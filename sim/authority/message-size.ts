/**
 * Bytes of a response as it goes over the wire (RFC 1035 section 4.1, names compressed as in 4.1.4), and how many a UDP
 * answer may have. Route 53 puts the name servers of the zone below a positive answer (route53.md section 5).
 */

const HEADER = 12;
/** Type and class of a question. */
const QUESTION = 4;
/** Type, class, TTL and length of a resource record, without its owner's name and its data. */
const RECORD = 10;
const POINTER = 2;
const ADDRESS: Readonly<Record<string, number>> = { A: 4, AAAA: 16 };
/** An OPT record without options (RFC 6891 section 6.1.2): the root's name and the fixed part. */
const OPT = 1 + RECORD;
/** Option code and length, family, source and scope prefix length (RFC 7871 section 6). */
const CLIENT_SUBNET = 8;

/** Without EDNS a UDP message is cut off here (RFC 1035 section 4.2.1). */
const PLAIN_LIMIT = 512;
/** Route 53 goes no further, whatever the asker takes (route53.md section 2). */
const ROUTE_53_LIMIT = 4096;

/**
 * The name servers of a hosted zone whose NS record set is not in the scenario: four, with names as long as the
 * Developer Guide's example has them.
 */
const NAME_SERVERS = [
  'ns-2048.awsdns-64.com',
  'ns-2049.awsdns-65.net',
  'ns-2050.awsdns-66.org',
  'ns-2051.awsdns-67.co.uk',
] as const;

/** Bytes that a UDP answer may have, for an asker that says it takes `buffer` (0: it speaks no EDNS). */
export function udpLimit(buffer: number): number {
  return buffer === 0 ? PLAIN_LIMIT : Math.min(Math.max(PLAIN_LIMIT, buffer), ROUTE_53_LIMIT);
}

/** A response being written; only its length is kept. Sections in their order: links, addresses, name servers, OPT. */
export class MessageSize {
  #bytes = HEADER;
  /** Names already written, and what follows each of their labels. */
  readonly #written = new Set<string>();

  constructor(question: string) {
    this.#name(question);
    this.#bytes += QUESTION;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A CNAME record. */
  link(owner: string, target: string): this {
    this.#name(owner);
    this.#bytes += RECORD;
    this.#name(target);
    return this;
  }

  /** Address records of a name that has been written. */
  addresses(type: string, count: number): this {
    this.#bytes += count * bytesOfAddress(type);
    return this;
  }

  /** The NS set of a zone; the usual four names where none are given. */
  nameServers(zone: string, names: readonly string[]): this {
    for (const name of names.length > 0 ? names : NAME_SERVERS) this.link(zone, name);
    return this;
  }

  /** @param subnet bits of the client subnet sent along; null: none */
  edns(subnet: number | null): this {
    this.#bytes += bytesOfOpt(subnet);
    return this;
  }

  #name(name: string): void {
    const labels = name === '' ? [] : name.split('.');
    for (let i = 0; i < labels.length; i++) {
      const rest = labels.slice(i).join('.');
      if (this.#written.has(rest)) {
        this.#bytes += POINTER;
        return;
      }
      this.#written.add(rest);
      this.#bytes += 1 + (labels[i] as string).length;
    }
    this.#bytes += 1;
  }
}

/** Of an OPT record. @param subnet bits of the client subnet sent along; null: none */
export function bytesOfOpt(subnet: number | null): number {
  return OPT + (subnet === null ? 0 : CLIENT_SUBNET + Math.ceil(subnet / 8));
}

/** Of one address record, its owner a pointer: 16 for A, 28 for AAAA. */
export function bytesOfAddress(type: string): number {
  return POINTER + RECORD + (ADDRESS[type] ?? 0);
}
