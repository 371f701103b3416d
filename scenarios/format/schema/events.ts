import * as z from 'zod/mini';
import { law } from '../../../sim/random/index.ts';
import { ttl, whole } from '../../../sim/settings.ts';
import { described, maybe } from './documented.ts';
import { recordType } from './record-types.ts';
import { recordValue, setIdentifier } from './zone.ts';

const label = z
  .string({ error: 'expected a name for the event' })
  .check(
    z.minLength(1, { error: 'expected a name for the event' }),
    z.maxLength(128, { error: 'expected a name of at most 128 characters' }),
  );

export const eventSchema = z.strictObject({
  at: described("When, from the run's time 0; a law is drawn once per replication.", law),
  name: maybe('What results call it; by default the verb and its target.', label),
  set: described(
    'Changes a record set; each edge follows after its own lag.',
    z.strictObject({
      name: described("The record's name.", z.string({ error: 'expected the name of a record' })),
      type: z._default(described("The record's type.", recordType), 'A'),
      setIdentifier: maybe(
        'One record set of the group; all of them when left out.',
        setIdentifier,
      ),
      weight: maybe('The new weight.', whole(0, 255)),
      ttl: maybe('The new TTL.', ttl),
      value: maybe('The new value.', recordValue),
    }),
  ),
});

export type EventInput = z.output<typeof eventSchema>;
