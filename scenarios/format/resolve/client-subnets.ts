/** Client subnets: the blocks of clients, and whether those who send them have any to send. */
import { BITS, bitsOf, familyOf, isAddress, networkOf } from '../../../sim/ip-address.ts';
import { ClientSubnets } from '../../../sim/resolvers/client-subnets.ts';
import { knowsAskers } from '../../../sim/resolvers/selecting.ts';
import type { Block, ClientGroup, ResolverGroup } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** Prefixes of one client group, and cache entries of one name over all: 32 bytes each and more. */
const MOST_PREFIXES = 65_536;
const MOST_ENTRIES = 4_000_000;

export function publicBlockOf(text: string, path: Path, context: Context): Block | null {
  const [, address = '', digits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const prefix = Number(digits);
  const isBlock =
    isAddress(address) &&
    prefix <= BITS[familyOf(address)] &&
    bitsOf(networkOf(address, prefix)) === bitsOf(address);
  if (isBlock) return { address: networkOf(address, prefix), prefix };
  context.wrong(
    path,
    `expected a block of addresses such as 198.51.100.0/24 or 2001:db8::/32, its first address first; found ${quoted(text)}`,
  );
  return null;
}

/** What would be sent to nobody, what sends nothing, and what would be too much. */
export function checkClientSubnets(
  clients: readonly ClientGroup[],
  resolvers: readonly ResolverGroup[],
  context: Context,
): void {
  if (context.objections > 0 || !context.isIntact(['resolvers'], ['clients'])) return;
  const sending = (name: string) => resolvers.some((one) => one.name === name && one.behaviour.ecs);
  for (const [i, { publicSubnet, resolvers: used, count, name }] of clients.entries()) {
    if (publicSubnet !== null && !used.some(({ group }) => sending(group)))
      context.wrongKey(
        ['clients', i, 'publicSubnet'],
        'no resolver that these clients ask sends client subnets; give it ecs, or remove publicSubnet',
      );
    const bits = tooMany(clients[i] as ClientGroup, resolvers);
    if (bits !== null)
      context.wrong(
        ['clients', i, publicSubnet ? 'publicSubnet' : 'subnet'],
        `${name} have more than ${MOST_PREFIXES} prefixes of ${bits} bits${count === null ? ' to come from' : ''}; take a smaller block, or send fewer bits`,
      );
  }
  if (context.objections > 0) return;
  const areKnown = knowsAskers({ clients, resolvers });
  const subnets = new ClientSubnets(clients, resolvers);
  for (const [i, { behaviour, count, name, tierOf }] of resolvers.entries()) {
    if (behaviour.nearFirst && !areKnown && context.isWritten(['resolvers', i, 'nearFirst']))
      context.wrongKey(
        ['resolvers', i, 'nearFirst'],
        'nobody who asks has a known IPv4 address that others could be near; give clients a subnet, or remove nearFirst',
      );
    if (tierOf !== undefined) continue;
    const rows = (subnets.firstOf[i + 1] as number) - (subnets.firstOf[i] as number);
    if (behaviour.ecs && rows === 0 && context.isWritten(['resolvers', i, 'ecs']))
      context.wrongKey(
        ['resolvers', i, 'ecs'],
        `no clients of ${name} have a subnet to send; give them subnet or publicSubnet, or remove ecs`,
      );
    else if (count * behaviour.shards * rows > MOST_ENTRIES)
      context.wrong(
        ['resolvers', i, 'ecs'],
        `${rows} client subnets in each of ${count * behaviour.shards} caches are more than the ${MOST_ENTRIES} entries of a name that fit; send fewer bits, or take fewer caches`,
      );
  }
}

/** How many bits are sent of a group's block, if its prefixes are too many; else null. */
function tooMany(
  { subnet, subnets, publicSubnet, resolvers: used, count }: ClientGroup,
  resolvers: readonly ResolverGroup[],
): number | null {
  const block = publicSubnet ?? subnet;
  if (block === null) return null;
  const family = familyOf(block.address);
  for (const { name, behaviour } of resolvers) {
    const bits = behaviour.ecs?.[family] ?? 0;
    const isAsked = used.some(({ group }) => group === name);
    const inAll = (subnets?.count ?? 1) * 2 ** Math.max(0, bits - block.prefix);
    if (!isAsked || inAll <= MOST_PREFIXES) continue;
    const each = family === 'v6' ? 1 : 2 ** (BITS.v4 - bits);
    if (count === null || Math.min(count, (subnets?.count ?? 0) + count / each) > MOST_PREFIXES)
      return bits;
  }
  return null;
}
