/** A profile by its name, or a mix of several: `{ isp-pool: 91.26%, isp-ttl-extender: { share: 8.74%, minTtl: 300 } }`. */
import * as z from 'zod/mini';
import type { Profile } from '../../../sim/profile.ts';
import { share } from '../../../sim/settings.ts';
import { documentation, maybe } from './documented.ts';

/** What is left by the others. */
const REST = 'rest';

const PART = 'expected a share such as 12%, rest, or { share: 12%, … } with fields of its own';

const portion = z.union([z.literal(REST), share], { error: PART });

/** One profile of a mix: its share, and what it does otherwise than the profile says. */
export interface MixedProfile {
  readonly share: number | typeof REST;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** By profile; `undefined` where a key is left out. */
export type ProfileMix = Readonly<Record<string, MixedProfile | undefined>>;

/**
 * @param fields that a part may have of its own, each left out or not
 * @param id what the JSON Schema calls a part
 */
export function profileOrMix(
  profiles: readonly Profile[],
  fields: Readonly<Record<string, z.ZodMiniType>>,
  id: string,
): z.ZodMiniType<string | ProfileMix> {
  const names = profiles.map(({ name }) => name) as [string, ...string[]];
  const error = `expected one of ${names.join(', ')}, or a mix: { ${names[0]}: 90%, ${names[1]}: 10% }`;
  const part = z.union(
    [
      z.pipe(
        portion,
        z.transform((own): MixedProfile => ({ share: own, fields: {} })),
      ),
      z.pipe(
        z.strictObject({ share: portion, ...fields }),
        z.transform(
          ({ share: own, ...rest }): MixedProfile => ({
            share: own as MixedProfile['share'],
            fields: rest,
          }),
        ),
      ),
    ],
    { error: PART },
  );
  documentation.add(part, { id, description: 'A part of a mix: its share, or that and fields.' });
  const mix = z.strictObject(
    Object.fromEntries(profiles.map(({ name, summary }) => [name, maybe(summary, part)])),
  );
  return z.union([z.enum(names, { error }), mix], { error }) as unknown as z.ZodMiniType<
    string | ProfileMix
  >;
}
