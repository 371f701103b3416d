import { Cidr } from '../../../sim/geography/cidr.ts';
import { asks, upstreamsOf } from '../../../sim/resolvers/routes.ts';
import type { Block, ResolverBehaviour, ResolverGroup } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import type { ResolverPart } from './mixes.ts';
import { placeOf } from './network.ts';
import { behaviourOf, tierOf } from './resolver-behaviour.ts';
import { type Tiered, withTiers } from './tiers.ts';
import { checkCycles, routesOf } from './upstreams.ts';

/** Names that a group may refer to; null while they are not all known. */
interface Known {
  /** Every resolver group that is written. */
  readonly groups: ReadonlySet<string> | null;
  readonly places: ReadonlySet<string> | null;
}

export function resolveResolvers(
  inputs: readonly ResolverPart[],
  known: Known,
  context: Context,
): ResolverGroup[] {
  const written = inputs.map((input, i) => resolveGroup(input, ['resolvers', i], known, context));
  const groups = written.map(({ group }) => group);
  checkCycles(groups, context);
  checkSubnetsOfMixes(groups, context);
  return withTiers(written, context);
}

function resolveGroup(
  input: ResolverPart,
  path: Path,
  { groups: names, places }: Known,
  context: Context,
): Tiered {
  const {
    name,
    profile,
    count,
    popularity,
    upstream,
    upstreamPick,
    latency,
    place,
    region,
    subnet,
    mix,
    ...own
  } = input;
  const behaviour = behaviourOf(profile, own);
  checkClamps(behaviour, own, path, context);
  if (
    popularity.kind === 'weights' &&
    popularity.weights.length !== (mix?.count ?? count) &&
    context.isIntact([...path, 'count'])
  ) {
    context.wrong(
      [...path, 'popularity', 'weights'],
      `${popularity.weights.length} weights for ${mix?.count ?? count} members; give one for each`,
    );
  }
  const routes = routesOf(upstream, [...path, 'upstream'], names, context);
  const forwards = upstreamsOf(routes).length > 0;
  if (!forwards && upstreamPick !== undefined && context.isIntact([...path, 'upstream'])) {
    context.wrongKey(
      [...path, 'upstreamPick'],
      'upstreamPick has nothing to pick from; name an upstream, or remove it',
    );
  }
  if (behaviour.upstreamRetry.holdDown && forwards && upstreamPick === 'query')
    context.wrong(
      [...path, 'upstreamRetry', 'holdDown'],
      'with upstreamPick: query each look-up asks a fresh member, so there is none to hold down; remove it, or pick another way',
    );
  checkNear(behaviour, path, context);
  const group: ResolverGroup = {
    name,
    profile,
    count,
    popularity,
    ...routes,
    upstreamPick: upstreamPick ?? 'hash',
    latency: { client: latency.client ?? null, upstream: latency.upstream ?? null },
    place: placeOf({ place, region }, places, path, context),
    subnet: blockOf(subnet, [...path, 'subnet'], context),
    behaviour,
    ...(mix && { mix }),
  };
  return { group, tier2: tierOf(profile, own) };
}

/** Of those who wait for one query, each has addresses near itself. */
function checkNear(behaviour: ResolverBehaviour, path: Path, context: Context): void {
  if (behaviour.nearFirst && behaviour.orderOnJoin.name === 'same')
    context.wrong(
      [...path, 'nearFirst'],
      'orderOnJoin: same gives all who wait one order, and nearFirst each client its own; give another orderOnJoin, or nearFirst: none',
    );
}

function blockOf(text: string | undefined, path: Path, context: Context): Block | null {
  if (text === undefined) return null;
  const cidr = Cidr.parse(text);
  if (!cidr)
    context.wrong(
      path,
      `expected a block of addresses such as 192.0.2.0/24, its first address first; found ${quoted(text)}`,
    );
  return cidr && { address: cidr.address, prefix: cidr.prefix };
}

function checkClamps(
  { minTtl, maxTtl, negativeTtl }: ResolverBehaviour,
  own: object,
  path: Path,
  context: Context,
): void {
  if (
    minTtl > maxTtl &&
    context.isIntact([...path, 'profile'], [...path, 'minTtl'], [...path, 'maxTtl'])
  ) {
    const key = 'minTtl' in own ? 'minTtl' : 'maxTtl';
    context.wrong(
      [...path, key],
      `minTtl ${minTtl} is above maxTtl ${maxTtl}; no TTL fits between them`,
    );
  }
  if (
    negativeTtl.min > negativeTtl.max &&
    context.isIntact([...path, 'profile'], [...path, 'negativeTtl'])
  ) {
    context.wrong(
      [...path, 'negativeTtl'],
      `min ${negativeTtl.min} is above max ${negativeTtl.max}; no TTL fits between them`,
    );
  }
}

/** Each part of a mix would need prefixes of its own of what it is sent. */
function checkSubnetsOfMixes(groups: readonly ResolverGroup[], context: Context): void {
  for (const [i, group] of groups.entries())
    if (
      group.behaviour.ecs &&
      groups.some((above) => above.mix && above.behaviour.ecs && asks(group, above))
    )
      context.wrong(
        ['resolvers', i, 'upstream'],
        `client subnets cannot be sent on to a mix of profiles; write ecs: none, or name a group of one profile`,
      );
}
