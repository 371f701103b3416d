/**
 * Finds in the hosted zones what a name and type are answered from (RFC 1034 section 4.3.2, RFC 4592): a CNAME at the
 * name answers every other type.
 */
import type { RecordSpec, ZoneSpec } from '../scenario.ts';
import { ROOT } from './zone-elsewhere.ts';

/** The record sets that answer one name and type, of that type or else CNAME; or why there are none. */
export interface Found {
  readonly zone: ZoneSpec;
  /** All that answer: an alias may lead to a balancer in one of its own. */
  readonly zones: readonly ZoneSpec[];
  /** In the zone's order; empty: NODATA or NXDOMAIN. */
  readonly group: readonly RecordSpec[];
  readonly code: 'NOERROR' | 'NODATA' | 'NXDOMAIN';
}

/**
 * @param name absolute, lower case, without the trailing dot; in no zone the root denies it, as the reader lets through
 *   of names searched for only
 */
export function find(zones: readonly ZoneSpec[], name: string, type: string): Found {
  const zone = closestZone(zones, name);
  if (!zone) return { zone: ROOT, zones, group: [], code: 'NXDOMAIN' };
  const owner = ownerOf(zone, name);
  if (owner === null) return { zone, zones, group: [], code: 'NXDOMAIN' };
  const owned = zone.records.filter((record) => record.name === owner);
  const own = owned.filter((record) => record.type === type);
  const group = own.length > 0 ? own : owned.filter((record) => record.type === 'CNAME');
  return { zone, zones, group, code: group.length > 0 ? 'NOERROR' : 'NODATA' };
}

/** The zone with the longest name that `name` is in. */
export function closestZone(zones: readonly ZoneSpec[], name: string): ZoneSpec | undefined {
  return zones
    .filter((zone) => isWithin(name, zone.name))
    .reduce<ZoneSpec | undefined>(
      (best, zone) => (best && best.name.length >= zone.name.length ? best : zone),
      undefined,
    );
}

/** Whether client subnets count in the answers to a name: not in a private zone (route53.md section 3.8). */
export function heedsSubnets(zones: readonly ZoneSpec[], name: string): boolean {
  return closestZone(zones, name)?.isPrivate !== true;
}

/** Whether a name is a zone's apex or below it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/**
 * The owner name whose records answer: the name itself, also as an empty non-terminal; else the wildcard
 * at the closest encloser; else null, NXDOMAIN.
 */
function ownerOf(zone: ZoneSpec, name: string): string | null {
  const exists = (owner: string) =>
    owner === zone.name || zone.records.some((record) => isWithin(record.name, owner));
  if (exists(name)) return name;
  let encloser = name;
  do encloser = encloser.slice(encloser.indexOf('.') + 1);
  while (!exists(encloser));
  const wildcard = `*.${encloser}`;
  return zone.records.some((record) => record.name === wildcard) ? wildcard : null;
}
