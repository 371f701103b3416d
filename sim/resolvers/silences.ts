/** Whose queries may get no usual answer: of all that a group asks, what an outage may strike, and what has limits of its own. */
import { isMeantBy } from '../mixes.ts';
import type { OutageSpec, ResolverGroup } from '../scenario.ts';
import { leavesUnanswered } from './limits.ts';
import type { Topology } from './topology.ts';

/** Whether something that a group asks, directly or through others, may leave it without an answer by a limit of its own. */
export function maybeUnanswered(group: number, topology: Topology): boolean {
  return above(group, topology).some((at) =>
    leavesUnanswered((topology.groups[at] as ResolverGroup).behaviour),
  );
}

/** The groups that a group asks, directly or through others. */
function above(group: number, topology: Topology): number[] {
  const reached = new Set([group]);
  for (const at of reached) for (const upstream of topology.upstreamsOf(at)) reached.add(upstream);
  reached.delete(group);
  return [...reached];
}

/** Whether an outage may strike something that a group asks, directly or through others. */
export function isAbove(outage: OutageSpec, group: number, topology: Topology): boolean {
  if (outage.verb === 'authorityOutage') return true;
  return above(group, topology).some((at) =>
    isMeantBy(topology.groups[at] as ResolverGroup, outage.resolver),
  );
}
