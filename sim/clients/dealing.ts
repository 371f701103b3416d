/** Which member each client asks. Clients of a mix are dealt to members together, and then at random to its parts. */
import { wholesOf } from '../mixes.ts';
import type { Streams } from '../random/streams.ts';
import { shuffle } from '../resolvers/dealing.ts';
import type { ClientGroup } from '../scenario.ts';
import { apportion } from './apportion.ts';

const NOBODY = new Int32Array(0);

/**
 * By client group: the member of each client, ascending; empty where every request is a new client.
 *
 * @param weights by client group: part of it at each member
 * @param ranks by member, as `resolvers/dealing.ts` has them
 */
export function dealClients(
  groups: readonly ClientGroup[],
  weights: readonly Float64Array[],
  ranks: Int32Array | null,
  streams: Streams,
): Int32Array[] {
  const dealt: Int32Array[] = [];
  for (const parts of wholesOf(groups)) {
    const { mix, count: own } = parts[0] as ClientGroup;
    const count = mix ? mix.count : own;
    if (count === null) {
      for (const _ of parts) dealt.push(NOBODY);
      continue;
    }
    const all = apportion(weights[dealt.length] as Float64Array, count, ranks);
    if (mix) shuffle(all, streams('deal', mix.of));
    let from = 0;
    for (const part of parts) {
      const clients = part.count as number;
      dealt.push(mix ? all.subarray(from, from + clients).sort() : all);
      from += clients;
    }
  }
  return dealt;
}
