/** The faults that an event brings, whatever else it does. */
import type { Chosen } from '../plugin.ts';
import type { EventSpec } from '../scenario.ts';

export function faultsOf(event: EventSpec): readonly Chosen[] {
  return event.verb === 'fault' ? [event.fault] : [];
}
