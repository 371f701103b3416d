/** Which of two families clients follow that look up both. */
import { endsOf } from '../authority/tree.ts';
import { type Families, recordTypesOf } from '../ip-address.ts';
import type { ZoneSpec } from '../scenario.ts';

/**
 * The types of record that clients ask for a name, the one first whose answers lead their lists: IPv6 (RFC 6724 section
 * 2.1), unless the zones have only IPv4 addresses for it.
 */
export function typesLedBy(
  zones: readonly ZoneSpec[],
  name: string,
  families: Families,
): readonly ('A' | 'AAAA')[] {
  const types = recordTypesOf(families);
  if (types.length === 1) return types;
  return types.toSorted(
    (a, b) => Number(isEmpty(zones, name, a)) - Number(isEmpty(zones, name, b)),
  );
}

function isEmpty(zones: readonly ZoneSpec[], name: string, type: string): boolean {
  return endsOf(zones, name, type).length === 0;
}
