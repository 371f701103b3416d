import * as z from 'zod/mini';

type Optional<F extends Readonly<Record<string, z.ZodMiniType>>> = {
  [K in keyof F]: z.ZodMiniOptional<F[K]>;
};

/** Fields of a profile as overrides: each may be left out. */
export function fieldsOf<const F extends Readonly<Record<string, z.ZodMiniType>>>(
  fields: F,
): Optional<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, schema]) => [key, z.optional(schema)]),
  ) as Optional<F>;
}
