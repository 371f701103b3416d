/** Paths that are cut lead from where somebody is: a client group, or a health checker. */
import { probing } from '../../../sim/authority/health/status.ts';
import { cutFrom, namesOf } from '../../../sim/backends/partitions.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';
import type { PlacedEvent } from './events.ts';

export function checkPartitions(
  events: readonly PlacedEvent[],
  { clients, network, zones }: Pick<Scenario, 'clients' | 'network' | 'zones'>,
  context: Context,
): void {
  const checkers = zones.flatMap(({ healthChecks }) =>
    probing(healthChecks).flatMap(({ regions }) => regions),
  );
  const somewhere = new Set([
    ...clients.flatMap(({ place }) => namesOf(network, place)),
    ...checkers,
  ]);
  for (const { event, path } of events) {
    const from = event.verb === 'fault' ? cutFrom(event.fault) : null;
    if (!from || from.some((place) => somewhere.has(place))) continue;
    context.wrong(
      [...path, 'partition', 'from'],
      `no client group and no health checker is in ${from.join(', ')}; give clients a place`,
    );
  }
}
