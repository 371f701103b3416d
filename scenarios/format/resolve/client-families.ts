/** Clients of one family and of both: what each may say, and the block that their addresses are in. */
import { picks } from '../../../sim/clients/picks/index.ts';
import { goesRound } from '../../../sim/clients/picks/pick.ts';
import {
  addressOf,
  BITS,
  bitsOf,
  type Families,
  familyOf,
  isAddress,
} from '../../../sim/ip-address.ts';
import { byName } from '../../../sim/plugin.ts';
import type { Block, ClientBehaviour } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { ClientInput } from '../schema/clients.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** What clients of both families alone make use of is left out where they have one. */
export function ofItsFamilies(family: Families, behaviour: ClientBehaviour): ClientBehaviour {
  if (family === 'dual') return behaviour;
  const { families, resolutionDelay, ...rest } = behaviour;
  return rest;
}

export function checkFamilies(
  family: Families,
  own: Partial<ClientInput>,
  behaviour: ClientBehaviour,
  path: Path,
  context: Context,
): void {
  if (family === 'dual') checkBoth(behaviour, path, context);
  else
    for (const key of ['families', 'resolutionDelay'] as const)
      if (own[key] !== undefined)
        context.wrongKey(
          [...path, key],
          `${key} is about clients that look up both families; give family: dual, or remove it`,
        );
}

/** What lives on one list of addresses, and so not on two answers. */
function checkBoth({ pick, reresolve }: ClientBehaviour, path: Path, context: Context): void {
  if (!context.isIntact([...path, 'profile'])) return;
  const at = [...path, 'family'];
  if (goesRound(byName(picks, pick)))
    context.wrong(
      at,
      `pick: ${pick} keeps to one list of addresses, and these are two; give v4 or v6`,
    );
  else if (typeof reresolve === 'object')
    context.wrong(at, 'reresolve renews one list of addresses, and these are two; give v4 or v6');
}

/** IPv6 networks have 64 bits, whatever larger block they are of (RFC 4291 section 2.5.4). */
export function usualPrefix({ address, prefix }: Block): number {
  return familyOf(address) === 'v6' ? Math.max(64, prefix) : prefix;
}

const BLOCKS = {
  v4: 'a block of IPv4 addresses such as 10.0.0.0/8',
  v6: 'a block of IPv6 addresses such as 2001:db8::/64',
  dual: 'a block of addresses such as 10.0.0.0/8 or 2001:db8::/64',
};

export function resolveSubnet(
  text: string,
  families: Families,
  { before, count }: { readonly before: number; readonly count: number },
  path: Path,
  context: Context,
): Block | null {
  const [, address = '', digits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const prefix = Number(digits);
  const family = familyOf(address);
  const isWanted = families === 'dual' || families === family;
  if (!isAddress(address) || !isWanted || prefix > BITS[family]) {
    context.wrong(path, `expected ${BLOCKS[families]}; found ${quoted(text)}`);
    return null;
  }
  const size = 1n << BigInt(BITS[family] - prefix);
  const room = size - (bitsOf(address) % size);
  if (BigInt(before + count) > room)
    context.wrong(
      path,
      `${before + count} clients do not fit: from ${address} on the block has ${room} addresses; widen it, or lower count`,
    );
  return moved({ address, prefix }, before);
}

/** The block from the address after so many clients on. */
export function moved({ address, prefix }: Block, clients: number): Block {
  return { address: addressOf(bitsOf(address) + BigInt(clients), familyOf(address)), prefix };
}
