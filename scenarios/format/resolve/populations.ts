/** A population, expanded into groups as a file could have written them. */
import { shareOut } from '../../../sim/clients/apportion.ts';
import { byName } from '../../../sim/plugin.ts';
import { populations } from '../../../sim/populations/index.ts';
import type { Population, PopulationResolvers } from '../../../sim/populations/population.ts';
import type { Popularity } from '../../../sim/scenario.ts';
import { type ClientInput, clientSchema } from '../schema/clients.ts';
import type { PopulationInput } from '../schema/population.ts';
import { type ResolverInput, resolverSchema } from '../schema/resolvers.ts';
import type { Context } from './context.ts';
import type { Expanded, WrittenAt } from './expanded.ts';

/** What results call the clients of a population. */
export const POPULATION_CLIENTS = 'users';

/** As busy resolvers are far busier than most; no published fit holds everywhere. */
const USUAL: Popularity = { kind: 'zipf', s: 1 };

/** Keys of groups that a population writes itself, and what it calls them. */
const OWN: Readonly<Record<string, string>> = {
  popularity: 'popularity',
  lookup: 'lookup',
  arrivals: 'arrivals',
};

const at: WrittenAt = ([key, ...below]) => {
  const own = OWN[String(key)];
  return own === undefined ? ['population', 'mix'] : ['population', own, ...below];
};

export interface ExpandedPopulation {
  readonly resolvers: readonly Expanded<ResolverInput>[];
  readonly clients: readonly Expanded<ClientInput>[];
}

export function expandPopulation(
  input: PopulationInput | undefined,
  context: Context,
): ExpandedPopulation {
  if (!input) return { resolvers: [], clients: [] };
  const population = byName(populations, input.mix);
  const counts = countsOf(population, input, context);
  const used = population.resolvers.filter(({ share }) => share > 0);
  return {
    resolvers: population.resolvers.map((group, i) => ({
      at,
      input: {
        ...resolverSchema.parse({
          name: group.name,
          profile: group.profile,
          count: Math.max(1, counts[i] as number),
          ...(group.upstream !== undefined && { upstream: group.upstream }),
          ...(group.upstreamPick !== undefined && { upstreamPick: group.upstreamPick }),
        }),
        ...(group.clientsEach === undefined && { popularity: input.popularity ?? USUAL }),
      },
    })),
    clients: [
      {
        at,
        input: {
          ...clientSchema.parse({
            name: POPULATION_CLIENTS,
            profile: population.clients,
            count: input.clients,
            resolvers: used.map(({ name, share }) => ({ use: name, share })),
            lookup: '',
            arrivals: { poisson: '0/s' },
          }),
          lookup: input.lookup,
          arrivals: input.arrivals,
        },
      },
    ],
  };
}

/** Members of each group: small resolvers by the clients of each, the others by the clients behind them. */
function countsOf(
  { name, resolvers }: Population,
  { resolvers: shared, clients }: PopulationInput,
  context: Context,
): number[] {
  const behind = ({ name: own, share }: PopulationResolvers): number =>
    resolvers.reduce((sum, other) => (other.upstream === own ? sum + behind(other) : sum), share);
  const busy = resolvers.filter(({ clientsEach }) => clientsEach === undefined);
  const dealt = shareOut(Float64Array.from(busy, behind), shared);
  const without = busy.filter((_, i) => dealt[i] === 0);
  if (without.length > 0)
    context.wrong(
      ['population', 'resolvers'],
      `of ${shared} resolvers none are left for ${without.map((group) => group.name).join(', ')} of ${name}; give more`,
    );
  return resolvers.map((group) =>
    group.clientsEach === undefined
      ? (dealt[busy.indexOf(group)] as number)
      : Math.ceil((group.share * clients) / group.clientsEach),
  );
}
