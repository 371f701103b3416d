/** Input that the schema has accepted → the scenario, with every check that needs more than one value. */
import { recordsBrought } from '../../../sim/authority/record-change.ts';
import { isMeantBy, wholeName } from '../../../sim/mixes.ts';
import { meanOf } from '../../../sim/random/index.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { Replays } from '../replays.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import { at, child, itemsOf, type Tree, textOf } from '../tree.ts';
import { checkKeepAlives, resolveBackends } from './backends.ts';
import { noteUnreached, withBalancers } from './balancer-names.ts';
import { resolveBalancers } from './balancers.ts';
import { checkClientSubnets } from './client-subnets.ts';
import { resolveClients } from './clients.ts';
import type { Context } from './context.ts';
import { checkCurves } from './curves.ts';
import { resolveDetail } from './detail.ts';
import { grownZones, resolveEvents } from './events.ts';
import { asWritten, type Expanded } from './expanded.ts';
import { resolveExternal } from './external.ts';
import { noteUnusedChecks } from './health-checks.ts';
import { expandClients, expandResolvers } from './mixes.ts';
import { knownPlaces, resolveNetwork } from './network.ts';
import { checkPartitions } from './partitions.ts';
import { expandPopulation } from './populations.ts';
import { resolveResolvers } from './resolvers.ts';
import { checkSurges } from './surges.ts';
import { resolveTiming } from './timing.ts';
import { checkTrips } from './trips.ts';
import { unownedBackends } from './unowned.ts';
import { checkWhereabouts } from './whereabouts.ts';
import { resolveZones } from './zones.ts';

/**
 * Meaningful only if nothing was reported.
 *
 * @param original as written, mistakes and all: what a reference may name
 */
export function resolveScenario(
  input: ScenarioInput,
  original: Tree,
  replays: Replays,
  context: Context,
): Scenario {
  const timing = resolveTiming(input, context);
  const network = resolveNetwork(input.network, context);
  const places = knownPlaces(network.places, context);
  const backends = resolveBackends(input.backends, places, context);
  const balancers = resolveBalancers(input.balancers, backends, context);
  const zones = resolveZones(input, { backends, balancers }, context);
  const external = resolveExternal(input.external, zones, context);
  const answering = withBalancers(external, balancers, context);
  const made = groupsMade(input, context);
  for (const list of ['resolvers', 'clients'] as const)
    context.expand(
      list,
      made[list].map((group) => group.at),
    );
  const groups = namesIn('resolvers', original, made);
  const resolvers = resolveResolvers(
    made.resolvers.map(({ input }) => input),
    { groups, places },
    context,
  );
  const events = resolveEvents(
    input.events,
    {
      zones,
      backends,
      balancers,
      groups: { resolvers: groups, clients: namesIn('clients', original, made) },
      partsOf: (name) => partsMeant(name, [...made.resolvers, ...made.clients]),
      places,
      resolvers,
      duration: timing.duration,
    },
    context,
  );
  const known = {
    resolvers: groups,
    groups: resolvers,
    places,
    zones: { ...answering, zones: grownZones(answering, events) },
    around: {
      replays,
      duration: timing.duration,
      areServers: backends.some(({ server }) => server !== null),
    },
  };
  const clients = resolveClients(
    made.clients.map(({ input }) => input),
    known,
    context,
  );
  checkClientSubnets(clients, resolvers, context);
  checkKeepAlives(input.backends, clients, context);
  checkNames(original, made, context);
  const taken = new Set(
    [...resolvers, ...clients, ...backends, ...balancers].map(({ name }) => name),
  );
  const created = events.flatMap(({ event }) => recordsBrought(event));
  noteUnusedChecks(zones.zones, [...zones.paths.keys(), ...created], context);
  const isSound = zones.isComplete && context.isIntact(['backends']) && context.objections === 0;
  const counting = isSound
    ? unownedBackends(
        {
          zones: answering,
          clients,
          events,
          backends,
          balancers,
          taken,
          strict: input.strictBackends,
        },
        context,
      )
    : [];
  const scenario = {
    name: input.name,
    description: input.description ?? '',
    ...timing,
    skewAgainst: input.skewAgainst,
    zones: zones.zones,
    external: external.records,
    resolvers,
    clients,
    backends: [...backends, ...counting],
    balancers,
    network,
    events: events.map(({ event }) => event),
    prices: input.prices,
    ...(input.population && { population: input.population.mix }),
  };
  if (context.objections === 0) checkTrips(scenario, context);
  if (context.objections === 0) checkSurges(events, clients, context);
  if (context.objections === 0) checkPartitions(events, scenario, context);
  if (isSound && context.objections === 0) checkWhereabouts(scenario, context);
  if (isSound && context.objections === 0) noteUnreached(scenario, context);
  checkCapacities(scenario, context);
  if (context.objections === 0) checkCurves(events, scenario, context);
  return { ...scenario, detail: resolveDetail(input.detail, scenario, isSound, context) };
}

/** Shares by capacity are of backends that all have one. */
function checkCapacities(
  { skewAgainst, backends }: Pick<Scenario, 'skewAgainst' | 'backends'>,
  context: Context,
): void {
  const without = backends.find(({ server }) => server === null);
  if (skewAgainst === 'capacity' && without && context.isIntact(['backends']))
    context.wrong(
      ['skewAgainst'],
      `the capacity of ${without.name} is not known; give every backend a service time, or write skewAgainst: equal`,
    );
  const free = backends.find(({ server }) => server && meanOf(server.service) === 0);
  if (skewAgainst === 'capacity' && free)
    context.wrong(
      ['skewAgainst'],
      `the service time of ${free.name} is 0, so its capacity has no limit; write skewAgainst: equal`,
    );
}

/** Names of the groups that a name in a file means: all the parts of a mix. */
function partsMeant(
  name: string,
  groups: readonly Expanded<{ readonly name: string; readonly mix?: { readonly of: string } }>[],
): string[] {
  const meant = groups.filter(({ input }) => isMeantBy(input, name)).map(({ input }) => input.name);
  return meant.length > 0 ? meant : [name];
}

/** Every group that is written, and those of the population; of mixes the parts. */
function groupsMade(input: ScenarioInput, context: Context) {
  for (const list of ['resolvers', 'clients'] as const)
    if (!input[list] && !input.population && context.isIntact([list], ['population']))
      context.wrong(
        [list],
        `missing key "${list}": expected a list of at least one of the ${list === 'resolvers' ? 'resolver' : 'client'} groups, or a population`,
      );
  const people = expandPopulation(input.population, context);
  return {
    resolvers: expandResolvers(
      [...asWritten('resolvers', input.resolvers), ...people.resolvers],
      context,
    ),
    clients: expandClients([...asWritten('clients', input.clients), ...people.clients], context),
  };
}

type Made = ReturnType<typeof groupsMade>;

/**
 * Of every group that is written, those with mistakes in them too, and of the population; null while one has no
 * readable name.
 */
function namesIn(list: keyof Made, original: Tree, made: Made): ReadonlySet<string> | null {
  const groups = child(original, list);
  const isPeopled = child(original, 'population') !== undefined;
  if (groups?.kind !== 'list' && (groups || !isPeopled)) return null;
  const names = itemsOf(groups).map((group) => textOf(child(group, 'name')));
  const readable = names.filter((name) => name !== undefined);
  if (readable.length < names.length) return null;
  return new Set([...readable, ...made[list].map(({ input }) => wholeName(input))]);
}

/** Groups and backends share one space of names: results and targets of events tell them apart by name alone. */
function checkNames(tree: Tree, made: Made, context: Context): void {
  const bearers = new Map<string, string>();
  const mix = at(tree, ['population', 'mix']);
  for (const { input, at: writtenAt } of mix ? [...made.resolvers, ...made.clients] : [])
    if (writtenAt([])[0] === 'population')
      bearers.set(wholeName(input), `group of population ${textOf(mix)}`);
  for (const [key, what] of [
    ['resolvers', 'resolver group'],
    ['clients', 'client group'],
    ['backends', 'backend'],
    ['balancers', 'balancer'],
  ] as const) {
    for (const item of itemsOf(child(tree, key))) {
      const named = child(item, 'name');
      const name = textOf(named);
      if (name === undefined || !named) continue;
      const bearer = bearers.get(name);
      if (bearer !== undefined)
        context.wrongAt(
          named.place,
          `a ${bearer} is already called ${quoted(name)}; choose another name for this ${what}`,
        );
      else bearers.set(name, what);
    }
  }
}
