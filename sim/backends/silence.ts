/** Which backends may leave a connection or a request unanswered, so that clients wait for a time-out. */
import { byName } from '../plugin.ts';
import type { BackendSpec, EventSpec, FaultSpec } from '../scenario.ts';
import type { Effect } from './faults/fault.ts';
import { faults } from './faults/index.ts';
import { Reception } from './reception.ts';

/** A full queue that drops what comes. */
export function leavesUnanswered({ server }: BackendSpec): boolean {
  return server?.overflow === 'silent' && Number.isFinite(server.queueLimit);
}

/** A fault from which nothing comes back. */
export function silences(event: EventSpec): boolean {
  if (event.verb !== 'fault') return false;
  const { openConnections, newConnections } = effectOf(event);
  return openConnections === 'silent' || newConnections === Reception.silent;
}

/** What a fault does to the backends that it strikes. */
export function effectOf({ fault }: FaultSpec): Effect {
  return byName(faults, fault.name).effect(fault.settings);
}
