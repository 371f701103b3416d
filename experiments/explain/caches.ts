/** Queries and misses per second of every resolver group, from closed forms, or why there are none. */

import { isMeantBy, wholeName } from '../../sim/mixes.ts';
import { mayEvict } from '../../sim/questions.ts';
import { asks } from '../../sim/resolvers/routes.ts';
import { Topology } from '../../sim/resolvers/topology.ts';
import type { ResolverGroup } from '../../sim/scenario.ts';
import { childrenFirst, entryRates, wantRateOf } from '../../sim/start/flows.ts';
import { missesPerCycle } from '../../theory/caching/countdown-chain.ts';
import { askingRate } from './asking-rate.ts';
import { queriesTo } from './known-flows.ts';
import { type CacheForm, formOf, keptTtls, meanTtl } from './one-cache.ts';
import { clientsOf, type NameFacts, partAsking, type Setting } from './setting.ts';

/** What one group does, in queries per second. */
export interface CacheRates {
  readonly queries: number;
  readonly misses: number;
  readonly hits: number;
  readonly source: string;
  readonly nearly: string | null;
}

export type CacheFinding = CacheRates | { readonly reason: string };

/** By resolver group, in the scenario's order; null: nobody asks it. */
export function cachesOf(setting: Setting): readonly (CacheFinding | null)[] {
  const chained = chainedGroups(setting);
  let chains: Chains | null = null;
  return setting.scenario.resolvers.map((group, row) => {
    const known = queriesTo(setting, group.name);
    if ('reason' in known) return known;
    const total = sumOver(setting, row, (rate) => rate);
    if (total === 0) return null;
    if (!chained.has(group.name)) return alone(setting, group, row, known.nearly);
    const trouble = chainTrouble(setting, group);
    if (trouble !== null) return { reason: trouble };
    chains ??= chainsOf(setting);
    const queries = sumIn(setting, row, chains.queries);
    const misses = sumIn(setting, row, chains.misses);
    return {
      queries,
      misses,
      hits: queries - misses,
      nearly: known.nearly,
      source:
        'caches that count down expire with the one above: λ/Λ+(1−λ/Λ)(1−e^(−λT)) a cycle of T+1/Λ (Cohen and Kaplan 2001)',
    };
  });
}

/** Part of a client group's look-ups that their own TTL-keeping caches answer; with {@link chainTrouble} null. */
export function countdownClientHits(setting: Setting, client: string): number {
  const spec = setting.scenario.clients.find(({ name }) => name === client);
  const misses = chainsOf(setting).clientMisses.get(client) ?? 0;
  return spec ? 1 - misses / wantRateOf(spec) : 0;
}

/** The form of each name at one group, for groups that ask the authority alone. */
export function formsOf(
  setting: Setting,
  group: ResolverGroup,
): readonly (CacheForm | { readonly reason: string })[] {
  if (mayEvict(group.behaviour, setting.scenario)) {
    const reason = `${group.name} hold fewer records than are asked for`;
    return setting.names.map(() => ({ reason }));
  }
  return setting.names.map((name) => formOf(group, name));
}

/** Groups with caches of the same answers above or below: other resolvers, or clients that honour the TTL. */
export function chainedGroups(setting: Setting): ReadonlySet<string> {
  const { resolvers } = setting.scenario;
  return new Set(
    resolvers.flatMap((group) => {
      const { name } = group;
      const above = resolvers.filter((other) => asks(group, other)).map((other) => other.name);
      const countdown = clientsOf(setting, name).some(keepsByTtl);
      return [...above, ...(above.length > 0 || countdown ? [name] : [])];
    }),
  );
}

const keepsByTtl = ({ count, behaviour }: Setting['scenario']['clients'][number]) =>
  count !== null && behaviour.dns.kind === 'ttl';

/** Why the countdown form does not hold for a group, those above and those below it. */
export function chainTrouble(setting: Setting, group: ResolverGroup): string | null {
  const { scenario, names } = setting;
  const family = scenario.resolvers.filter(
    (other) => rootOf(setting, other) === rootOf(setting, group),
  );
  if (setting.topology.routesBySuffix) return 'resolvers ask by the suffix of the name';
  for (const { name, upstream, upstreamPick, behaviour, latency } of family) {
    const isRoot = upstream === null;
    const has = (what: string) => `${name}, in a chain of caches, ${what}`;
    if (behaviour.ttlClock !== 'exact' || behaviour.ttlPassed !== 'exact')
      return has('count whole seconds');
    if (behaviour.prefetch.kind !== 'none') return has('refresh answers ahead');
    if (behaviour.serveStale) return has('answer from expired records');
    if (latency.upstream || latency.client) return has('take time to answer');
    if (isRoot && behaviour.shards > 1) return has('have shards');
    if (!isRoot && upstreamPick === 'query') return has('ask a fresh member each time');
    if (
      !isRoot &&
      names.some((one) =>
        one.ttlLaw.some(({ ttl }) => ttl > behaviour.maxTtl || behaviour.minTtl > 0),
      )
    )
      return has('clamp TTLs');
  }
  const middle = family.find(
    (one) =>
      one.upstream !== null &&
      one.behaviour.shards > 1 &&
      family.some((below) => isMeantBy(one, below.upstream)),
  );
  return middle ? `${middle.name}, in the middle of a chain, have shards` : null;
}

function rootOf({ scenario }: Setting, group: ResolverGroup): string {
  let at = group;
  for (;;) {
    const { upstream } = at;
    const above = scenario.resolvers.find((other) => isMeantBy(other, upstream));
    if (!above) return wholeName(at);
    at = above;
  }
}

function alone(
  setting: Setting,
  group: ResolverGroup,
  row: number,
  nearly: string | null,
): CacheFinding {
  let [queries, misses, hits] = [0, 0, 0];
  const sources = new Set<string>();
  for (const [name, form] of formsOf(setting, group).entries()) {
    if ('reason' in form) return form;
    sources.add(form.source);
    for (const rate of ratesOf(setting, row, name)) {
      queries += rate;
      misses += form.missRate(rate);
      hits += rate * form.hitRatio(rate);
    }
  }
  return { queries, misses, hits, source: [...sources].join('; '), nearly };
}

/** Rates above 0 of a group's entries for one name. */
export function* ratesOf(
  { topology, rates, names }: Setting,
  row: number,
  name: number,
): Generator<number> {
  for (let shard = 0; shard < topology.shards; shard++) {
    if (topology.groupOfShard[shard] !== row) continue;
    const rate = rates[shard * names.length + name] as number;
    if (rate > 0) yield rate;
  }
}

function sumOver(setting: Setting, row: number, of: (rate: number) => number): number {
  let sum = 0;
  for (let name = 0; name < setting.names.length; name++)
    for (const rate of ratesOf(setting, row, name)) sum += of(rate);
  return sum;
}

function sumIn({ topology, names }: Setting, row: number, values: Float64Array): number {
  let sum = 0;
  values.forEach((value, entry) => {
    if (topology.groupOfShard[Math.floor(entry / names.length)] === row) sum += value;
  });
  return sum;
}

// ------------------------------------------------------------------------------------ chains

interface Chains {
  /** Queries that reach an entry, and those it sends on, per second. */
  readonly queries: Float64Array;
  readonly misses: Float64Array;
  readonly clientMisses: ReadonlyMap<string, number>;
}

/** Every entry expires with the one at the top of its chain; what it does in one cycle follows from its rate. */
function chainsOf(setting: Setting): Chains {
  const { scenario, topology, names, asking, rates } = setting;
  const flat = new Topology(scenario.resolvers.map((group) => ({ ...group, upstream: null })));
  const plain = asking.filter(({ spec }) => !keepsByTtl(spec));
  const queries = entryRates(plain, flat, names.length, askingRate);
  const misses = new Float64Array(rates.length);
  const clientMisses = new Map<string, number>();
  const perCycle = (entry: number, rate: number) => {
    const name = entry % names.length;
    const top = topOf(topology, Math.floor(entry / names.length), name);
    const group = scenario.resolvers[topology.groupOfShard[top] as number] as ResolverGroup;
    const total = rates[top * names.length + name] as number;
    const law = keptTtls(names[name] as NameFacts, group.behaviour);
    const missed = law.reduce(
      (sum, { ttl, chance }) => sum + chance * missesPerCycle(rate, total, ttl),
      0,
    );
    return missed / (meanTtl(law) + 1 / total);
  };
  for (const client of asking.filter(({ spec }) => keepsByTtl(spec))) {
    const { spec } = client;
    entryRates([client], flat, names.length, askingRate).forEach((rate, entry) => {
      if (rate === 0) return;
      const own = partAsking(spec, names[entry % names.length] as NameFacts);
      const each = (wantRateOf(spec) * own) / (spec.count as number);
      const missed = (rate / each) * perCycle(entry, each);
      queries[entry] = (queries[entry] as number) + missed;
      clientMisses.set(spec.name, (clientMisses.get(spec.name) ?? 0) + missed);
    });
  }
  for (const { group } of childrenFirst(topology, names.length)) {
    for (let shard = 0; shard < topology.shards; shard++) {
      if (topology.groupOfShard[shard] !== group) continue;
      for (let name = 0; name < names.length; name++) {
        const entry = shard * names.length + name;
        if (rates[entry] === 0) continue;
        misses[entry] = perCycle(entry, rates[entry] as number);
        if (topology.upstreamOf(group, name) < 0) continue;
        const above = aboveOf(topology, shard, name) * names.length + name;
        queries[above] = (queries[above] as number) + (misses[entry] as number);
      }
    }
  }
  return { queries, misses, clientMisses };
}

function aboveOf(topology: Topology, shard: number, name: number): number {
  return topology.firstShard[topology.fixedUpstream(shard, name)] as number;
}

/** The shard at the top of the chain that a shard is in for a name. */
export function topOf(topology: Topology, shard: number, name: number): number {
  const group = topology.groupOfShard[shard] as number;
  return topology.upstreamOf(group, name) < 0
    ? shard
    : topOf(topology, aboveOf(topology, shard, name), name);
}
