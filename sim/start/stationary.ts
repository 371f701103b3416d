/**
 * Puts caches, client caches and connections into a stationary state before the run: by closed forms where they
 * are exact, and as the starting point of the lead-in where they are not (model.md part 3).
 */
import { Chains } from './chains.ts';
import type { StartContext } from './context.ts';
import {
  type Filling,
  fillByItself,
  fillFromAuthority,
  fillFromUpstream,
  ownLife,
} from './filling.ts';
import { childrenFirst, entryRates, lookupRate } from './flows.ts';
import { pastLookups } from './past-lookups.ts';

/** Fills every cache. Nothing is recorded yet. */
export function startStationary(start: StartContext): void {
  const { groups, resolvers, clients, names, stream } = start;
  const context: Filling = { ...start, chains: new Chains(resolvers, names) };
  const { topology } = resolvers;
  resolvers.turns.scatter(stream);
  for (let row = 0; row < clients.turns.length; row++) clients.turns[row] = stream.below(65_536);
  const rates = entryRates(groups, topology, names, lookupRate, (group, name) =>
    ownLife(context, group, name),
  );
  const lookups = pastLookups(context);
  const order = childrenFirst(topology).reverse();
  for (const group of order) {
    for (let shard = 0; shard < topology.shards; shard++) {
      if (topology.groupOfShard[shard] !== group) continue;
      for (let name = 0; name < names; name++) {
        const entry = shard * names + name;
        const rate = rates[entry] as number;
        const life = ownLife(context, group, name);
        if ((topology.upstreamGroup[group] as number) < 0) {
          const asked = (lookups.get(entry) ?? []).sort((a, b) => a.at - b.at);
          fillFromAuthority(context, shard, name, rate, asked);
        } else if (life > 0) fillByItself(context, shard, name, rate, life);
        else fillFromUpstream(context, shard, name, rates);
      }
    }
  }
}
