/**
 * Second levels of caches. The reader makes a group of its own of each, `NAME/tier2`, with a member behind each member
 * of the group that is written: what holds of resolvers behind resolvers holds of them.
 */
import type { ResolverBehaviour, ResolverGroup, Tier } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';

/** A group as it is written, its second level with it. */
export interface Tiered {
  readonly group: ResolverGroup;
  readonly tier2: Tier | null;
}

/** The groups, then the second levels of those that have one. */
export function withTiers(tiered: readonly Tiered[], context: Context): ResolverGroup[] {
  const groups = tiered.map(({ group, tier2 }) => (tier2 ? before(group) : group));
  for (const [i, { group, tier2 }] of tiered.entries()) {
    if (!tier2) continue;
    context.added('resolvers', groups.length, i);
    groups.push(behind(group, tier2));
  }
  return groups;
}

const nameOf = (group: ResolverGroup) => `${group.name}/tier2`;

/** The first level asks the second, in no time, and nobody else. */
function before({ upstreamBySuffix: _, ...group }: ResolverGroup): ResolverGroup {
  return {
    ...group,
    upstream: nameOf({ ...group }),
    upstreamPick: 'same',
    latency: { ...group.latency, upstream: null },
  };
}

/** The second level asks whom the group is said to ask; what is selected for one asker, the first level selects. */
function behind(group: ResolverGroup, { shards, shardPick, prefetch }: Tier): ResolverGroup {
  const { mix: _, ...plain } = group;
  const { nearFirst: _near, firstOnly: _first, ...shared } = group.behaviour;
  const behaviour: ResolverBehaviour = { ...shared, shards, shardPick, prefetch };
  return {
    ...plain,
    name: nameOf(group),
    popularity: { kind: 'uniform' },
    latency: { client: null, upstream: group.latency.upstream },
    behaviour,
    tierOf: group.name,
  };
}
