import { placeCalled } from '../../../sim/geography/places.ts';
import { isByPlace } from '../../../sim/geography/round-trip.ts';
import { tripLaws } from '../../../sim/geography/trips.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';

/** Round trips by place that are not known: a mistake where they go by distance, else worth a note. */
export function checkTrips(
  { network, clients, backends }: Pick<Scenario, 'network' | 'clients' | 'backends'>,
  context: Context,
): void {
  if (!isByPlace(network.rtt)) return;
  const byDistance = network.rtt.default === 'distance';
  const told = new Set<string>();
  const isPlaced = (name: string | null) => placeCalled(network, name)?.coordinates != null;
  for (const [i, group] of clients.entries()) {
    const laws = tripLaws(network, group, backends);
    const unknown = backends.filter((_, row) => !laws?.[row]);
    const [first] = unknown;
    if (!first) continue;
    const whom = `${first.name}${unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''}`;
    if (!byDistance)
      context.note(
        ['network', 'rtt'],
        `no round trip between ${group.name} and ${whom} is stated: it takes no time; state it, or a default`,
      );
    else if (!isPlaced(group.place))
      context.wrong(
        ['clients', i],
        `round trips are by distance, and nobody knows where ${group.name} are; give them a region, or a place with coordinates`,
      );
    else if (!told.has(whom))
      context.wrong(
        ['network', 'rtt'],
        `round trips are by distance, and nobody knows where ${whom} ${unknown.length > 1 ? 'are' : 'is'}; give backends a region, or a place with coordinates`,
      );
    told.add(whom);
  }
}
