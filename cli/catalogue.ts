/** Everything that a scenario may name, by the word that `--kind` takes: profiles, and the plug-ins of each list. */
import { routingPolicies } from '../sim/authority/routing/index.ts';
import { faults } from '../sim/backends/faults/index.ts';
import { arrivalProcesses } from '../sim/clients/arrivals/index.ts';
import { connects } from '../sim/clients/connecting/index.ts';
import { clientFields } from '../sim/clients/fields.ts';
import { picks } from '../sim/clients/picks/index.ts';
import { clientProfiles } from '../sim/clients/profiles/index.ts';
import { sorts } from '../sim/clients/sorting/index.ts';
import { measures } from '../sim/metrics/measures/index.ts';
import type { Plugin } from '../sim/plugin.ts';
import { populations } from '../sim/populations/index.ts';
import type { Population } from '../sim/populations/population.ts';
import type { Profile } from '../sim/profile.ts';
import { laws } from '../sim/random/index.ts';
import { resolverFields } from '../sim/resolvers/fields.ts';
import { orders } from '../sim/resolvers/orders/index.ts';
import { resolverProfiles } from '../sim/resolvers/profiles/index.ts';

/** One thing of the catalogue. */
export interface Listed {
  readonly kind: string;
  readonly plugin: Plugin;
  /** What a profile says, and every field that one of its kind can have; null for other plug-ins. */
  readonly profile: { readonly fields: Profile['fields']; readonly all: readonly string[] } | null;
  /** Who is in a population; left out for all else. */
  readonly population?: Population;
}

const profiles = (kind: string, list: readonly Profile[], fields: object): readonly Listed[] =>
  list.map((plugin) => ({
    kind,
    plugin,
    profile: { fields: plugin.fields, all: Object.keys(fields) },
  }));

const plugins = (kind: string, list: readonly Plugin[]): readonly Listed[] =>
  list.map((plugin) => ({ kind, plugin, profile: null }));

/** Profiles first, then what is made of them. */
export const catalogue: readonly Listed[] = [
  ...profiles('resolvers', resolverProfiles, resolverFields),
  ...profiles('clients', clientProfiles, clientFields),
  ...populations.map((population) => ({
    kind: 'populations',
    plugin: population,
    profile: null,
    population,
  })),
  ...plugins('routing', routingPolicies),
  ...plugins('orders', orders),
  ...plugins('arrivals', arrivalProcesses),
  ...plugins('sorts', sorts),
  ...plugins('picks', picks),
  ...plugins('connects', connects),
  ...plugins('laws', laws),
  ...plugins('faults', faults),
  ...plugins('measures', measures),
];

export const kinds: readonly string[] = [...new Set(catalogue.map(({ kind }) => kind))];
