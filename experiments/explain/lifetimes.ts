/**
 * How long each tier keeps what it was told, and so how long an answer can stay in use after the authority has
 * changed its mind: the time in which a backend taken out of DNS can still get requests.
 */
import { groupsAsked } from '../../sim/clients/asked-groups.ts';
import { behindOf, lifeOf } from '../../sim/clients/own-caches.ts';
import { isMeantBy, wholeName } from '../../sim/mixes.ts';
import { upstreamFor, upstreamsOf, wayUp } from '../../sim/resolvers/routes.ts';
import type {
  ClientGroup,
  ResolverBehaviour,
  ResolverGroup,
  ServeStale,
} from '../../sim/scenario.ts';
import type { Seconds } from '../../sim/settings.ts';
import type { Lifetime } from './explanation.ts';
import { keptTtls } from './one-cache.ts';
import { type NameFacts, partAsking, type Setting } from './setting.ts';
import { listing, routeWords, time } from './words.ts';

export function lifetimesOf(setting: Setting): Lifetime[] {
  const { scenario } = setting;
  return [
    ...scenario.resolvers.flatMap((group) => resolverTier(setting, group)),
    ...scenario.clients.flatMap((group) => clientTiers(setting, group)),
  ];
}

function resolverTier(setting: Setting, group: ResolverGroup): Lifetime[] {
  const names = namesAskedOf(setting, group.name);
  if (names.length === 0) return [];
  const kept = names.flatMap((name) => keptTtls(name, group.behaviour).map(({ ttl }) => ttl));
  const ttls = [...new Set(kept)].sort((a, b) => a - b);
  const keeps = ttls.every((ttl) => ttl === 0) ? 'keep nothing' : `keep answers ${spoken(ttls)}`;
  const rest =
    upstreamsOf(group).length === 0 ? '' : `, at most what is left at ${routeWords(group)}`;
  return [
    {
      tier: `resolvers ${group.name}`,
      text: [
        `${keeps}${rest}${clampWords(names, group.behaviour)}`,
        ...habits(group.behaviour),
      ].join('; '),
      longestSeconds: finite(oldest(setting, group)),
    },
  ];
}

/** Up to six times one by one, more of them by the shortest and the longest. */
function spoken(ttls: readonly number[]): string {
  return ttls.length > 6
    ? `${time(ttls[0] as number)} to ${time(ttls.at(-1) as number)}`
    : listing(ttls.map(time));
}

function clampWords(names: readonly NameFacts[], { minTtl, maxTtl }: ResolverBehaviour): string {
  const given = names.flatMap(({ ttlLaw, decision }) =>
    decision ? ttlLaw.map(({ ttl }) => ttl) : [],
  );
  if (given.some((ttl) => ttl < minTtl)) return ` (raised to minTtl ${time(minTtl)})`;
  return given.some((ttl) => ttl > maxTtl) ? ` (cut to maxTtl ${time(maxTtl)})` : '';
}

function habits({
  ttlClock,
  lastSecond,
  prefetch,
  serveStale,
  shards,
  capacity,
}: ResolverBehaviour): string[] {
  return [
    ...(ttlClock === 'seconds'
      ? [`ages count in whole seconds, the last one a ${lastSecond}`]
      : []),
    ...(prefetch.kind === 'below'
      ? [
          `a hit in the last ${time(prefetch.below)} refreshes, from TTL ${time(prefetch.eligible)} on`,
        ]
      : []),
    ...(prefetch.kind === 'share'
      ? [
          `a hit in the last ${100 * prefetch.share} % of the TTL${prefetch.plus > 0 ? ` and ${time(prefetch.plus)}` : ''} refreshes${prefetch.minHits === undefined ? '' : ` if it is the ${prefetch.minHits}th or a later one`}`,
        ]
      : []),
    ...(serveStale ? [staleWords(serveStale)] : []),
    ...(capacity === undefined ? [] : [`each cache holds ${capacity} records`]),
    ...(shards > 1 ? [`${shards} independent caches behind each address`] : []),
  ];
}

function staleWords({ window, patience }: ServeStale): string {
  const when =
    patience === 0
      ? 'at once, while it is refreshed,'
      : patience === Number.POSITIVE_INFINITY
        ? 'when upstream fails'
        : `after ${time(patience)}, or when upstream fails,`;
  return `an expired record is answered ${when} for up to ${time(window)}`;
}

function clientTiers(setting: Setting, group: ClientGroup): Lifetime[] {
  const { name, count, behaviour } = group;
  const received = Math.max(
    0,
    ...setting.scenario.resolvers
      .filter((resolver) => groupsAsked(group, setting.scenario.resolvers).has(resolver.name))
      .map((resolver) => oldest(setting, resolver)),
  );
  const { seconds: cached, text } = cacheWords(
    count === null ? { kind: 'none' } : behaviour.dns,
    received,
  );
  const tiers: Lifetime[] = [{ tier: `clients ${name}`, text, longestSeconds: finite(cached) }];
  if (behaviour.pool && count !== null)
    tiers.push({
      tier: `connections of ${name}`,
      text: poolWords(behaviour.pool),
      longestSeconds: null,
    });
  return tiers;
}

function cacheWords(
  dns: ClientGroup['behaviour']['dns'],
  received: Seconds,
): { seconds: Seconds; text: string } {
  const behind = behindOf(dns);
  if (behind.length > 0) {
    const { behind: _, ...nearest } = dns as Exclude<typeof dns, { readonly kind: 'none' }>;
    const caches = [nearest, ...behind].reverse();
    let seconds = received;
    const texts = caches.map((cache) => {
      const words = cacheWords(cache, seconds);
      seconds = words.seconds;
      return words.text;
    });
    return { seconds, text: texts.reverse().join('; behind that ') };
  }
  switch (dns.kind) {
    case 'none':
      return { seconds: received, text: 'keep no answers' };
    case 'ttl':
      return { seconds: received, text: 'keep answers for the TTL that is left' };
    case 'fixed':
      return {
        seconds: received + dns.seconds,
        text:
          dns.seconds === Number.POSITIVE_INFINITY
            ? 'keep answers for ever'
            : `keep answers ${time(dns.seconds)}, whatever the TTL`,
      };
    case 'scaled':
      return {
        seconds: lifeOf(dns, received),
        text: `keep answers for ${scaleWords(dns)}`,
      };
  }
}

function scaleWords({
  scale,
  plus,
  atLeast,
}: Extract<ClientGroup['behaviour']['dns'], { kind: 'scaled' }>): string {
  const times = scale === 1 ? 'the TTL that is left' : `${scale} times the TTL that is left`;
  const more = plus > 0 ? ` plus ${time(plus)}` : '';
  return `${times}${more}${atLeast > 0 ? `, at least ${time(atLeast)}` : ''}`;
}

function poolWords({ idle, maxConns }: NonNullable<ClientGroup['behaviour']['pool']>): string {
  const end =
    idle === Number.POSITIVE_INFINITY
      ? 'no end'
      : `an end after ${time(idle)} idle, none while in use`;
  const most =
    maxConns === Number.POSITIVE_INFINITY ? '' : `, at most ${maxConns} a client and name`;
  return `${end}${most}; a crash breaks them`;
}

/** The greatest age at which a group still hands on an answer. */
function oldest(setting: Setting, group: ResolverGroup): Seconds {
  const positive = namesAskedOf(setting, group.name).filter(({ decision }) => decision !== null);
  return Math.max(0, ...positive.map((name) => oldestOf(name, group, setting)));
}

function oldestOf(name: NameFacts, group: ResolverGroup, setting: Setting): Seconds {
  const { behaviour } = group;
  // A second that has begun is kept to its end where the last one hits.
  const rounding = behaviour.ttlClock === 'seconds' && behaviour.lastSecond === 'hit' ? 1 : 0;
  const upstream = upstreamFor(group, name.name);
  const above = setting.scenario.resolvers.filter((one) => isMeantBy(one, upstream));
  if (above.length > 0) {
    const reached = above.map(
      (one) =>
        oldestOf(name, one, setting) +
        Math.max(behaviour.minTtl, passedWithStale(one)) +
        (one.behaviour.ttlPassed === 'ceil' ? 1 : 0),
    );
    return Math.max(...reached) + rounding + beyondEnd(behaviour);
  }
  const kept = keptTtls(name, behaviour).map(({ ttl }) => (ttl > 0 ? ttl + rounding : 0));
  return Math.max(0, ...kept) + beyondEnd(behaviour);
}

/** For how long after its end a record is answered although upstream is well. */
function beyondEnd({ serveStale }: ResolverBehaviour): Seconds {
  return serveStale?.patience === 0 ? serveStale.window : 0;
}

/** The TTL, an hour at most, with which a group hands on what has expired. */
function passedWithStale({ behaviour }: ResolverGroup): Seconds {
  return beyondEnd(behaviour) > 0 ? Math.min(behaviour.serveStale?.ttl.seconds ?? 0, 3600) : 0;
}

/** Names whose answers pass a group, for its clients or for groups below it. */
function namesAskedOf({ scenario, names }: Setting, group: string): readonly NameFacts[] {
  const { clients, resolvers } = scenario;
  const own = resolvers.find((one) => one.name === group);
  const goes = (asked: string, { name }: NameFacts) => {
    const at = resolvers.find((one) => one.name === asked);
    return (
      at !== undefined &&
      wayUp(at, name, resolvers).some(
        (one, i) => own && (i === 0 ? one === own : wholeName(one) === wholeName(own)),
      )
    );
  };
  return names.filter((name) =>
    clients.some(
      (spec) =>
        partAsking(spec, name) > 0 &&
        spec.resolvers.some((used) => used.share > 0 && goes(used.group, name)),
    ),
  );
}

const finite = (seconds: Seconds) => (seconds === Number.POSITIVE_INFINITY ? null : seconds);
