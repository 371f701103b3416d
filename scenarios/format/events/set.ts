import * as z from 'zod/mini';
import { ttl, whole } from '../../../sim/settings.ts';
import { absolute } from '../names.ts';
import { given } from '../resolve/profiles.ts';
import { checkRecordChange } from '../resolve/record-change.ts';
import { canonicalValue } from '../resolve/records.ts';
import { described, maybe } from '../schema/documented.ts';
import { recordType } from '../schema/record-types.ts';
import { recordValue, setIdentifier } from '../schema/zone.ts';
import { child, textOf } from '../tree.ts';
import { verb } from './verb.ts';

export const set = verb({
  name: 'set',
  summary: 'Changes a record set; each edge follows after its own lag.',
  schema: z.strictObject({
    name: described("The record's name.", z.string({ error: 'expected the name of a record' })),
    type: z._default(described("The record's type.", recordType), 'A'),
    setIdentifier: maybe('One record set of the group; all of them when left out.', setIdentifier),
    weight: maybe('The new weight.', whole(0, 255)),
    ttl: maybe('The new TTL.', ttl),
    value: maybe('The new value.', recordValue),
  }),
  target(written, zone) {
    const name = textOf(child(written, 'name'));
    if (name === undefined) return undefined;
    const type = textOf(child(written, 'type')) ?? 'A';
    const identifier = textOf(child(written, 'setIdentifier'));
    return [
      absolute(name, zone),
      ...(type === 'A' ? [] : [type]),
      ...(identifier === undefined ? [] : [identifier]),
    ].join(' ');
  },
  resolve({ name, type, setIdentifier: identifier = null, ...changes }, scene) {
    const { zones } = scene.zones;
    const deed = {
      verb: 'set',
      record: {
        name: absolute(name, zones.length === 1 ? (zones[0]?.name ?? '') : ''),
        type,
        setIdentifier: identifier,
      },
      change: given(
        changes.value === undefined
          ? changes
          : { ...changes, value: canonicalValue(type, changes.value) },
      ),
    } as const;
    checkRecordChange(deed, scene.isDrawn ? { ...scene, zones: scene.initial } : scene);
    return deed;
  },
});
