/**
 * Faults that begin at the same time on the same backend and differ: no order could be right. Those that join others,
 * such as slowness and errors, contradict nothing.
 */
import { faults } from '../../../sim/backends/faults/index.ts';
import { byName } from '../../../sim/plugin.ts';
import { quoted } from '../printable.ts';
import type { Context } from './context.ts';
import type { PlacedEvent } from './events.ts';

/** Only where the times are constant: those that are drawn hardly ever meet. */
export function checkContradictions(events: readonly PlacedEvent[], context: Context): void {
  const first = new Map<string, { readonly name: string; readonly does: string }>();
  for (const { event, path } of events) {
    if (event.verb !== 'fault' || event.at.name !== 'constant') continue;
    if (byName(faults, event.fault.name).joins || event.share !== undefined) continue;
    const does = JSON.stringify([event.fault, event.flap]);
    for (const target of [...event.targets, ...(event.nodes ?? [])]) {
      const key = `${event.at.settings as number} ${target}`;
      const other = first.get(key);
      if (!other) first.set(key, { name: event.name, does });
      else if (other.does !== does) {
        context.wrongKey(
          [...path, event.flap ? 'flap' : event.fault.name],
          `${quoted(other.name)} strikes ${target} at the same time, and only one can be in force; move one of them`,
        );
        break;
      }
    }
  }
}
