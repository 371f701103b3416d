import type * as z from 'zod/mini';
import { maybe } from './documented.ts';

type Optional<F extends Readonly<Record<string, z.ZodMiniType>>> = {
  [K in keyof F]: z.ZodMiniOptional<F[K]>;
};

/**
 * Fields of a profile as overrides: each may be left out.
 *
 * @param texts what editors show beside each
 */
export function fieldsOf<const F extends Readonly<Record<string, z.ZodMiniType>>>(
  fields: F,
  texts: Readonly<Record<keyof F, string>>,
): Optional<F> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, schema]) => [key, maybe(texts[key] as string, schema)]),
  ) as Optional<F>;
}
