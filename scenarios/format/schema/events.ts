import * as z from 'zod/mini';
import { law } from '../../../sim/random/index.ts';
import type { Law } from '../../../sim/scenario.ts';
import { duration, span } from '../../../sim/settings.ts';
import { verbs } from '../events/index.ts';
import { documentation, maybe } from './documented.ts';

const label = z
  .string({ error: 'expected a name for the event' })
  .check(
    z.minLength(1, { error: 'expected a name for the event' }),
    z.maxLength(128, { error: 'expected a name of at most 128 characters' }),
  );

const NONE = 'expected a list of at least one duration';

/** Bins of the curves that follow an event. */
const curve = z.strictObject({
  bin: maybe(
    'Length of a bin; by default a twentieth of the TTL of the records concerned, at least 1s.',
    span,
  ),
  until: maybe('How long after the event the last bin ends; by default, when all is over.', span),
  at: maybe(
    'Moments after the event to set single bins around, ascending; without it bins follow one another.',
    z.array(duration, { error: NONE }).check(z.minLength(1, { error: NONE })),
  ),
});

export const eventSchema = z.strictObject({
  at: maybe("When, from the run's time 0; a law is drawn once per replication.", law),
  every: maybe(
    'How often, in place of at: first after so long, and again while the run lasts.',
    span,
  ),
  for: maybe(
    'How long it lasts, drawn once per replication; to the end of the run unless stated.',
    law,
  ),
  name: maybe('What results call it; by default the verb and its target.', label),
  curve: maybe('The bins in which what follows is counted.', curve),
  ...Object.fromEntries(verbs.map(({ name, summary, schema }) => [name, maybe(summary, schema)])),
});

documentation.add(eventSchema, {
  oneOf: verbs.map(({ name }) => ({ required: [name] })),
  anyOf: [{ required: ['at'] }, { required: ['every'] }],
});

/** Each verb has a key of its own. */
export interface EventInput {
  readonly at?: Law | undefined;
  readonly every?: number | undefined;
  readonly for?: Law | undefined;
  readonly name?: string | undefined;
  readonly curve?: z.output<typeof curve> | undefined;
  readonly [verb: string]: unknown;
}
