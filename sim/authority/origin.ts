import { placeCalled } from '../geography/places.ts';
import { routingLatency } from '../geography/round-trip.ts';
import type { Block, NetworkSpec, Place } from '../scenario.ts';
import type { Seconds } from '../settings.ts';

/**
 * Where a query comes from, as the authority sees it: the asking resolver, or the client whose subnet the resolver
 * forwards (RFC 7871; route53.md section 3.8).
 */
export interface Origin {
  /** Null: unknown. */
  readonly place: Place | null;
  /** The addresses it may come from, of which the authority knows the leading bits; null: unknown. */
  readonly subnet: Block | null;
  /** Round trip between users there and an AWS Region as Route 53 believes it to be; null: it has no idea. */
  latencyTo(region: string): Seconds | null;
}

/** Nothing is known of it. */
export const NOWHERE: Origin = { place: null, subnet: null, latencyTo: () => null };

/**
 * The origin of queries from a place and a subnet: those of a resolver group, or of the clients whose subnet it
 * forwards.
 */
export function originOf(
  network: NetworkSpec,
  from: { readonly place: string | null; readonly subnet: Block | null },
): Origin {
  const place = placeCalled(network, from.place);
  return {
    place,
    subnet: from.subnet,
    latencyTo(region) {
      const there = placeCalled(network, region);
      return place && there && routingLatency(network, place, there);
    },
  };
}
