/** CIDR collections as written, with what Route 53 would refuse (route53.md section 3.7). */
import { Cidr } from '../../../sim/geography/cidr.ts';
import { quoted } from '../printable.ts';
import type { CidrCollectionInput } from '../schema/cidr-collections.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

const MOST_COLLECTIONS = 5;
const MOST_BLOCKS = 1000;
/** The longest prefix of a block, by family; the shortest is 1. */
const LONGEST = { v4: 24, v6: 48 } as const;

/** @param path of the zone's list */
export function checkCidrCollections(
  collections: readonly CidrCollectionInput[],
  path: Path,
  context: Context,
): void {
  const names = new Set<string>();
  for (const [i, { name, locations }] of collections.entries()) {
    const at = [...path, i];
    if (i === MOST_COLLECTIONS)
      context.wrong(
        at,
        `${collections.length} CIDR collections: the quota of an account is ${MOST_COLLECTIONS}`,
      );
    if (names.has(name))
      context.wrong([...at, 'name'], `a CIDR collection is already called ${quoted(name)}`);
    names.add(name);
    checkLocations(locations, [...at, 'locations'], context);
    const blocks = locations.reduce((sum, location) => sum + location.blocks.length, 0);
    if (blocks > MOST_BLOCKS)
      context.wrong(
        [...at, 'locations'],
        `${blocks} blocks in one CIDR collection: the quota is ${MOST_BLOCKS}`,
      );
  }
}

function checkLocations(
  locations: CidrCollectionInput['locations'],
  path: Path,
  context: Context,
): void {
  const names = new Set<string>();
  const owners = new Map<string, string>();
  for (const [i, { name, blocks }] of locations.entries()) {
    if (names.has(name))
      context.wrong(
        [...path, i, 'name'],
        `a location of this collection is already called ${quoted(name)}; put its blocks together`,
      );
    names.add(name);
    for (const [j, block] of blocks.entries()) {
      const at = [...path, i, 'blocks', j];
      const owner = owners.get(block);
      const fault = owner === undefined ? faultOf(block) : `${block} is in ${owner} already`;
      owners.set(block, name);
      if (fault) context.wrong(at, fault);
    }
  }
}

function faultOf(text: string): string | null {
  const cidr = Cidr.parse(text);
  if (!cidr)
    return `expected a block such as 192.0.2.0/24 or 2001:db8::/32, its first address first; found ${quoted(text)}`;
  if (cidr.prefix === 0)
    return `${text} is every address: no block may be; that is what the location "*" of a record is for`;
  const longest = LONGEST[cidr.family];
  return cidr.prefix > longest
    ? `${text} is too small: an IP${cidr.family} block has a length from 1 to ${longest}`
    : null;
}
