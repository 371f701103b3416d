import { answeringZones } from '../sim/authority/external.ts';
import { endsOf } from '../sim/authority/tree.ts';
import { find } from '../sim/authority/zone.ts';
import { holdsList } from '../sim/clients/own-caches.ts';
import { recordTypesOf } from '../sim/ip-address.ts';
import { meanOf } from '../sim/random/index.ts';
import { clamped } from '../sim/resolvers/cache.ts';
import type { ClientGroup, Scenario } from '../sim/scenario.ts';
import type { Seconds } from '../sim/settings.ts';
import { rateOf } from '../sim/start/flows.ts';
import { clientLifetime } from '../sim/start/lead-in.ts';

/**
 * Events of one client group when its requests are counted by number: its DNS decisions, and every request as long as
 * a fault lasts. Decisions are the most when all caches are equally popular.
 */
export function countedEvents(group: ClientGroup, scenario: Scenario, seconds: Seconds): number {
  const { lookup, count, behaviour } = group;
  const ttl = shortestTtl(group, scenario);
  const isOwn =
    behaviour.dns.kind !== 'none' || behaviour.pool !== null || holdsList(behaviour.reresolve);
  const caches = lookup.length * (isOwn ? (count ?? 1) : shardsAsked(group, scenario));
  const life = isOwn ? ownLife(group, ttl, scenario) : ttl;
  const rate = rateOf(group);
  const decisions = life === Number.POSITIVE_INFINITY ? 0 : rate / (1 + (rate / caches) * life);
  return (isOwn ? caches : 0) + decisions * seconds + rate * struckSeconds(scenario);
}

function shardsAsked({ resolvers: used }: ClientGroup, { resolvers }: Scenario): number {
  return resolvers
    .filter(({ name }) => used.some(({ group }) => group === name))
    .reduce((sum, { count, behaviour }) => sum + count * behaviour.shards, 0);
}

/** How long a client follows what it has got; Infinity: to the end. */
function ownLife(group: ClientGroup, ttl: Seconds, scenario: Scenario): Seconds {
  const { pool, reresolve } = group.behaviour;
  const isKept = pool ? pool.maxAge === null : holdsList(reresolve);
  return isKept ? Number.POSITIVE_INFINITY : clientLifetime(group, ttl, scenario);
}

/** How long requests are made one by one at most. */
function struckSeconds({ events, duration }: Scenario): Seconds {
  const spans = events.map((event) => {
    if (event.verb !== 'fault') return 0;
    const left = Math.max(0, duration - meanOf(event.at));
    return event.lasts === null ? left : Math.min(left, meanOf(event.lasts));
  });
  return Math.min(
    duration,
    spans.reduce((sum, span) => sum + span, 0),
  );
}

/** The shortest time for which a resolver asked keeps an answer to a name that the group looks up. */
function shortestTtl(
  { lookup, family, resolvers: used }: ClientGroup,
  scenario: Scenario,
): Seconds {
  const { resolvers } = scenario;
  const zones = answeringZones(scenario);
  const [type = 'A'] = recordTypesOf(family);
  const kept = lookup.flatMap(({ name }) => {
    const ends = endsOf(zones, name, type);
    const ttls =
      ends.length > 0 ? ends.map(({ ttl }) => ttl) : [find(zones, name, type).zone.negativeTtl];
    return resolvers
      .filter((resolver) => used.some((use) => use.group === resolver.name))
      .flatMap(({ behaviour }) => ttls.map((ttl) => clamped(ttl, ends.length === 0, behaviour)));
  });
  return Math.min(...kept);
}
