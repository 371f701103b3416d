import { constant } from '../random/constant.ts';
import { meanOf } from '../random/index.ts';
import type { BetweenPlaces, Law, NetworkSpec, Place } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { distance, roundTripOver } from './distance.ts';
import { stated } from './places.ts';

/** Whether round trips differ by place. */
export function isByPlace(rtt: NetworkSpec['rtt']): rtt is BetweenPlaces<Law> {
  return rtt !== null && 'pairs' in rtt;
}

/**
 * The round trip between two places as the scenario models it: as stated of the two, else the table's default.
 *
 * @param a null: unknown
 * @returns null: not modelled
 */
export function roundTrip({ rtt }: NetworkSpec, a: Place | null, b: Place | null): Law | null {
  if (!isByPlace(rtt)) return rtt;
  const own = a && b && stated(rtt, a, b);
  if (own) return own;
  if (rtt.default !== 'distance') return rtt.default;
  const seconds = a && b && byDistance(a, b);
  return seconds === null ? null : { name: constant.name, settings: seconds };
}

/**
 * What Route 53 believes the round trip between users at a place and an AWS Region to be: as `routingLatency` has it,
 * else the mean of what `rtt` states of the two, else by distance. It measures this itself, does not publish it, and
 * nothing of it depends on what the scenario does (route53.md section 3.4).
 *
 * @returns null: no idea, some coordinates are unknown
 */
export function routingLatency(
  { rtt, routingLatency: believed }: NetworkSpec,
  users: Place,
  region: Place,
): Seconds | null {
  if (believed) {
    const own = stated(believed, users, region) ?? believed.default;
    if (own !== null && own !== 'distance') return own;
  }
  const law = isByPlace(rtt) ? stated(rtt, users, region) : null;
  return law ? meanOf(law) : byDistance(users, region);
}

function byDistance(a: Place, b: Place): Seconds | null {
  if (!a.coordinates || !b.coordinates) return null;
  return roundTripOver(distance(a.coordinates, b.coordinates));
}
