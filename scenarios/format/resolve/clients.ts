import { arrivalProcesses } from '../../../sim/clients/arrivals/index.ts';
import type { Replay } from '../../../sim/clients/arrivals/replay.ts';
import {
  type ArrivalsInput,
  clientFieldsSchema,
  plainClient,
} from '../../../sim/clients/fields.ts';
import { behindOf, holdsList, intervalOf } from '../../../sim/clients/own-caches.ts';
import { picks } from '../../../sim/clients/picks/index.ts';
import { goesRound } from '../../../sim/clients/picks/pick.ts';
import { clientProfiles } from '../../../sim/clients/profiles/index.ts';
import { BITS, familyOf } from '../../../sim/ip-address.ts';
import { byName, type Chosen } from '../../../sim/plugin.ts';
import { meanOf } from '../../../sim/random/index.ts';
import type {
  Block,
  ClientBehaviour,
  ClientGroup,
  Pool,
  SessionSpec,
} from '../../../sim/scenario.ts';
import type { Path } from '../tree.ts';
import { type Around, resolveArrivals } from './arrivals.ts';
import { resolveBlocks } from './client-blocks.ts';
import { checkFamilies, moved, ofItsFamilies, usualPrefix } from './client-families.ts';
import { checkStubPick, type KnownResolvers, resolversOf } from './client-resolvers.ts';
import { publicBlockOf } from './client-subnets.ts';
import type { Context } from './context.ts';
import type { ClientPart } from './mixes.ts';
import { lookupOf } from './names-looked-up.ts';
import { placeOf } from './network.ts';
import { given, profileValues } from './profiles.ts';
import type { Zones } from './zones.ts';

export interface Known extends KnownResolvers {
  /** Names of all places; null while they are not known. */
  readonly places: ReadonlySet<string> | null;
  readonly zones: Zones;
  readonly around: Around;
}

export function resolveClients(
  inputs: readonly ClientPart[],
  known: Known,
  context: Context,
): ClientGroup[] {
  return inputs.map((input, i) => resolveGroup(input, ['clients', i], known, context));
}

function resolveGroup(input: ClientPart, path: Path, known: Known, context: Context): ClientGroup {
  const {
    name,
    profile,
    count: written,
    resolvers,
    lookup: looked,
    search,
    ndots,
    family,
    arrivals: arriving,
    activity,
    session,
    place,
    region,
    subnet,
    publicSubnet,
    interfacePrefix,
    queryShape,
    mix,
    before,
    ...own
  } = input;
  const behaviour = ofItsFamilies(family, {
    ...plainClient,
    ...given(clientFieldsSchema.parse(profileValues(clientProfiles, profile))),
    ...given(own),
  });
  const { lookup, written: names } = lookupOf(
    { lookup: looked, search, ndots, family },
    path,
    known,
    context,
  );
  const { arrivals, count = written } = resolveArrivals(
    arriving,
    { count: written, lookup: names },
    known.around,
    [...path, 'arrivals'],
    context,
  );
  checkFamilies(family, own, behaviour, path, context);
  if (count === undefined && context.isIntact([...path, 'profile']))
    checkStateless(behaviour, arrivals, path, context);
  if (context.isIntact([...path, 'profile'], [...path, 'pool']))
    checkUnpooled(behaviour, path, context);
  if (behindOf(behaviour.dns).length > 0 && behaviour.reresolve === 'never')
    context.wrong(
      [...path, 'reresolve'],
      'reresolve: never looks nothing up again, so what is behind the nearest cache is never asked; give dns one cache, or remove reresolve',
    );
  if (activity) checkActivity(count, arriving, path, context);
  if (session) checkSession(session, arrivals, behaviour, path, context);
  const used = resolversOf(resolvers, [...path, 'resolvers'], known, context);
  if (arrivals.name === 'replay' && (arrivals.settings as Replay).resolvers)
    if (used.some(({ further }) => further))
      context.wrong(
        [...path, 'resolvers'],
        'the file says which one resolver each request asks, and clients here know several; give one group, or a file without that column',
      );
  if (own.stub) checkStubPick({ resolvers: used, count: count ?? null }, behaviour, path, context);
  const blocks = resolveBlocks(subnet, family, { before, count }, [...path, 'subnet'], context);
  const block = blocks.subnet;
  const bits = BITS[block ? familyOf(block.address) : 'v6'];
  if (block && interfacePrefix !== undefined && interfacePrefix > bits)
    context.wrong(
      [...path, 'interfacePrefix'],
      `an address of ${typeof subnet === 'string' ? subnet : subnet?.from} has ${bits} bits; found ${interfacePrefix}`,
    );
  if (
    subnet === undefined &&
    interfacePrefix !== undefined &&
    context.isIntact([...path, 'subnet'])
  ) {
    context.wrongKey(
      [...path, 'interfacePrefix'],
      'interfacePrefix has nothing to be a part of; give a subnet, or remove it',
    );
  }
  if (blocks.subnets && publicSubnet !== undefined)
    context.wrongKey(
      [...path, 'publicSubnet'],
      'resolvers know these clients by their own subnets, which are several; remove it, or give subnet as one block',
    );
  return {
    name,
    profile,
    count: count ?? null,
    resolvers: used,
    lookup,
    arrivals,
    ...(activity && { activity }),
    session: session ?? null,
    ...blocks,
    publicSubnet:
      publicSubnet === undefined
        ? null
        : movedInPublic(publicBlockOf(publicSubnet, [...path, 'publicSubnet'], context), before),
    place: placeOf({ place, region }, known.places, path, context),
    family,
    interfacePrefix: interfacePrefix ?? (block ? usualPrefix(block) : 32),
    queryShape: queryShape ?? profile,
    behaviour,
    ...(mix && { mix }),
  };
}

function checkActivity(
  count: number | undefined,
  { process, perClient }: ArrivalsInput,
  path: Path,
  context: Context,
): void {
  if (count === undefined && context.isIntact([...path, 'count']))
    context.wrongKey(
      [...path, 'activity'],
      'activity says how busy each client is, and without a count every request is a new client; give a count, or remove it',
    );
  if (perClient || byName(arrivalProcesses, process.name).isOwn)
    context.wrongKey(
      [...path, 'activity'],
      `arrivals: ${process.name} have each client make requests of its own; give arrivals of the whole group, or remove activity`,
    );
}

function checkSession(
  session: SessionSpec,
  arrivals: Chosen,
  { pool }: ClientBehaviour,
  path: Path,
  context: Context,
): void {
  if (byName(arrivalProcesses, arrivals.name).thinkTime)
    context.wrongKey(
      [...path, 'session'],
      `arrivals: ${arrivals.name} have a client wait for one request, and a session is many; give arrivals at a rate, or remove session`,
    );
  if (arrivals.name === 'replay')
    context.wrongKey(
      [...path, 'session'],
      'a file has every request, and a session is many; give arrivals at a rate, or remove session',
    );
  if (pool && session.lookup === 'perSession' && context.isIntact([...path, 'profile']))
    context.wrongKey(
      [...path, 'session'],
      'a session keeps to the address it has looked up, the connections of a pool to theirs; give lookup: perRequest, or pool: none',
    );
}

/** Without a count every request is a new client, which has nothing to remember or reuse. */
function checkStateless(
  behaviour: ClientBehaviour,
  arrivals: Chosen,
  path: Path,
  context: Context,
): void {
  const { dns, pool, reresolve, failMemory, pick } = behaviour;
  const keeps = [
    ...(dns.kind === 'none' ? [] : ['a DNS cache']),
    ...(pool ? ['a connection pool'] : []),
    ...(holdsList(reresolve) ? ['a list that it holds on to'] : []),
    ...(intervalOf(reresolve) === null ? [] : ['a list that it renews']),
    ...(failMemory > 0 ? ['a memory of failed addresses'] : []),
    ...(byName(picks, pick).takesTurns ? ['its turn of the addresses'] : []),
    ...(byName(arrivalProcesses, arrivals.name).thinkTime ? ['a request to wait for'] : []),
  ];
  if (keeps.length > 0) {
    context.wrong(
      [...path, 'count'],
      `expected how many clients there are: each has ${keeps.join(' and ')}, so it matters which one makes a request`,
    );
  }
}

/** What connections that are always open cannot go with. */
function checkAlwaysOn(
  { alwaysOn = 0, maxConns, maxAge }: Pool,
  pick: string,
  path: Path,
  context: Context,
): void {
  if (alwaysOn > maxConns)
    context.wrong(
      [...path, 'pool', 'alwaysOn'],
      `${alwaysOn} connections are always to be open, and a client holds ${maxConns} at most; lower alwaysOn, or raise maxConns`,
    );
  if (maxAge && meanOf(maxAge) === 0)
    context.wrong(
      [...path, 'pool', 'maxAge'],
      'connections that are always open would close as soon as they are; give them an age above 0, or remove alwaysOn',
    );
  if (goesRound(byName(picks, pick)))
    context.wrong(
      [...path, 'pool', 'alwaysOn'],
      `pick: ${pick} connects to an address when a request goes there; remove alwaysOn, or give another pick`,
    );
}

/** What only makes sense with connections that are kept. */
function checkUnpooled({ pool, pick, reresolve }: ClientBehaviour, path: Path, context: Context) {
  if (pool?.alwaysOn) checkAlwaysOn(pool, pick, path, context);
  if (pool) return;
  if (byName(picks, pick).spreads)
    context.wrong(
      [...path, 'pick'],
      `pick: ${pick} holds a connection to each address; give a pool`,
    );
  if (reresolve === 'ttl')
    context.wrong(
      [...path, 'reresolve'],
      'reresolve: ttl ends connections with the TTL behind them, and none are kept; give a pool, or remove it',
    );
}

/** By IPv6, resolvers know clients by a prefix each, which those of several groups may share. */
function movedInPublic(block: Block | null, clients: number): Block | null {
  return block && familyOf(block.address) === 'v4' ? moved(block, clients) : block;
}
