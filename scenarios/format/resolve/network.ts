/** Places and round trips as written → the network that is simulated. */
import { awsRegion, awsRegionNames } from '../../../sim/geography/aws-regions.ts';
import { continentOf } from '../../../sim/geography/continents.ts';
import { DIVIDED } from '../../../sim/geography/us-states.ts';
import type { BetweenPlaces, Law, NetworkSpec, Place } from '../../../sim/scenario.ts';
import type { Seconds } from '../../../sim/settings.ts';
import { quoted } from '../printable.ts';
import type { NetworkInput } from '../schema/network.ts';
import { suggest } from '../suggest.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

/** Keys of a table beside its rows. */
const RESERVED: ReadonlySet<string> = new Set(['default', 'within', 'distance']);

type PlaceInput = NetworkInput['places'][string];
type Table<T> = {
  readonly default?: T | 'distance' | undefined;
  readonly within?: T | undefined;
  readonly [place: string]: unknown;
};

export function resolveNetwork(input: NetworkInput, context: Context): NetworkSpec {
  const places = Object.entries(input.places).map(([name, place]) =>
    resolvePlace(name, place, ['network', 'places', name], context),
  );
  const known = knownPlaces(places, context);
  return {
    places,
    rtt: rttOf(input.rtt, known, context),
    ...(input.loss !== undefined && input.loss > 0 && { loss: input.loss }),
    ...(input.routingLatency && {
      routingLatency: tableOf<Seconds>(
        input.routingLatency,
        known,
        ['network', 'routingLatency'],
        context,
      ),
    }),
  };
}

/** A table with nothing but a law by default is that law. */
function rttOf(
  rtt: NetworkInput['rtt'],
  known: ReadonlySet<string> | null,
  context: Context,
): NetworkSpec['rtt'] {
  if (rtt === undefined) return null;
  if (rtt === 'distance') return { default: rtt, within: null, pairs: [] };
  if (isLaw(rtt)) return rtt;
  const table = tableOf<Law>(rtt, known, ['network', 'rtt'], context);
  return table.pairs.length === 0 && table.within === null && table.default !== 'distance'
    ? table.default
    : table;
}

const isLaw = (rtt: object): rtt is Law => 'settings' in rtt;

/** Names that a group or a table may use; null while they are not all known. */
export function knownPlaces(
  places: readonly Place[],
  context: Context,
): ReadonlySet<string> | null {
  return context.isIntact(['network', 'places'])
    ? new Set([...places.map(({ name }) => name), ...awsRegionNames])
    : null;
}

function resolvePlace(name: string, input: PlaceInput, path: Path, context: Context): Place {
  const region = input.region === undefined ? undefined : awsRegion(input.region);
  const country = input.country ?? (input.continent === undefined ? region?.country : undefined);
  const own = country === undefined ? undefined : continentOf(country);
  if (awsRegion(name) || RESERVED.has(name))
    context.wrongKey(
      path,
      awsRegion(name)
        ? `${quoted(name)} is an AWS Region, which is a place already; choose another name`
        : `${quoted(name)} has a meaning of its own in rtt; choose another name`,
    );
  if (input.continent !== undefined && input.country !== undefined && own !== input.continent)
    context.wrong(
      [...path, 'continent'],
      `${input.country} is in ${own}; remove continent, or correct one of the two`,
    );
  if (input.subdivision !== undefined && country !== DIVIDED)
    context.wrong(
      [...path, 'subdivision'],
      `a subdivision is a state of the United States; add country: ${DIVIDED}, or remove it`,
    );
  return {
    name,
    region: input.region ?? null,
    continent: input.continent ?? own ?? null,
    country: country ?? null,
    subdivision:
      input.subdivision ?? (country === region?.country ? (region?.subdivision ?? null) : null),
    coordinates: input.coordinates ?? region?.coordinates ?? null,
  };
}

/** A symmetric table: each pair once, in the order of the file. */
function tableOf<T>(
  { default: elsewhere, within, ...rows }: Table<T>,
  known: ReadonlySet<string> | null,
  path: Path,
  context: Context,
): BetweenPlaces<T> {
  const pairs: { places: readonly [string, string]; value: T }[] = [];
  const check = (name: string, at: Path) => {
    if (known && !known.has(name)) context.wrongKey(at, noPlace(name), suggest(name, known));
  };
  for (const [from, row] of Object.entries(rows)) {
    check(from, [...path, from]);
    for (const [to, value] of Object.entries(row as Readonly<Record<string, T>>)) {
      const at = [...path, from, to];
      check(to, at);
      const isTwice = pairs.some(
        ({ places: [one, other] }) => one === to && other === from && from !== to,
      );
      if (isTwice)
        context.wrongKey(at, `${to} to ${from} is stated above: it is as long in both directions`);
      else pairs.push({ places: [from, to], value });
    }
  }
  return { default: elsewhere ?? null, within: within ?? null, pairs };
}

/** The place that a group names, as `place` or as `region`; null when none. */
export function placeOf(
  { place, region }: { readonly place?: string | undefined; readonly region?: string | undefined },
  known: ReadonlySet<string> | null,
  path: Path,
  context: Context,
): string | null {
  if (place !== undefined && region !== undefined)
    context.wrongKey([...path, 'region'], 'both place and region are given; keep one of them');
  checkPlace(place ?? null, known, [...path, 'place'], context);
  return place ?? region ?? null;
}

/** @param place null: none is named */
export function checkPlace(
  place: string | null,
  known: ReadonlySet<string> | null,
  path: Path,
  context: Context,
): void {
  if (place === null || !known || known.has(place)) return;
  context.wrong(path, noPlace(place), suggest(place, known));
}

const noPlace = (name: string) =>
  `no place is called ${quoted(name)}; add it to network.places, or name an AWS Region`;
