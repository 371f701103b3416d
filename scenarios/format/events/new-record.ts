import { closestZone } from '../../../sim/authority/zone.ts';
import { absolute } from '../names.ts';
import { quoted } from '../printable.ts';
import { type Placed, resolveRecord } from '../resolve/records.ts';
import type { RecordInput } from '../schema/zone.ts';
import type { Path } from '../tree.ts';
import type { Scene } from './verb.ts';

/** A record set that an event writes, in the closest zone; null, and reported, when it has no place in any. */
export function resolveNewRecord(
  input: RecordInput,
  path: Path,
  { zones: { zones, balancers, ttls, isComplete }, context }: Scene,
): Placed | null {
  const only = zones.length === 1 ? (zones[0]?.name ?? '') : '';
  const zone = closestZone(zones, absolute(input.name, only))?.name ?? only;
  if (zone !== '')
    return resolveRecord(input, { zone, defaultTtl: ttls.get(zone), balancers, path, context });
  if (isComplete)
    context.wrong(
      [...path, 'name'],
      `${quoted(input.name)} is in none of the zones; write the whole name`,
    );
  return null;
}
