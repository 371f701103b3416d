import type { Topology } from '../../resolvers/topology.ts';
import type { ClientGroup, ResolverGroup } from '../../scenario.ts';
import { type Replay, replay } from './replay.ts';

/**
 * The member that each resolver of a replayed file stands for. `NAME/RANK` is a member of the group NAME; any other text
 * is one of the members that the clients use, which are given out in their order, and again when all have been.
 */
export function membersOf(
  { arrivals, resolvers }: ClientGroup,
  { groups, firstMember }: Pick<Topology, 'groups' | 'firstMember'>,
): Int32Array {
  if (arrivals.name !== replay.name) return new Int32Array(0);
  const { resolverNames } = arrivals.settings as Replay;
  const rows = resolvers.map(({ group }) => groups.findIndex(({ name }) => name === group));
  const used = rows.flatMap((row) =>
    Array.from(
      { length: (groups[row] as ResolverGroup).count },
      (_, rank) => (firstMember[row] as number) + rank,
    ),
  );
  let given = 0;
  return Int32Array.from(resolverNames, (text) => {
    const [, group, digits] = /^(.*)\/(\d+)$/.exec(text) ?? [];
    const row = rows.find((at) => groups[at]?.name === group);
    const rank = Number(digits);
    if (row !== undefined && rank >= 1 && rank <= (groups[row] as ResolverGroup).count)
      return (firstMember[row] as number) + rank - 1;
    const member = used[given % used.length] as number;
    given += 1;
    return member;
  });
}
