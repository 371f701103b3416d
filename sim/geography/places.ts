/** Where the things of a scenario are, and what its network says of two places. */
import type { BetweenPlaces, NetworkSpec, Place } from '../scenario.ts';
import { awsRegion } from './aws-regions.ts';

/** The scenario's own place of that name, or the AWS Region; null when it is neither, or there is no name. */
export function placeCalled(
  { places }: Pick<NetworkSpec, 'places'>,
  name: string | null,
): Place | null {
  if (name === null) return null;
  return places.find((place) => place.name === name) ?? awsRegion(name) ?? null;
}

/**
 * What a table states of two places, `within` included: under their own names first, then under their Regions'.
 * Null: nothing but its default.
 */
export function stated<T>({ pairs, within }: BetweenPlaces<T>, a: Place, b: Place): T | null {
  for (const from of namesOf(a)) {
    for (const to of namesOf(b)) {
      const pair = pairs.find(
        ({ places: [one, other] }) =>
          (one === from && other === to) || (one === to && other === from),
      );
      if (pair) return pair.value;
    }
  }
  const isOne = namesOf(a).some((name) => namesOf(b).includes(name));
  return isOne ? within : null;
}

function namesOf({ name, region }: Place): string[] {
  return region === null || region === name ? [name] : [name, region];
}
