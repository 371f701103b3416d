/** Which resolver groups a client group asks: the lists of its clients, as in resolv.conf(5). */
import { isMeantBy } from '../mixes.ts';
import { meanOf } from '../random/index.ts';
import { expectedShares } from '../resolvers/dealing.ts';
import type { ClientGroup, ResolverGroup, ResolverUse, StubPick } from '../scenario.ts';

/** Name servers of one list at most (resolv.conf(5), MAXNS). */
export const MOST_SERVERS = 3;

type Asking = Pick<ClientGroup, 'resolvers' | 'behaviour'>;

/** The groups of a list, in its order; mixes by their own names but for the first. */
export function listOf({ group, further = [] }: ResolverUse): readonly string[] {
  return [group, ...further];
}

/** Whether any of the clients has more than one resolver. */
export function hasLists({ resolvers }: Pick<ClientGroup, 'resolvers'>): boolean {
  return resolvers.some(({ further }) => further !== undefined);
}

export function pickOf({ behaviour }: Pick<Asking, 'behaviour'>): StubPick {
  return behaviour.stub?.pick ?? 'ordered';
}

/** Every group that some of the clients may ask. */
export function groupsListed(
  { resolvers: uses }: Pick<ClientGroup, 'resolvers'>,
  resolvers: readonly ResolverGroup[],
): ReadonlySet<string> {
  const named = uses.filter(({ share }) => share > 0).flatMap(listOf);
  return namesOf(named.flatMap((name) => meantBy(name, resolvers)));
}

/** The groups that they ask while all is in order. */
export function groupsAsked(
  clients: Asking,
  resolvers: readonly ResolverGroup[],
): ReadonlySet<string> {
  const pick = pickOf(clients);
  if (pick === 'rotate' || pick === 'parallel') return groupsListed(clients, resolvers);
  return new Set(clients.resolvers.filter(({ share }) => share > 0).map(({ group }) => group));
}

/**
 * Of the look-ups of a client group, the part that each group answers while all is in order; sums to 1. Of those asked
 * at once it is the nearest, or the first of the list.
 */
export function partsAnswered(
  clients: Asking,
  resolvers: readonly ResolverGroup[],
): readonly { readonly group: string; readonly share: number }[] {
  if (!hasLists(clients)) return clients.resolvers;
  const pick = pickOf(clients);
  return clients.resolvers.flatMap((use) => {
    const list = listOf(use);
    if (pick === 'rotate')
      return list.flatMap((name) => divided(name, use.share / list.length, resolvers));
    const first = pick === 'parallel' ? nearest(list, resolvers) : use.group;
    return divided(first, use.share, resolvers);
  });
}

function divided(name: string, share: number, resolvers: readonly ResolverGroup[]) {
  const parts = meantBy(name, resolvers);
  const [only] = parts;
  if (parts.length === 1) return [{ group: (only as ResolverGroup).name, share }];
  const expected = expectedShares(parts);
  return parts.map(({ name: group }, i) => ({ group, share: share * (expected[i] as number) }));
}

/** Whose round trip is shortest on average; of several the first of the list. */
function nearest(list: readonly string[], resolvers: readonly ResolverGroup[]): string {
  const tripTo = (name: string) => {
    const law = meantBy(name, resolvers)[0]?.latency.client;
    return law ? meanOf(law) : 0;
  };
  return list.reduce((best, group) => (tripTo(group) < tripTo(best) ? group : best));
}

function meantBy(name: string, resolvers: readonly ResolverGroup[]): readonly ResolverGroup[] {
  return resolvers.filter((group) => isMeantBy(group, name));
}

function namesOf(groups: readonly ResolverGroup[]): ReadonlySet<string> {
  return new Set(groups.map(({ name }) => name));
}
