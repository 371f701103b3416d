import type { Stream } from '../random/stream.ts';
import type { Streams } from '../random/streams.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { ResolverGroup } from '../scenario.ts';

/** The stream of the numbers behind each resolver member: no other member's draws shift them. */
export function memberStreams(topology: Topology, streams: Streams): (member: number) => Stream {
  const made: Stream[] = [];
  return (member) => {
    const known = made[member];
    if (known) return known;
    const group = topology.groups.findIndex(
      (_, row) => member < (topology.firstMember[row + 1] as number),
    );
    const rank = member - (topology.firstMember[group] as number) + 1;
    const { name } = topology.groups[group] as ResolverGroup;
    const stream = streams('counts', `${name}/${rank}`);
    made[member] = stream;
    return stream;
  };
}
