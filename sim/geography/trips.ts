/** The round trips of one client group, ready to be drawn. */
import { nodesOf, regionOf } from '../backends/balancers/nodes.ts';
import { constantOf, meanOf, samplerOf } from '../random/index.ts';
import type { Stream } from '../random/stream.ts';
import type { BackendSpec, ClientGroup, Law, NetworkSpec, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import { placeCalled } from './places.ts';
import { roundTrip } from './round-trip.ts';

/** Where each destination is: the backends, then the nodes of balancers. */
export function destinationPlaces({
  backends,
  balancers,
}: Pick<Scenario, 'backends' | 'balancers'>): Pick<BackendSpec, 'region'>[] {
  const nodes = nodesOf(balancers).map((node) => ({ region: regionOf(node, backends) }));
  return [...backends, ...nodes];
}

/** One law for each destination, null where it is not modelled; null: for none of them it is. */
export function tripLaws(
  network: NetworkSpec,
  { place }: Pick<ClientGroup, 'place'>,
  destinations: readonly Pick<BackendSpec, 'region'>[],
): readonly (Law | null)[] | null {
  const from = placeCalled(network, place);
  const byRegion = new Map<string | null, Law | null>();
  const laws = destinations.map(({ region }) => {
    const known = byRegion.get(region);
    if (known !== undefined) return known;
    const law = roundTrip(network, from, placeCalled(network, region));
    byRegion.set(region, law);
    return law;
  });
  return laws.some((law) => law !== null) ? laws : null;
}

/** Whether any request of a scenario travels. */
export function travels({
  network,
  clients,
  backends,
}: Pick<Scenario, 'network' | 'clients' | 'backends'>): boolean {
  return clients.some((group) => tripLaws(network, group, backends) !== null);
}

/** Mean round trips from a place, by way; null: not modelled. One that is not takes no time. */
export function meanTrips(
  from: Pick<ClientGroup, 'place'>,
  scenario: Pick<Scenario, 'network' | 'backends' | 'balancers'>,
  frontOf: Int32Array,
): Float64Array | null {
  const laws = tripLaws(scenario.network, from, destinationPlaces(scenario));
  const means = laws?.map((law) => (law ? meanOf(law) : 0));
  return means ? Float64Array.from(frontOf, (front) => means[front] as Seconds) : null;
}

/** The one value of round trips that are always the same, wherever they go; null of others. */
export function constantTrip(laws: readonly (Law | null)[]): Seconds | null {
  const first = constantOf(laws[0] ?? null);
  return laws.every((law) => constantOf(law) === first) ? first : null;
}

export class Trips {
  /** The round trip to every destination if it is always the same; null otherwise. */
  readonly constant: Seconds | null;
  /** By way. */
  readonly #draws: readonly (() => Seconds)[];

  /**
   * @param laws by destination; a trip that is not modelled takes no time
   * @param frontOf by way: the destination that clients travel to
   */
  constructor(laws: readonly (Law | null)[], frontOf: Int32Array, stream: Stream) {
    const samplers = new Map<Law | null, () => Seconds>(
      [...new Set(laws)].map((law) => [law, law ? samplerOf(law, stream) : () => 0]),
    );
    this.#draws = Array.from(
      frontOf,
      (front) => samplers.get(laws[front] as Law | null) as () => Seconds,
    );
    this.constant = constantTrip(laws);
  }

  /** Draws a round trip on a way. */
  to(way: number): Seconds {
    return (this.#draws[way] as () => Seconds)();
  }
}
