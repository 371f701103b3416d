/** The names that clients look up, and what their search lists make of them (resolv.conf(5)). */
import { closestZone } from '../../../sim/authority/zone.ts';
import { recordTypesOf } from '../../../sim/ip-address.ts';
import type { ClientGroup, LookedUpName } from '../../../sim/scenario.ts';
import { canonical, faultOf } from '../names.ts';
import { quoted } from '../printable.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import { wayFrom } from './cname-chains.ts';
import type { Context } from './context.ts';
import { type Part, partsOf, type Split } from './shares.ts';
import type { Zones } from './zones.ts';

/** From so many dots on a name is asked for as it is first (resolv.conf(5)). */
const USUAL_NDOTS = 1;

interface Looking {
  readonly lookup: Split;
  readonly search: readonly string[] | undefined;
  readonly ndots: number | undefined;
  readonly family: ClientGroup['family'];
}

interface LookedUp {
  readonly lookup: LookedUpName[];
  /** The same names as the file has them. */
  readonly written: string[];
}

/** @param path of the client group */
export function lookupOf(
  { lookup, search, ndots, family }: Looking,
  path: Path,
  { zones }: { readonly zones: Zones },
  context: Context,
): LookedUp {
  const types = recordTypesOf(family);
  const parts = partsOf(lookup, [...path, 'lookup'], context);
  const suffixes = search ? suffixesOf(search, [...path, 'search'], context) : [];
  if (search) checkSearch(parts, family, path, context);
  else if (ndots !== undefined && context.isIntact([...path, 'search']))
    context.wrongKey(
      [...path, 'ndots'],
      'ndots says when names are searched for, and there is no search list; give search, or remove it',
    );
  const seen = new Set<string>();
  const found = parts.map((part) => {
    const plain = canonical(part.of);
    const tries = part.of.endsWith('.') ? [plain] : inTurn(plain, suffixes, ndots ?? USUAL_NDOTS);
    const fault = [plain, ...tries].map(faultOf).find((one) => one !== null);
    const name = tries.find((one) => hasRecords(one, types, zones)) ?? namedInZone(tries, zones);
    if (fault) report(part, fault, context);
    else if (seen.has(name)) report(part, `${quoted(name)} is in this mix already`, context);
    else checkName(name, types, part, zones, tries.length > 1, context);
    const others = tries.filter((one) => one !== name && closestZone(zones.zones, one));
    for (const one of fault || !zones.isComplete ? [] : others)
      for (const way of types.map((type) => wayFrom({ name: one, type }, zones.zones)))
        if (way.fault !== null) report(part, way.fault, context);
    seen.add(name);
    return { name, share: part.share, ...(tries.length > 1 && { tries }) };
  });
  return { lookup: found, written: parts.map(({ of }) => canonical(of)) };
}

/** What a name is asked for as, one after the other. */
function inTurn(name: string, suffixes: readonly string[], ndots: number): string[] {
  const completed = suffixes.map((suffix) => `${name}.${suffix}`);
  return name.split('.').length > ndots ? [name, ...completed] : [...completed, name];
}

function hasRecords(name: string, types: readonly string[], { zones }: Zones): boolean {
  if (!closestZone(zones, name)) return false;
  return types.some((type) => {
    const { fault, remark } = wayFrom({ name, type }, zones);
    return fault === null && remark === null;
  });
}

/** Of names without addresses the one that somebody most likely meant. */
function namedInZone(tries: readonly string[], { zones }: Zones): string {
  return tries.find((one) => closestZone(zones, one)) ?? (tries.at(-1) as string);
}

function suffixesOf(search: readonly string[], path: Path, context: Context): string[] {
  return search.flatMap((written, i) => {
    const suffix = canonical(written);
    const fault = faultOf(suffix);
    const isTwice = search.slice(0, i).some((other) => canonical(other) === suffix);
    if (fault) context.wrong([...path, i], fault);
    else if (isTwice) context.wrong([...path, i], `${quoted(suffix)} is in this list already`);
    return fault || isTwice ? [] : [suffix];
  });
}

function checkSearch(
  parts: readonly Part[],
  family: ClientGroup['family'],
  path: Path,
  context: Context,
): void {
  const at = [...path, 'search'];
  if (parts.every(({ of }) => of.endsWith('.')) && context.isIntact([...path, 'lookup']))
    context.wrongKey(
      at,
      'every name of lookup ends in a dot, and none of them is searched for; write one without it, or remove search',
    );
  if (family === 'dual')
    context.wrongKey(
      at,
      'names are searched for with one family only; give family: v4 or v6, or write the names of lookup in full and remove search',
    );
}

function checkName(
  name: string,
  types: readonly string[],
  part: Part,
  { zones, isComplete }: Zones,
  isSearched: boolean,
  context: Context,
): void {
  if (!closestZone(zones, name)) {
    if (!isComplete) return;
    const within = zones.map((zone) => zone.name).join(', ');
    const meant = suggest(
      name,
      zones.flatMap((zone) => zone.records.map((record) => record.name)),
    );
    report(
      part,
      isSearched
        ? `${quoted(part.of)} is in no zone of this scenario (${within}), whatever of the search list is added; write another name, or another suffix`
        : `${quoted(name)} is in no zone of this scenario (${within}); write an absolute name`,
      context,
      meant,
    );
    return;
  }
  // Of two families one may be missing.
  const ways = types.map((type) => wayFrom({ name, type }, zones));
  const fault = ways.every((way) => way.fault !== null) ? ways[0]?.fault : null;
  if (fault && isComplete) report(part, fault, context);
  for (const { remark } of ways) if (remark !== null) context.note(part.path, remark);
}

function report(
  { path, isKey }: Part,
  message: string,
  context: Context,
  suggestion?: string,
): void {
  if (isKey) context.wrongKey(path, message, suggestion);
  else context.wrong(path, message, suggestion);
}
