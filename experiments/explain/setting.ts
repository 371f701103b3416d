/** A scenario's derived facts: who reaches which cache entry how often, and what the authority says to each name. */
import { AtStart } from '../../sim/authority/at-start.ts';
import type { Decision } from '../../sim/authority/decision.ts';
import type { NameAndType } from '../../sim/authority/question.ts';
import { NO_SOURCES, type Sources, sourcesOf } from '../../sim/authority/sources.ts';
import type { Found } from '../../sim/authority/zone.ts';
import { Addresses } from '../../sim/backends/addresses.ts';
import { groupsAsked } from '../../sim/clients/asked-groups.ts';
import { dealClients } from '../../sim/clients/dealing.ts';
import { rowsOf as questionRowsOf } from '../../sim/clients/group.ts';
import { searchRowsOf } from '../../sim/clients/searching.ts';
import { recordTypesOf } from '../../sim/ip-address.ts';
import type { Coefficients } from '../../sim/metrics/followers.ts';
import { applyTargets, normalise } from '../../sim/metrics/intended.ts';
import { originsOf, questionsOf } from '../../sim/questions.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { dealMembers } from '../../sim/resolvers/dealing.ts';
import { Topology } from '../../sim/resolvers/topology.ts';
import type { ClientGroup, Scenario } from '../../sim/scenario.ts';
import type { Seconds } from '../../sim/settings.ts';
import { askedInPeace } from '../../sim/start/asked-in-peace.ts';
import { type Asking, entryRates, groupWeights, rateOf } from '../../sim/start/flows.ts';
import { askingRate } from './asking-rate.ts';
import { dividedOverTargets } from './through-balancers.ts';

/** A name and type looked up, and how it is answered at time 0. */
export interface NameFacts extends NameAndType {
  /** Part of all requests. */
  readonly share: number;
  readonly found: Found;
  /** Where queries come from first; null: a negative answer. */
  readonly decision: Decision | null;
  readonly ttlLaw: readonly { readonly ttl: Seconds; readonly chance: number }[];
  /** By backend, of this name's requests. */
  readonly intended: Float64Array;
  /** The weights of G² and H² in expected CV². */
  readonly coefficients: Coefficients;
}

export interface Setting {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly names: readonly NameFacts[];
  readonly asking: readonly Asking[];
  /** Queries per second by entry (shard × names + name), as if nothing below it kept answers of the resolver's. */
  readonly rates: Float64Array;
  /** Requests per second, of all clients. */
  readonly requestRate: number;
}

export function settingOf(scenario: Scenario): Setting {
  const names = namesOf(scenario);
  const topology = new Topology(
    scenario.resolvers,
    names.map(({ name }) => name),
  );
  const asking = askingOf(scenario, topology, names);
  const sources = sourcesOf(asking, topology, names.length);
  return {
    scenario,
    topology,
    names: names.map((facts, row) => withTtls(facts, sources[row] as Sources)),
    asking,
    rates: entryRates(asking, topology, names.length, askingRate),
    requestRate: scenario.clients.reduce((sum, group) => sum + rateOf(group), 0),
  };
}

/** Row of a resolver group; −1: none. */
export function rowOf({ scenario }: Setting, group: string | null): number {
  return scenario.resolvers.findIndex(({ name }) => name === group);
}

/** Of the requests of a client group, the part that puts a question. */
export function partAsking({ lookup, family }: ClientGroup, { name, type }: NameAndType): number {
  if (!recordTypesOf(family).some((asked) => asked === type)) return 0;
  return lookup.find((one) => one.name === name)?.share ?? 0;
}

/** Client groups that ask a resolver group, directly. */
export function clientsOf({ scenario }: Setting, group: string): readonly ClientGroup[] {
  return scenario.clients.filter((clients) => groupsAsked(clients, scenario.resolvers).has(group));
}

function namesOf(scenario: Scenario): NameFacts[] {
  const addresses = new Addresses(scenario.backends, scenario.balancers);
  const origins = originsOf(scenario);
  const start = new AtStart(
    { ...scenario, questions: questionsOf(scenario, origins), origins: origins.rows },
    addresses,
  );
  const backendOf = addresses.destinations();
  const byBackend = (byAddress: Float64Array) => {
    const nodes = scenario.balancers.reduce((sum, balancer) => sum + balancer.nodes.length, 0);
    const shares = new Float64Array(scenario.backends.length + nodes);
    byAddress.forEach((part, address) => {
      const destination = backendOf[address] as number;
      shares[destination] = (shares[destination] as number) + part;
    });
    return dividedOverTargets(shares, scenario);
  };
  const intended = byBackend(start.intended(addresses.count));
  normalise(intended);
  applyTargets(intended, scenario);
  return start.questions.map(({ question: { name, type, share }, states: [found] }, row) => {
    const decision = start.decisions[start.views.of(row, 0)] ?? null;
    return {
      name,
      type,
      share,
      found: found as Found,
      decision,
      ttlLaw: decision?.ttlLaw({ source: -1, sources: NO_SOURCES }) ?? [
        { ttl: (found as Found).zone.negativeTtl, chance: 1 },
      ],
      intended: byBackend(start.intended(addresses.count, row)),
      coefficients: decision?.coefficients(backendOf, intended) ?? { content: 0, choice: 0 },
    };
  });
}

/** The TTLs that its answers can have, where they differ between those who ask. */
function withTtls(facts: NameFacts, sources: Sources): NameFacts {
  const { decision } = facts;
  if (!decision?.top.followsSources) return facts;
  const chances = new Map<Seconds, number>();
  for (const [source, weight] of sources.weight.entries())
    if (weight > 0)
      for (const { ttl, chance } of decision.ttlLaw({ source, sources }))
        chances.set(ttl, (chances.get(ttl) ?? 0) + weight * chance);
  const ttlLaw = [...chances].map(([ttl, chance]) => ({ ttl, chance }));
  return { ...facts, ttlLaw };
}

function askingOf(
  scenario: Scenario,
  topology: Topology,
  questions: readonly NameAndType[],
): Asking[] {
  // What is drawn or dealt anew in each replication is as in the first one of seed 1; no prediction uses it.
  const streams = streamsOf(1, 1);
  const members = dealMembers(scenario.resolvers, streams);
  const weights = scenario.clients.map((spec) => groupWeights(spec, topology, members.weights));
  const memberOf = dealClients(scenario.clients, weights, members.ranks, streams);
  return scenario.clients.map((spec, row) => ({
    spec,
    weights: weights[row] as Float64Array,
    asked: askedInPeace(spec, topology, members.weights),
    memberOf: memberOf[row] as Int32Array,
    nameRows: questionRowsOf(spec, questions, scenario),
    searched: searchRowsOf(spec, questions),
  }));
}
