/** Whom look-ups reach while all is in order, of clients that know several resolvers. */
import { hasLists, pickOf } from '../clients/asked-groups.ts';
import { isMeantBy, wholeName } from '../mixes.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { ClientGroup, ResolverUse } from '../scenario.ts';

type Members = Pick<Topology, 'groups' | 'members' | 'firstMember'>;

/**
 * Look-ups that reach each member for one look-up of a client group, over all members; null: each goes to the first
 * resolver of its client and to no other. Exact but for a third member of one group, taken for a second one.
 *
 * @param popularity weights of the members, by resolver group
 */
export function askedInPeace(
  spec: ClientGroup,
  topology: Members,
  popularity: readonly Float64Array[],
): Float64Array | null {
  const pick = pickOf(spec);
  if (!hasLists(spec) || (pick !== 'rotate' && pick !== 'parallel')) return null;
  const asked = new Float64Array(topology.members);
  const add = (from: number, law: Float64Array, share: number) =>
    law.forEach((weight, i) => {
      asked[from + i] = (asked[from + i] as number) + share * weight;
    });
  for (const use of spec.resolvers) {
    const { group, share, further = [] } = use;
    const part = pick === 'rotate' ? 1 / (1 + further.length) : 1;
    const row = rowOf(group, topology);
    const first = topology.firstMember[row] as number;
    add(first, popularity[row] as Float64Array, part * shareOfWhole(use, spec, topology));
    const before = [wholeName(topology.groups[row] as Topology['groups'][number])];
    for (const name of further) {
      const { from, weights } = wholeCalled(name, topology, popularity);
      add(from, before.includes(name) ? anotherOf(weights) : weights, part * share);
      before.push(name);
    }
  }
  return asked;
}

/** The first member of a group, or of a mix, and the weights of all of them, which sum to 1. */
export function wholeCalled(
  name: string,
  { groups, firstMember }: Pick<Topology, 'groups' | 'firstMember'>,
  popularity: readonly Float64Array[],
): { readonly from: number; readonly weights: Float64Array } {
  const rows = groups.flatMap((group, row) => (isMeantBy(group, name) ? row : []));
  const weights = rows.flatMap((row) => [...(popularity[row] as Float64Array)]);
  return {
    from: firstMember[rows[0] as number] as number,
    weights: Float64Array.from(weights),
  };
}

/**
 * What the weights of a group's members are multiplied by: the share of clients that begin with it; of a part of a mix,
 * that of those that begin with the mix and have the same list.
 */
export function shareOfWhole(
  { group, share }: ResolverUse,
  { resolvers }: ClientGroup,
  { groups }: Pick<Topology, 'groups'>,
): number {
  const mix = groups.find(({ name }) => name === group)?.mix?.of;
  if (mix === undefined) return share;
  const ofMix = new Set(groups.flatMap((one) => (one.mix?.of === mix ? one.name : [])));
  const shareOf = (uses: readonly ResolverUse[]) => uses.reduce((sum, use) => sum + use.share, 0);
  const here = shareOf(resolvers.filter((use) => use.group === group));
  const whole = shareOf(resolvers.filter((use) => ofMix.has(use.group)));
  return here > share ? (share * whole) / here : whole;
}

function rowOf(name: string, { groups }: Pick<Topology, 'groups'>): number {
  return groups.findIndex((group) => group.name === name);
}

/** The law of a second draw by weight that must not repeat the first: Σ over j ≠ i of w_j w_i / (1 − w_j). */
function anotherOf(weights: Float64Array): Float64Array {
  const oddsOf = (w: number) => (w < 1 ? w / (1 - w) : 0);
  const all = weights.reduce((sum, w) => sum + oddsOf(w), 0);
  const law = weights.map((w) => w * (all - oddsOf(w)));
  const sum = law.reduce((total, w) => total + w, 0);
  return sum > 0 ? law.map((w) => w / sum) : weights.map(() => 1 / weights.length);
}
