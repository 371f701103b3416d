import { find } from '../sim/authority/zone.ts';
import { clamped } from '../sim/resolvers/cache.ts';
import type { ClientGroup, Scenario } from '../sim/scenario.ts';
import type { Seconds } from '../sim/settings.ts';
import { rateOf } from '../sim/start/flows.ts';
import { clientLifetime } from '../sim/start/lead-in.ts';

/**
 * Events of one client group when its requests are counted by number: its DNS decisions. They are the most when
 * all its caches are equally popular.
 */
export function decisionsOf(group: ClientGroup, scenario: Scenario, seconds: Seconds): number {
  const { lookup, count, behaviour } = group;
  const asked = scenario.resolvers.filter(({ name }) =>
    group.resolvers.some(({ group: used }) => used === name),
  );
  const shards = asked.reduce(
    (sum, { count: members, behaviour: b }) => sum + members * b.shards,
    0,
  );
  const isOwn = behaviour.dns.kind !== 'none';
  const caches = lookup.length * (isOwn ? (count ?? 1) : shards);
  const ttl = shortestTtl(group, scenario);
  const life = isOwn ? clientLifetime(group, ttl) : ttl;
  const rate = rateOf(group);
  return (rate / (1 + (rate / caches) * life)) * seconds;
}

/** The shortest time for which a resolver asked keeps an answer to a name that the group looks up. */
function shortestTtl({ lookup, resolvers: used }: ClientGroup, scenario: Scenario): Seconds {
  const { zones, resolvers } = scenario;
  const kept = lookup.flatMap(({ name }) => {
    const { group, zone } = find(zones, name, 'A');
    const ttls = group.length > 0 ? group.map(({ ttl }) => ttl) : [zone.negativeTtl];
    return resolvers
      .filter((resolver) => used.some((use) => use.group === resolver.name))
      .flatMap(({ behaviour }) => ttls.map((ttl) => clamped(ttl, group.length === 0, behaviour)));
  });
  return Math.min(...kept);
}
