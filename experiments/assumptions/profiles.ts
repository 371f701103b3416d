import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { clientFields } from '../../sim/clients/fields.ts';
import { clientProfiles } from '../../sim/clients/profiles/index.ts';
import type { Profile, ProfileValue } from '../../sim/profile.ts';
import { resolverFields } from '../../sim/resolvers/fields.ts';
import { resolverProfiles } from '../../sim/resolvers/profiles/index.ts';
import type { Scenario } from '../../sim/scenario.ts';
import type { Assumption } from '../result.ts';

const DOUBTFUL = { A: 'assumed', I: 'inferred' } as const;

interface Group {
  readonly profile: string;
  readonly behaviour: object;
}

/**
 * Values of the profiles in use that are assumed or inferred; those that every group of the profile overrides
 * with another value are left out.
 */
export function profileAssumptions({
  resolvers,
  clients,
}: Pick<Scenario, 'resolvers' | 'clients'>): Assumption[] {
  return [
    ...doubtful('resolver', resolverProfiles, resolverFields, resolvers),
    ...doubtful('client', clientProfiles, clientFields, clients),
  ];
}

function doubtful(
  kind: string,
  profiles: readonly Profile[],
  schemas: Readonly<Record<string, z.ZodMiniType>>,
  groups: readonly Group[],
): Assumption[] {
  return profiles.flatMap(({ name, fields }) => {
    const users = groups.filter(({ profile }) => profile === name);
    return Object.entries(fields).flatMap(
      ([field, { value, evidence, source }]: [string, ProfileValue]) => {
        if (evidence !== 'A' && evidence !== 'I') return [];
        const schema = schemas[field];
        const parsed = schema ? z.parse(schema, value) : value;
        if (
          !users.some(({ behaviour }) =>
            isDeepStrictEqual((behaviour as Record<string, unknown>)[field], parsed),
          )
        )
          return [];
        const text = `${field} is ${JSON.stringify(value)}: ${DOUBTFUL[evidence]}, not documented or measured`;
        return [{ about: `${kind} profile ${name}`, text, source }];
      },
    );
  });
}
