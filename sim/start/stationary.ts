/**
 * Puts caches, client caches and connections into a stationary state before the run: by closed forms where they
 * are exact, and as the starting point of the lead-in where they are not (model.md part 3).
 */
import { limitedPool } from '../backends/keep-alive.ts';
import type { ClientGroup } from '../scenario.ts';
import { Chains } from './chains.ts';
import { leadersOf, reachedFrom } from './cname-chains.ts';
import type { StartContext } from './context.ts';
import {
  type Filling,
  fillAlong,
  fillByItself,
  fillFromAuthority,
  fillFromUpstream,
  ownLife,
} from './filling.ts';
import { entryRates, lookupRate, parentsFirst } from './flows.ts';
import { pastLookups } from './past-lookups.ts';

/** Fills every cache. Nothing is recorded yet. */
export function startStationary(start: StartContext): void {
  const { groups, resolvers, clients, questions, stream, subnets } = start;
  const context: Filling = { ...start, chains: new Chains(resolvers) };
  const { topology, entries } = resolvers;
  resolvers.turns.scatter(stream);
  for (let row = 0; row < clients.turns.length; row++) clients.turns[row] = stream.below(65_536);
  const limited = (rate: number, spec: ClientGroup) => lookupRate(rate, limitedGroup(spec, start));
  const rates = entryRates(groups, topology, questions, limited, {
    at: start.at,
    ownLife: (group, question) => ownLife(context, group, question),
    reached: (question) => reachedFrom(start.authority, question),
    entries,
    subnets,
  });
  const leaders = leadersOf(start);
  const lookups = pastLookups(context);
  for (const { group, of } of parentsFirst(topology, questions)) {
    for (const entry of entries.ofGroup(group, of)) {
      const question = entries.questionOf(entry);
      const asksAuthority = topology.upstreamOf(group, question) < 0;
      const rate = rates[entry] as number;
      const life = asksAuthority ? 0 : ownLife(context, group, question);
      if (asksAuthority) {
        const asked = (lookups.get(entry) ?? []).sort((a, b) => a.at - b.at);
        const leader = asked.length === 0 ? leaders.get(question) : undefined;
        if (leader === undefined) fillFromAuthority(context, entry, rate, asked);
        else fillAlong(context, entry, entries.along(entry, leader));
      } else if (life > 0) fillByItself(context, entry, rate, life);
      else fillFromUpstream(context, entry, rates);
    }
  }
}

/** A client group whose connections servers end as well. */
function limitedGroup(spec: ClientGroup, start: StartContext): ClientGroup {
  const { pool } = spec.behaviour;
  if (pool === null) return spec;
  return { ...spec, behaviour: { ...spec.behaviour, pool: limitedPool(pool, start) } };
}
