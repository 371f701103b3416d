/** Who can surge: clients that make requests whatever becomes of those before. */
import { arrivalProcesses } from '../../../sim/clients/arrivals/index.ts';
import { byName } from '../../../sim/plugin.ts';
import type { ClientGroup } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';
import type { PlacedEvent } from './events.ts';

export function checkSurges(
  events: readonly PlacedEvent[],
  clients: readonly ClientGroup[],
  context: Context,
): void {
  for (const { event, path } of events) {
    if (event.verb !== 'surge') continue;
    const looping = clients.find(
      ({ name, arrivals }) =>
        event.clients.includes(name) && byName(arrivalProcesses, arrivals.name).thinkTime,
    );
    if (looping)
      context.wrong(
        [...path, 'surge', 'clients'],
        `${looping.name} wait for the end of a request before the next and cannot surge; give them other arrivals, such as poisson`,
      );
  }
}
