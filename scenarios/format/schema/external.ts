import * as z from 'zod/mini';
import { ttl } from '../../../sim/settings.ts';
import { described, maybe, oneKeyOf } from './documented.ts';
import { recordType } from './record-types.ts';
import { recordValue } from './zone.ts';

/** A record of a name in no zone of the scenario. */
export const externalSchema = z.strictObject({
  name: described(
    'Absolute, with or without the last dot.',
    z.string({ error: 'expected an absolute name' }),
  ),
  type: described('The record type, such as A.', recordType),
  ttl: described('Seconds that an answer may be kept.', ttl),
  value: maybe('The one value.', recordValue),
  values: maybe(
    'Several values, all of which are answered, in random order.',
    z
      .array(recordValue, { error: 'expected a list of values' })
      .check(z.minLength(1, { error: 'expected at least one value' })),
  ),
});
oneKeyOf(['value', 'values'], externalSchema);

export type ExternalInput = z.output<typeof externalSchema>;
