/**
 * Mixes of profiles, expanded into their parts: groups of one profile each, side by side. Members and clients are
 * shared out exactly, by largest remainder.
 */
import { shareOut } from '../../../sim/clients/apportion.ts';
import { arrivalProcesses } from '../../../sim/clients/arrivals/index.ts';
import type { ArrivalsInput } from '../../../sim/clients/fields.ts';
import { byName } from '../../../sim/plugin.ts';
import type { ClientMix, ResolverMix } from '../../../sim/scenario.ts';
import type { ClientInput } from '../schema/clients.ts';
import type { MixedProfile, ProfileMix } from '../schema/mixes.ts';
import type { ResolverInput } from '../schema/resolvers.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';
import type { Expanded, WrittenAt } from './expanded.ts';
import { given } from './profiles.ts';
import { percent, ROUNDING } from './shares.ts';

/** A group of one profile. */
export type ResolverPart = Omit<ResolverInput, 'profile' | 'deal'> & {
  readonly profile: string;
  readonly mix?: ResolverMix;
};
export type ClientPart = Omit<ClientInput, 'profile'> & {
  readonly profile: string;
  readonly mix?: ClientMix;
  /** Clients of the parts before it, whose addresses come before those of its own. */
  readonly before: number;
};

export function expandResolvers(
  groups: readonly Expanded<ResolverInput>[],
  context: Context,
): Expanded<ResolverPart>[] {
  return groups.flatMap(({ input, at }) => {
    const { profile, deal, ...rest } = input;
    if (typeof profile === 'string') {
      if (deal !== undefined && context.isIntact(at(['profile'])))
        context.wrongKey(
          at(['deal']),
          'deal says how the members of a mix are dealt to its profiles; give profile a mix, or remove it',
        );
      return [{ input: { ...rest, profile }, at }];
    }
    const mix = { of: rest.name, count: rest.count, deal: deal ?? 'random' } as const;
    return counted(partsOf(profile, at(['profile']), context), rest.count, 'members', at, context)
      .filter(({ count }) => count > 0)
      .map(({ profile: own, fields, count }) => ({
        input: {
          ...rest,
          ...given(fields),
          name: partName(rest.name, own),
          profile: own,
          count,
          mix,
        },
        at: partAt(at, own, fields),
      }));
  });
}

export function expandClients(
  groups: readonly Expanded<ClientInput>[],
  context: Context,
): Expanded<ClientPart>[] {
  return groups.flatMap(({ input, at }) => {
    const { profile, ...rest } = input;
    if (typeof profile === 'string') return [{ input: { ...rest, profile, before: 0 }, at }];
    const { name } = rest;
    const { process, perClient } = rest.arrivals;
    const arrivals = byName(arrivalProcesses, process.name);
    // Clients with processes of their own make the same requests whichever part they are in.
    if (!arrivals.divisible && !perClient)
      context.wrong(
        at(['arrivals']),
        `arrivals: ${arrivals.name} of a group cannot be divided between the profiles of a mix; take poisson, or write a group for each profile`,
      );
    const shares = partsOf(profile, at(['profile']), context);
    const count = rest.count ?? null;
    const parts =
      count === null
        ? shares.map((part) => ({ ...part, count: null }))
        : counted(shares, count, 'clients', at, context);
    let before = 0;
    return parts.flatMap(({ profile: own, fields, share, count: clients }) => {
      const exact = clients === null ? share : clients / (count as number);
      if (exact === 0) return [];
      const input = {
        ...rest,
        ...given(fields),
        name: partName(name, own),
        profile: own,
        count: clients ?? undefined,
        arrivals: perClient ? rest.arrivals : partOf(rest.arrivals, exact),
        mix: { of: name, count },
        before,
      };
      before += clients ?? 0;
      return [{ input, at: partAt(at, own, fields) }];
    });
  });
}

/** What a part with such a share of the clients makes. */
function partOf({ process, ...more }: ArrivalsInput, share: number): ArrivalsInput {
  const { name, settings } = process;
  const { ofPart } = byName(arrivalProcesses, name);
  return { ...more, process: { name, settings: ofPart?.(settings, share) ?? settings } };
}

/** `isp/unbound`: no group can be called that in a file. */
function partName(mix: string, profile: string): string {
  return `${mix}/${profile}`;
}

/** What a part says itself stands with its profile, all else with the mix. */
function partAt(at: WrittenAt, profile: string, fields: MixedProfile['fields']): WrittenAt {
  const own = new Set(Object.keys(given(fields)));
  return (below) => at(own.has(String(below[0])) ? ['profile', profile, ...below] : below);
}

// ---------------------------------------------------------------------------------- shares

interface Share {
  readonly profile: string;
  readonly fields: MixedProfile['fields'];
  readonly share: number;
}

/** The profiles of a mix in the order in which they are written; reported when they do not make a whole. */
function partsOf(mix: ProfileMix, path: Path, context: Context): Share[] {
  const written = context.keysAt(path);
  const parts = (written.length > 0 ? written : Object.keys(mix)).flatMap((profile) =>
    mix[profile] ? [{ profile, ...mix[profile] }] : [],
  );
  const sum = parts.reduce((total, { share }) => total + (share === 'rest' ? 0 : share), 0);
  const resting = parts.filter(({ share }) => share === 'rest');
  for (const { profile } of resting.slice(1))
    context.wrong([...path, profile], 'only one profile of a mix can have the rest');
  if (sum > 1 + ROUNDING || (resting.length === 0 && sum < 1 - ROUNDING))
    context.wrong(
      path,
      `the shares sum to ${percent(sum)}; they must sum to 100%${sum < 1 ? ', or one of them be rest' : ''}`,
    );
  return parts.map((part) => ({
    ...part,
    share: part.share === 'rest' ? Math.max(0, 1 - sum) : part.share,
  }));
}

/** How many of `count` are of each profile; reported where a share is none of them. */
function counted(
  parts: readonly Share[],
  count: number,
  what: string,
  at: WrittenAt,
  context: Context,
): (Share & { readonly count: number })[] {
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  if (whole === 0) return [];
  const counts = shareOut(
    Float64Array.from(parts, ({ share }) => share),
    count,
  );
  return parts.map((part, i) => {
    if (part.share > ROUNDING && counts[i] === 0 && context.isIntact(at(['count'])))
      context.wrong(
        at(['profile', part.profile]),
        `${percent(part.share)} of ${count} ${what} is none of them; raise the share or the count, or take the profile out`,
      );
    return { ...part, count: counts[i] as number };
  });
}
