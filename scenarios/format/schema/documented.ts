/** What editors show beside a key: titles and descriptions, kept apart from what decides. */
import * as z from 'zod/mini';
import { law } from '../../../sim/random/index.ts';
import { duration, ipv4, name, rate, share, ttl } from '../../../sim/settings.ts';

export interface Documentation {
  /** Under this name the JSON Schema defines it once. */
  readonly id?: string;
  readonly description?: string;
  /** Rules about keys together, which the reader checks by itself. */
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
  readonly anyOf?: readonly { readonly required: readonly string[] }[];
}

export const documentation = z.registry<Documentation>();

documentation.add(duration, {
  id: 'duration',
  description: 'A span of time with its unit: 250ms, 30s, 1m30s, 2h.',
});
documentation.add(ttl, { id: 'ttl', description: 'Whole seconds, as in a zone file: 60 or 60s.' });
documentation.add(rate, {
  id: 'rate',
  description: 'Events per unit of time: 300/s, 20/m, 1.5/h.',
});
documentation.add(share, { id: 'share', description: 'A part of a whole: 12% or 0.12.' });
documentation.add(law, {
  id: 'law',
  description:
    'A random span of time: a duration (constant), or { exponential: 20ms } and the like.',
});
documentation.add(name, {
  id: 'name',
  description: 'A name of letters, digits, "-", "_", "." or ":".',
});
documentation.add(ipv4, { id: 'ipv4', description: 'An IPv4 address in dotted decimal.' });

/** The schema with a description of its own; other uses of it keep theirs. */
export function described<S extends z.ZodMiniType>(description: string, schema: S): S {
  const own = schema.clone() as S;
  documentation.add(own, { description });
  return own;
}

/** A key that may be left out. */
export function maybe<S extends z.ZodMiniType>(
  description: string,
  schema: S,
): z.ZodMiniOptional<S> {
  return described(description, z.optional(schema));
}

/** Tells editors that exactly one of some keys is needed. */
export function oneKeyOf<S extends z.ZodMiniType>(keys: readonly string[], schema: S): S {
  documentation.add(schema, { oneOf: keys.map((key) => ({ required: [key] })) });
  return schema;
}
