/**
 * Clients spread over several blocks of addresses, each as large as the next and right after it. Known clients keep
 * their block for the run. They are dealt so that each block has its share of them as nearly as can be, whichever
 * clients one looks at: by the parts after the point of multiples of the golden ratio, which of all numbers fill the
 * unit interval the most evenly (Knuth, The Art of Computer Programming, volume 3, section 6.4). Nothing is drawn.
 */
import { BITS, bitsOf, familyOf } from '../ip-address.ts';
import { AliasTable } from '../random/alias-table.ts';
import { normalQuantile } from '../random/normal-quantile.ts';
import type { Stream } from '../random/stream.ts';
import type { Block, ClientGroup, Popularity, SubnetSet } from '../scenario.ts';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

export class ClientBlocks {
  /** Addresses of a block that are told apart. A client's offset is that of its block × size + its place in the block. */
  readonly size: number;
  /** Parts of the clients expected in each block, in the order of addresses; they sum to 1. */
  readonly shares: Float64Array;
  /** By block: how many clients of the group are in it, and at which place the first; NaN and 0 where all are new. */
  readonly clients: Float64Array;
  readonly firsts: Float64Array;
  /** By client; null: every request is a new client. */
  readonly #offsets: Float64Array | null;
  readonly #draws: AliasTable;
  /** By block: the shares of those before it. */
  readonly #below: Float64Array;

  constructor(block: Block, { popularity, count, before = 0 }: SubnetSet, clients: number | null) {
    this.size = sizeOf(block);
    this.shares = sharesOf(popularity, count);
    this.#draws = new AliasTable(this.shares);
    this.#below = new Float64Array(count + 1);
    for (const [i, share] of this.shares.entries())
      this.#below[i + 1] = (this.#below[i] as number) + share;
    this.clients = new Float64Array(count).fill(clients === null ? Number.NaN : 0);
    this.firsts = new Float64Array(count);
    this.#offsets = clients === null ? null : this.#deal(before, clients);
  }

  /** @param before clients of the parts of a mix that come before */
  #deal(before: number, clients: number): Float64Array {
    const offsets = new Float64Array(clients);
    for (let i = 0; i < before + clients; i++) {
      const block = this.#blockAt(((i + 0.5) * GOLDEN) % 1);
      const column = i < before ? this.firsts : this.clients;
      if (i >= before)
        offsets[i - before] =
          block * this.size + (this.firsts[block] as number) + (this.clients[block] as number);
      column[block] = (column[block] as number) + 1;
    }
    return offsets;
  }

  /** The block in which a part of all clients, counted from the first block, ends. */
  #blockAt(part: number): number {
    let [low, high] = [0, this.shares.length - 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#below[middle + 1] as number) > part) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Where a known client is. */
  offsetOf(client: number): number {
    return (this.#offsets as Float64Array)[client] as number;
  }

  /** Where a new client is. */
  draw(stream: Stream): number {
    return this.#draws.draw(stream) * this.size + stream.below(this.size);
  }

  /** Part of the new clients at so many offsets from one on. */
  shareOf(from: number, count: number): number {
    return this.#shareBelow(from + count) - this.#shareBelow(from);
  }

  #shareBelow(offset: number): number {
    const block = Math.floor(offset / this.size);
    const inside = (this.shares[block] ?? 0) * ((offset % this.size) / this.size);
    return (this.#below[block] as number) + inside;
  }
}

/** Null: they are all in one. */
export function blocksOf({
  subnet,
  subnets,
  count,
}: Pick<ClientGroup, 'subnet' | 'subnets' | 'count'>): ClientBlocks | null {
  return subnet && subnets ? new ClientBlocks(subnet, subnets, count) : null;
}

/** How many addresses of a block are told apart: of IPv6 those of 32 bits at most. */
export function sizeOf({ address, prefix }: Block): number {
  const bits = BITS[familyOf(address)] - prefix;
  let size = 1;
  for (let i = 0; i < Math.min(BITS.v4, bits); i++) size *= 2;
  return size;
}

/** Length of the prefix that all addresses of so many blocks have in common. */
export function commonPrefixOf({ address, prefix }: Block, count: number): number {
  const bits = BITS[familyOf(address)];
  const first = bitsOf(address);
  const last = first + (BigInt(count) << BigInt(bits - prefix)) - 1n;
  return count === 1 || first === last ? prefix : bits - (first ^ last).toString(2).length;
}

/** Lognormal shares are those expected, at evenly spaced quantiles: which block is how large is no matter of chance. */
function sharesOf(popularity: Popularity, count: number): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, rank) => {
    switch (popularity.kind) {
      case 'uniform':
        return 1;
      case 'zipf':
        return Math.exp(-popularity.s * Math.log(rank + 1));
      case 'lognormal':
        return Math.exp(-popularity.sigma * normalQuantile((rank + 0.5) / count));
      case 'weights':
        return popularity.weights[rank] as number;
    }
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
