/** What a resolver group does: its profile, and what the scenario says otherwise. */
import type * as z from 'zod/mini';
import { idealBehaviour, resolverFieldsSchema } from '../../../sim/resolvers/fields.ts';
import { resolverProfiles } from '../../../sim/resolvers/profiles/index.ts';
import type { ResolverBehaviour, Tier } from '../../../sim/scenario.ts';
import { given, profileValues } from './profiles.ts';

type Fields = z.output<typeof resolverFieldsSchema>;

/**
 * A profile with what overrides it. What is `none` is left out, so that a group without it is the same whether it says
 * so or not.
 */
export function behaviourOf(profile: string, own: Fields): ResolverBehaviour {
  const {
    serveStale,
    joinLimit,
    capacity,
    rateLimit,
    nearFirst,
    firstOnly,
    tier2: _,
    ...rest
  } = fieldsOf(profile, own);
  return {
    ...rest,
    ...(serveStale ? { serveStale } : {}),
    ...(joinLimit ? { joinLimit } : {}),
    ...(capacity ? { capacity } : {}),
    ...(rateLimit ? { rateLimit } : {}),
    ...(nearFirst ? { nearFirst } : {}),
    ...(firstOnly ? { firstOnly } : {}),
  };
}

/** Its second level of caches; null: it has none. */
export function tierOf(profile: string, own: Fields): Tier | null {
  return fieldsOf(profile, own).tier2 ?? null;
}

function fieldsOf(profile: string, own: Fields) {
  return {
    ...idealBehaviour,
    ...given(resolverFieldsSchema.parse(profileValues(resolverProfiles, profile))),
    ...given(own),
  };
}
