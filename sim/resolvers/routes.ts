/** Whom a resolver group asks: one upstream for all names, or by their suffix (a forward zone, a stub domain). */
import { isMeantBy } from '../mixes.ts';
import type { ResolverGroup } from '../scenario.ts';

type Routed = Pick<ResolverGroup, 'upstream' | 'upstreamBySuffix'>;

/** Whether an absolute name is a suffix or below it. */
function isWithin(name: string, suffix: string): boolean {
  return name === suffix || name.endsWith(`.${suffix}`);
}

/** The group that a group asks for a name: that of the longest suffix it is within; null: the authority. */
export function upstreamFor({ upstream, upstreamBySuffix }: Routed, name: string): string | null {
  const route = upstreamBySuffix?.find(({ suffix }) => isWithin(name, suffix));
  return route ? route.upstream : upstream;
}

/** The groups and mixes that a group asks for one name or another, each once. */
export function upstreamsOf({ upstream, upstreamBySuffix = [] }: Routed): string[] {
  const all = [upstream, ...upstreamBySuffix.map((route) => route.upstream)];
  return [...new Set(all.filter((name) => name !== null))];
}

/** Whether a group asks another, or the mix that the other is a part of, for some name. */
export function asks(group: Routed, other: Pick<ResolverGroup, 'name' | 'mix'>): boolean {
  return upstreamsOf(group).some((name) => isMeantBy(other, name));
}

/** Whether a group asks the authority itself, for some name. */
export function facesAuthority({ upstream, upstreamBySuffix = [] }: Routed): boolean {
  return upstream === null || upstreamBySuffix.some((route) => route.upstream === null);
}

/** The groups that a query for a name goes through, from the one asked to the one that asks the authority; of a mix the first part. */
export function wayUp<G extends Routed & Pick<ResolverGroup, 'name' | 'mix'>>(
  group: G,
  name: string,
  groups: readonly G[],
): G[] {
  const upstream = upstreamFor(group, name);
  const above = groups.find((one) => isMeantBy(one, upstream));
  return above ? [group, ...wayUp(above, name, groups)] : [group];
}
