/** Which backends may leave a connection or a request unanswered, so that clients wait for a time-out. */
import { byName } from '../plugin.ts';
import type { BackendSpec, EventSpec } from '../scenario.ts';
import { faults } from './faults/index.ts';
import { faultsOf } from './faults-of.ts';
import { Reception } from './reception.ts';

/** A full queue that drops what comes. */
export function leavesUnanswered({ server }: BackendSpec): boolean {
  return server?.overflow === 'silent' && Number.isFinite(server.queueLimit);
}

/** Whether an event brings faults from which nothing comes back, or only after a while. */
export function silences(event: EventSpec): boolean {
  return faultsOf(event).some(({ name, settings }) => {
    const { openConnections, newConnections, cutFrom } = byName(faults, name).effect(settings);
    return (
      cutFrom !== undefined ||
      openConnections === 'silent' ||
      newConnections === Reception.silent ||
      newConnections === Reception.unreachable
    );
  });
}
