/**
 * Client subnets (RFC 7871): the prefixes of clients' addresses that resolvers send along. Each has a row for each
 * resolver group that sends or receives it; a resolver that is sent one by a forwarder passes it on, shortened to its
 * own length.
 */
import { groupsListed } from '../clients/asked-groups.ts';
import { blocksOf, type ClientBlocks } from '../clients/client-blocks.ts';
import { addressOf, BITS, bitsOf, familyOf, networkOf } from '../ip-address.ts';
import type { Block, ClientGroup, ResolverGroup } from '../scenario.ts';
import { upstreamsOf } from './routes.ts';

/** The prefix at one resolver group. */
export interface ClientSubnet {
  readonly block: Block;
  /** Name of the place of the clients; null: unknown. */
  readonly place: string | null;
}

/** The prefixes of the clients in one block, at one resolver group. */
interface Used {
  /** In the order of the clients' addresses. */
  readonly rows: Int32Array;
  /** Addresses in one prefix, and how many in the first come before the first client's. */
  readonly each: number;
  readonly before: number;
  /** Infinity: every request is a new client. */
  readonly clients: number;
  /** Place of the first client in the block, and part of the group's clients in it. */
  readonly first: number;
  readonly part: number;
}

/** The clients in one block: their first address, the prefix of the block, and how many they are; null: all are new. */
interface Housed {
  readonly block: Block;
  readonly count: number | null;
  readonly first: number;
  readonly part: number;
}

export class ClientSubnets {
  /** By row. */
  readonly rows: readonly ClientSubnet[];
  /** By resolver group: its first row; one more for the end. */
  readonly firstOf: Int32Array;
  /** By row: of each upstream that is sent the shortened prefix, the row that it has there. */
  readonly #above: readonly ReadonlyMap<number, number>[];
  /** By client group, then resolver group, then block; null: none are sent. */
  readonly #used: readonly (readonly (readonly Used[] | null)[])[];
  /** By client group; null: it is in one block. */
  readonly #blocks: readonly (ClientBlocks | null)[];

  constructor(
    clients: readonly Pick<
      ClientGroup,
      'subnet' | 'subnets' | 'publicSubnet' | 'place' | 'count' | 'resolvers'
    >[],
    resolvers: readonly ResolverGroup[],
  ) {
    const rowsOf = new Map(resolvers.map(({ name }, row) => [name, row]));
    const upstreams = resolvers.map((group) =>
      upstreamsOf(group).flatMap((name) => rowsOf.get(name) ?? []),
    );
    const known = resolvers.map(
      () => new Map<string, ClientSubnet & { above: Map<number, string> }>(),
    );
    this.#blocks = clients.map(blocksOf);
    const housed = clients.map((group, i) =>
      housedIn(group, this.#blocks[i] as ClientBlocks | null),
    );
    const keys = clients.map((group, i) =>
      resolvers.map((resolver, row) => {
        const block = blockOf(group);
        const isAsked = groupsListed(group, resolvers).has(resolver.name);
        const length = block && isAsked ? lengthAt(resolver, block) : 0;
        if (length === 0) return null;
        return (housed[i] as Housed[]).map((house) =>
          prefixesOf(house.block, length, house.count).map((prefix) =>
            enter(prefix, group.place, row),
          ),
        );
      }),
    );
    function enter(block: Block, place: string | null, group: number): string {
      const key = `${block.address}/${block.prefix}`;
      if (known[group]?.has(key)) return key;
      const above = new Map<number, string>();
      known[group]?.set(key, { block, place, above });
      for (const upstream of upstreams[group] ?? []) {
        const length = lengthAt(resolvers[upstream] as ResolverGroup, block);
        if (length > 0) above.set(upstream, enter(shortened(block, length), place, upstream));
      }
      return key;
    }
    this.firstOf = new Int32Array(resolvers.length + 1);
    known.forEach(({ size }, i) => {
      this.firstOf[i + 1] = (this.firstOf[i] as number) + size;
    });
    const places = known.map((of) => new Map([...of.keys()].map((key, i) => [key, i])));
    const rowOf = (group: number, key: string) =>
      (this.firstOf[group] as number) + (places[group]?.get(key) as number);
    const all = known.flatMap((of) => [...of.values()]);
    this.rows = all;
    this.#above = all.map(
      ({ above }) => new Map([...above].map(([group, key]) => [group, rowOf(group, key)])),
    );
    this.#used = keys.map((byGroup, i) =>
      byGroup.map((own, group) => {
        if (own === null) return null;
        return (housed[i] as Housed[]).map(({ block, count, first, part }, at) => {
          const each = addressesIn(block, lengthAt(resolvers[group] as ResolverGroup, block));
          const rows = Int32Array.from(own[at] as string[], (key) => rowOf(group, key));
          const before = offsetOf(block, each);
          return { rows, each, before, clients: count ?? Number.POSITIVE_INFINITY, first, part };
        });
      }),
    );
  }

  /** The row at an upstream of the shortened prefix that it is sent; −1: none. @param row −1: there is none to send */
  above(row: number, upstream: number): number {
    return this.#above[row]?.get(upstream) ?? -1;
  }

  /** Rows of the prefixes of a client group at a resolver group that it asks; null: none are sent. */
  of(clients: number, resolvers: number): Int32Array | null {
    const used = this.#used[clients]?.[resolvers] ?? null;
    return used && (used.length === 1 ? (used[0] as Used).rows : joined(used));
  }

  /** Parts of a client group's clients at the rows of {@link of}; they sum to 1. */
  sharesOf(clients: number, resolvers: number): Float64Array {
    const used = this.#used[clients]?.[resolvers] ?? [];
    return Float64Array.from(used.flatMap(sharesIn));
  }

  /** The blocks that a client group is spread over; null: it is in one. */
  blocksOf(clients: number): ClientBlocks | null {
    return this.#blocks[clients] ?? null;
  }

  /** The row of one known client. */
  ofClient(clients: number, resolvers: number, client: number): number {
    const offset = this.#blocks[clients]?.offsetOf(client) ?? client;
    return this.at(clients, resolvers, offset);
  }

  /** The row of a client at so many addresses after the first. */
  at(clients: number, resolvers: number, offset: number): number {
    const used = this.#used[clients]?.[resolvers];
    if (!used) return -1;
    const size = this.#blocks[clients]?.size ?? Number.POSITIVE_INFINITY;
    const block = Math.floor(offset / size);
    const { rows, each, before, first } = used[block] as Used;
    const place = block === 0 ? offset : offset - block * size;
    return rows[Math.floor((before + place - first) / each) % rows.length] as number;
  }
}

/** Where the clients of a group are: in the one block that it is known by, or in those of its own that any are in. */
function housedIn(
  group: Pick<ClientGroup, 'subnet' | 'publicSubnet' | 'count'>,
  blocks: ClientBlocks | null,
): Housed[] {
  const block = blockOf(group);
  if (block === null) return [];
  if (blocks === null) return [{ block, count: group.count, first: 0, part: 1 }];
  const family = familyOf(block.address);
  const step = 1n << BigInt(BITS[family] - block.prefix);
  return Array.from(blocks.shares, (share, i) => {
    const count = group.count === null ? null : (blocks.clients[i] as number);
    const first = count === 0 ? 0 : (blocks.firsts[i] as number);
    const before = BigInt(i) * step + (family === 'v4' ? BigInt(first) : 0n);
    const own = {
      address: addressOf(bitsOf(block.address) + before, family),
      prefix: block.prefix,
    };
    return { block: own, count, first, part: count === null ? share : count / (group.count ?? 1) };
  });
}

function joined(used: readonly Used[]): Int32Array {
  return Int32Array.from(used.flatMap(({ rows }) => [...rows]));
}

/** Parts of the group's clients at the prefixes of one block. */
function sharesIn({ rows, each, before, clients, part }: Used): number[] {
  const all = Math.min(clients, rows.length * each - before);
  return Array.from(rows, (_, i) => {
    const [from, to] = [Math.max(0, i * each - before), Math.min(all, (i + 1) * each - before)];
    return all === 0 ? 0 : (part * Math.max(0, to - from)) / all;
  });
}

/** The addresses by which the world knows a client group. */
function blockOf({
  subnet,
  publicSubnet,
}: Pick<ClientGroup, 'subnet' | 'publicSubnet'>): Block | null {
  return publicSubnet ?? subnet;
}

/** Bits that a resolver group sends of a block of that family, 0: it sends none. */
function lengthAt({ behaviour: { ecs } }: ResolverGroup, { address }: Block): number {
  return ecs === null ? 0 : ecs[familyOf(address)];
}

function shortened({ address, prefix }: Block, length: number): Block {
  const bits = Math.min(prefix, length);
  return { address: networkOf(address, bits), prefix: bits };
}

/** Addresses of one prefix: IPv6 clients have a prefix each, as networks delegate them (RFC 6177). */
function addressesIn(block: Block, length: number): number {
  return familyOf(block.address) === 'v6' ? 1 : powerOfTwo(BITS.v4 - length);
}

/** How many addresses of its prefix come before the first one of a block. */
function offsetOf({ address }: Block, each: number): number {
  return familyOf(address) === 'v6' ? 0 : Number(bitsOf(address)) % each;
}

/** The prefixes of a length that clients of a block are in; of an unknown number of clients, all of it. */
function prefixesOf(block: Block, length: number, count: number | null): Block[] {
  const family = familyOf(block.address);
  if (count === 0) return [];
  if (block.prefix >= length) return [shortened(block, length)];
  const step = 1n << BigInt(BITS[family] - length);
  const first = bitsOf(networkOf(block.address, length));
  const end =
    bitsOf(networkOf(block.address, block.prefix)) + (1n << BigInt(BITS[family] - block.prefix));
  const all = Number((end - first) / step);
  const each = addressesIn(block, length);
  const last = Math.floor((offsetOf(block, each) + (count ?? 1) - 1) / each);
  const needed = count === null ? all : Math.min(all, last + 1);
  return Array.from({ length: needed }, (_, i) => ({
    address: addressOf(first + BigInt(i) * step, family),
    prefix: length,
  }));
}

function powerOfTwo(exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power *= 2;
  return power;
}
