/** Backends as written → one per server, and counting backends for answered addresses that nobody owns. */

import { canonicalAddress, isAddress } from '../../../sim/ip-address.ts';
import type { BackendSpec, ClientGroup, KeepAliveSpec, ServerSpec } from '../../../sim/scenario.ts';
import { ipv4, ipv4Number } from '../../../sim/settings.ts';
import { quoted } from '../printable.ts';
import type { BackendInput } from '../schema/backends.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import { checkPlace } from './network.ts';

const MOST = 65_536;

/** @param places names of all places; null while they are not known */
export function resolveBackends(
  inputs: readonly BackendInput[],
  places: ReadonlySet<string> | null,
  context: Context,
): BackendSpec[] {
  const owners = new Map<string, string>();
  const names = new Set<string>();
  const backends = inputs.flatMap((input, i) => {
    const path = ['backends', i];
    const region = input.region ?? null;
    checkPlace(region, places, [...path, 'region'], context);
    const servers = serversOf(input, path, context).map((server) => ({ ...server, region }));
    for (const { name, addresses } of servers) {
      if (names.has(name) && name !== input.name)
        context.wrong(
          [...path, 'name'],
          `the backend ${quoted(name)} of this range is already in the list; choose another name`,
        );
      names.add(name);
      for (const address of addresses) {
        const owner = owners.get(address);
        if (owner !== undefined)
          context.wrong(
            pathOf(input, address, path),
            `${address} already belongs to backend ${quoted(owner)}`,
          );
        owners.set(address, name);
      }
    }
    return servers;
  });
  checkTargets(inputs, context);
  return backends;
}

function serversOf(input: BackendInput, path: Path, context: Context): BackendSpec[] {
  const { name, address, addresses, count } = input;
  const targetShare = input.targetShare ?? null;
  const place = { region: null, zone: input.zone ?? null };
  const works = { server: serverOf(input, path, context), ...keepAliveOf(input) };
  if (address !== undefined && addresses !== undefined)
    context.wrongKey(
      [...path, 'addresses'],
      'both address and addresses are given; keep one of them',
    );
  if (address === undefined && addresses === undefined)
    context.wrong([...path, 'address'], 'expected an address, or a list of addresses');
  const range = address === undefined ? null : rangeOf(address, [...path, 'address'], context);
  if (count !== undefined && address !== undefined && range && !address.includes('-')) {
    context.wrongKey(
      [...path, 'count'],
      `one address cannot be ${count} backends; write a range such as 192.0.2.1-192.0.2.40`,
    );
  }
  if (count !== undefined && addresses !== undefined)
    context.wrongKey([...path, 'count'], 'count goes with an address range, not with addresses');
  if (!range)
    return [
      {
        name,
        addresses: (addresses ?? []).map(canonicalAddress),
        targetShare,
        ...place,
        ...works,
      },
    ];
  if (!address?.includes('-')) return [{ name, addresses: range, targetShare, ...place, ...works }];
  if (count !== undefined && count !== range.length) {
    context.wrong(
      [...path, 'count'],
      `count is ${count}, but the range ${address} has ${range.length} addresses; leave count out`,
    );
  }
  return range.map((own, i) => ({
    name: `${name}-${i + 1}`,
    addresses: [own],
    targetShare: targetShare === null ? null : targetShare / range.length,
    ...place,
    ...works,
  }));
}

function keepAliveOf({ keepAlive }: BackendInput): { readonly keepAlive?: KeepAliveSpec } {
  if (keepAlive === undefined) return {};
  const { idle, maxAge, maxRequests } = keepAlive;
  return {
    keepAlive: {
      idle: idle ?? Number.POSITIVE_INFINITY,
      maxAge: maxAge ?? null,
      maxRequests: maxRequests ?? Number.POSITIVE_INFINITY,
    },
  };
}

/** A limit for connections that nobody keeps. */
export function checkKeepAlives(
  inputs: readonly BackendInput[],
  clients: readonly ClientGroup[],
  context: Context,
): void {
  const i = inputs.findIndex(({ keepAlive }) => keepAlive);
  if (i < 0 || !context.isIntact(['clients'])) return;
  if (clients.some(({ behaviour }) => behaviour.pool !== null)) return;
  context.wrongKey(
    ['backends', i, 'keepAlive'],
    'no client keeps connections, so there is none to close; give a client group a pool, or remove keepAlive',
  );
}

/** Keys that say how a server works, and so need one. */
const OF_SERVERS = [
  'workers',
  'discipline',
  'queueLimit',
  'overflow',
  'abandoned',
  'timeout',
  'slowStart',
] as const;

function serverOf(input: BackendInput, path: Path, context: Context): ServerSpec | null {
  const { service, workers, discipline, queueLimit, overflow, abandoned } = input;
  const { timeout, slowStart } = input;
  if (service === undefined) {
    if (!context.isIntact([...path, 'service'])) return null;
    for (const key of OF_SERVERS) {
      if (input[key] !== undefined)
        context.wrongKey(
          [...path, key],
          `${key} needs a service time; add service, such as 20ms, or remove ${key}`,
        );
    }
    return null;
  }
  if (
    overflow !== undefined &&
    queueLimit === undefined &&
    context.isIntact([...path, 'queueLimit'])
  ) {
    context.wrongKey(
      [...path, 'overflow'],
      'a queue without a limit never overflows; add queueLimit, or remove overflow',
    );
  }
  return {
    workers: workers ?? 1,
    service,
    discipline: discipline ?? 'fifo',
    queueLimit: queueLimit ?? Number.POSITIVE_INFINITY,
    overflow: overflow ?? '503',
    abandoned: abandoned ?? 'finish',
    timeout: timeout ?? Number.POSITIVE_INFINITY,
    slowStart: slowStart ?? 0,
  };
}

function rangeOf(text: string, path: Path, context: Context): string[] | null {
  if (isAddress(text)) return [canonicalAddress(text)];
  const [first = '', last = first, ...rest] = text.split('-').map((part) => part.trim());
  if (!ipv4.safeParse(first).success || !ipv4.safeParse(last).success || rest.length > 0) {
    context.wrong(
      path,
      `expected an address such as 192.0.2.1 or 2001:db8::1, or a range such as 192.0.2.1-192.0.2.40; found ${quoted(text)}`,
    );
    return null;
  }
  const from = ipv4Number(first);
  const size = ipv4Number(last) - from + 1;
  if (size < 1 || size > MOST) {
    context.wrong(
      path,
      size < 1
        ? `the range ${text} runs backwards`
        : `the range ${text} has ${size} addresses; at most ${MOST} are allowed`,
    );
    return null;
  }
  return Array.from({ length: size }, (_, i) => ipv4Text(from + i));
}

function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}

function pathOf(input: BackendInput, address: string, path: Path): Path {
  return input.addresses
    ? [
        ...path,
        'addresses',
        input.addresses.findLastIndex((own) => canonicalAddress(own) === address),
      ]
    : [...path, 'address'];
}

function checkTargets(inputs: readonly BackendInput[], context: Context): void {
  const targets = inputs.flatMap(({ targetShare }, i) =>
    targetShare === undefined ? [] : [{ targetShare, i }],
  );
  const sum = targets.reduce((total, { targetShare }) => total + targetShare, 0);
  const last = targets.at(-1);
  if (!last) return;
  const isAll = targets.length === inputs.length;
  if (sum > 1 + 1e-9 || (isAll && sum < 1 - 1e-9)) {
    context.wrong(
      ['backends', last.i, 'targetShare'],
      `the target shares sum to ${Number((sum * 100).toFixed(7))}%${isAll ? '; they must sum to 100%' : ', more than 100%'}`,
    );
  }
}
