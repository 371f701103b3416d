/** The blocks that clients are spread over: `subnet: { from: 10.0.0.0, count: 50, prefix: 24 }`. */
import { ClientBlocks, sizeOf } from '../../../sim/clients/client-blocks.ts';
import {
  addressOf,
  BITS,
  bitsOf,
  type Families,
  familyOf,
  isAddress,
  networkOf,
} from '../../../sim/ip-address.ts';
import type { Block, SubnetSet } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { ClientInput } from '../schema/clients.ts';
import type { Path } from '../tree.ts';
import { resolveSubnet } from './client-families.ts';
import type { Context } from './context.ts';

type SetInput = Exclude<ClientInput['subnet'], string | undefined>;

/** The first block, and the set that it begins. */
interface Blocks {
  readonly subnet: Block | null;
  readonly subnets?: SubnetSet;
}

export function resolveBlocks(
  input: ClientInput['subnet'],
  families: Families,
  among: { readonly before: number; readonly count: number | undefined },
  path: Path,
  context: Context,
): Blocks {
  if (input === undefined) return { subnet: null };
  const { before, count } = among;
  if (typeof input === 'string')
    return { subnet: resolveSubnet(input, families, { before, count: count ?? 1 }, path, context) };
  const subnet = firstOf(input, families, path, context);
  if (subnet === null || !fits(input, subnet, path, context)) return { subnet: null };
  const subnets = {
    count: input.count,
    popularity: input.popularity,
    ...(before > 0 && { before }),
  };
  if (count !== undefined) checkRoom(subnet, subnets, count, path, context);
  return { subnet, subnets };
}

const FIRST = {
  v4: 'an IPv4 address such as 10.0.0.0',
  v6: 'an IPv6 address such as 2001:db8::',
  dual: 'an address such as 10.0.0.0 or 2001:db8::',
};

function firstOf(
  { from, prefix }: SetInput,
  families: Families,
  path: Path,
  context: Context,
): Block | null {
  const at = [...path, 'from'];
  const family = familyOf(from);
  if (!isAddress(from) || (families !== 'dual' && families !== family)) {
    context.wrong(at, `expected ${FIRST[families]}; found ${quoted(from)}`);
    return null;
  }
  const bits = BITS[family];
  if (prefix > bits) {
    context.wrong(
      [...path, 'prefix'],
      `an address such as ${from} has ${bits} bits; found ${prefix}`,
    );
    return null;
  }
  const first = networkOf(from, prefix);
  if (bitsOf(first) === bitsOf(from)) return { address: first, prefix };
  context.wrong(
    at,
    `${from} is inside a block of ${prefix} bits; begin with its first address, ${first}`,
  );
  return null;
}

/** Whether there are so many blocks, and a weight for each. */
function fits({ count, prefix, popularity }: SetInput, first: Block, path: Path, context: Context) {
  const bits = BITS[familyOf(first.address)];
  const room = ((1n << BigInt(bits)) - bitsOf(first.address)) >> BigInt(bits - prefix);
  if (BigInt(count) > room)
    context.wrong(
      [...path, 'count'],
      `from ${first.address} on there are ${room} blocks of ${prefix} bits; found ${count}`,
    );
  const isWeighed = popularity.kind !== 'weights' || popularity.weights.length === count;
  if (popularity.kind === 'weights' && !isWeighed)
    context.wrong(
      [...path, 'popularity', 'weights'],
      `${popularity.weights.length} weights for ${count} blocks; give one for each`,
    );
  return BigInt(count) <= room && isWeighed;
}

function checkRoom(block: Block, set: SubnetSet, count: number, path: Path, context: Context) {
  const { firsts, clients } = new ClientBlocks(block, set, count);
  const inEach = firsts.map((first, i) => first + (clients[i] as number));
  const most = inEach.reduce((a, b) => Math.max(a, b), 0);
  if (most <= sizeOf(block)) return;
  const { address, prefix } = block;
  const fullest =
    bitsOf(address) + (BigInt(inEach.indexOf(most)) << BigInt(BITS[familyOf(address)] - prefix));
  context.wrong(
    [...path, 'prefix'],
    `${most} clients do not fit into ${addressOf(fullest, familyOf(address))}/${prefix}, which has ${sizeOf(block)} addresses; give a shorter prefix, or more blocks`,
  );
}
