/** How much load stands behind each cache that asks the authority: what policies for comparison are told of it. */

import type { Topology } from '../resolvers/topology.ts';
import type { PerSecond } from '../settings.ts';
import { type Asking, entryRates, rateOf, wantRateOf } from '../start/flows.ts';

/** Of one question, by asker: the caches that ask the authority. */
export interface Sources {
  /** Part of the requests; sums to 1, or to 0 where nobody looks it up. */
  readonly weight: Float64Array;
  /** Look-ups per second that reach the cache. */
  readonly lookups: Float64Array;
  /** Of all askers together. */
  readonly requests: PerSecond;
  /** Askers with any request. */
  readonly count: number;
}

/** Nothing is known of who asks. */
export const NO_SOURCES: Sources = {
  weight: new Float64Array(0),
  lookups: new Float64Array(0),
  requests: 0,
  count: 0,
};

/**
 * Sources of every question, from the popularity of resolvers and the rates of clients. A question to which only
 * CNAMEs lead has those of all questions together.
 */
export function sourcesOf(
  groups: readonly Asking[],
  topology: Topology,
  questions: number,
): Sources[] {
  const lookups = entryRates(groups, topology, questions);
  const requests = new Float64Array(lookups.length);
  for (const group of groups) {
    const wanted = wantRateOf(group.spec);
    const scale = wanted > 0 ? rateOf(group.spec) / wanted : 0;
    entryRates([group], topology, questions, (perClient) => perClient).forEach((rate, entry) => {
      requests[entry] = (requests[entry] as number) + scale * rate;
    });
  }
  const isTop = (shard: number, question: number) =>
    topology.upstreamOf(topology.groupOfShard[shard] as number, question) < 0;
  const ofQuestions = (rates: Float64Array, rows: readonly number[]) =>
    Float64Array.from({ length: topology.shards }, (_, shard) =>
      rows
        .filter((row) => isTop(shard, row))
        .reduce((sum, row) => sum + (rates[shard * questions + row] as number), 0),
    );
  const all = Array.from({ length: questions }, (_, row) => row);
  return all.map((row) => {
    const own = ofQuestions(requests, [row]);
    const isAsked = own.some((rate) => rate > 0);
    const rows = isAsked ? [row] : all;
    return sourcesFrom(isAsked ? own : ofQuestions(requests, all), ofQuestions(lookups, rows));
  });
}

function sourcesFrom(requests: Float64Array, lookups: Float64Array): Sources {
  const total = requests.reduce((sum, rate) => sum + rate, 0);
  return {
    weight: requests.map((rate) => (total > 0 ? rate / total : 0)),
    lookups,
    requests: total,
    count: requests.filter((rate) => rate > 0).length,
  };
}
