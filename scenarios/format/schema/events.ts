import * as z from 'zod/mini';
import { law } from '../../../sim/random/index.ts';
import type { Law } from '../../../sim/scenario.ts';
import { verbs } from '../events/index.ts';
import { described, documentation, maybe } from './documented.ts';

const label = z
  .string({ error: 'expected a name for the event' })
  .check(
    z.minLength(1, { error: 'expected a name for the event' }),
    z.maxLength(128, { error: 'expected a name of at most 128 characters' }),
  );

export const eventSchema = z.strictObject({
  at: described("When, from the run's time 0; a law is drawn once per replication.", law),
  name: maybe('What results call it; by default the verb and its target.', label),
  ...Object.fromEntries(verbs.map(({ name, summary, schema }) => [name, maybe(summary, schema)])),
});

documentation.add(eventSchema, { oneOf: verbs.map(({ name }) => ({ required: [name] })) });

/** Each verb has a key of its own. */
export interface EventInput {
  readonly at: Law;
  readonly name?: string | undefined;
  readonly [verb: string]: unknown;
}
