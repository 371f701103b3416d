/** Input that the schema has accepted → the scenario, with every check that needs more than one value. */
import { recordsBrought } from '../../../sim/authority/record-change.ts';
import { isMeantBy } from '../../../sim/mixes.ts';
import { meanOf } from '../../../sim/random/index.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import { quoted } from '../printable.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import { child, itemsOf, type Tree, textOf } from '../tree.ts';
import { checkKeepAlives, resolveBackends } from './backends.ts';
import { noteUnreached, withBalancers } from './balancer-names.ts';
import { resolveBalancers } from './balancers.ts';
import { checkClientSubnets } from './client-subnets.ts';
import { resolveClients } from './clients.ts';
import type { Context } from './context.ts';
import { checkCurves } from './curves.ts';
import { resolveDetail } from './detail.ts';
import { grownZones, resolveEvents } from './events.ts';
import type { Expanded } from './expanded.ts';
import { resolveExternal } from './external.ts';
import { noteUnusedChecks } from './health-checks.ts';
import { expandClients, expandResolvers } from './mixes.ts';
import { knownPlaces, resolveNetwork } from './network.ts';
import { checkPartitions } from './partitions.ts';
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
export function resolveScenario(input: ScenarioInput, original: Tree, context: Context): Scenario {
  const timing = resolveTiming(input, context);
  const network = resolveNetwork(input.network, context);
  const places = knownPlaces(network.places, context);
  const backends = resolveBackends(input.backends, places, context);
  const balancers = resolveBalancers(input.balancers, backends, context);
  const zones = resolveZones(input, { backends, balancers }, context);
  const external = resolveExternal(input.external, zones, context);
  const answering = withBalancers(external, balancers, context);
  const made = {
    resolvers: expandResolvers(input.resolvers, context),
    clients: expandClients(input.clients, context),
  };
  for (const list of ['resolvers', 'clients'] as const)
    context.expand(
      list,
      made[list].map(({ at }) => at),
    );
  const groups = namesIn(child(original, 'resolvers'));
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
      groups: { resolvers: groups, clients: namesIn(child(original, 'clients')) },
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
  };
  const clients = resolveClients(
    made.clients.map(({ input }) => input),
    known,
    context,
  );
  checkClientSubnets(clients, resolvers, context);
  checkKeepAlives(input.backends, clients, context);
  checkNames(original, context);
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

/** Of every group that is written, those with mistakes in them too; null while one has no readable name. */
function namesIn(groups: Tree | undefined): ReadonlySet<string> | null {
  if (groups?.kind !== 'list') return null;
  const names = groups.items.map((group) => textOf(child(group, 'name')));
  const readable = names.filter((name) => name !== undefined);
  return readable.length === names.length ? new Set(readable) : null;
}

/** Groups and backends share one space of names: results and targets of events tell them apart by name alone. */
function checkNames(tree: Tree, context: Context): void {
  const bearers = new Map<string, string>();
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
