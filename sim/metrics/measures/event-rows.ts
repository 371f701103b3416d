/** Which event, and which bin of its curve, a row is. */
import type { CurveCounts, EventCounts, Measurements } from '../../measurements.ts';
import { BINS_OF_EVENT } from './subjects.ts';

export function eventAt(m: Measurements, i: number): EventCounts {
  return m.events[i] as EventCounts;
}

export function binAt(
  m: Measurements,
  i: number,
): { readonly event: EventCounts; readonly curve: CurveCounts; readonly bin: number } {
  const event = eventAt(m, Math.floor(i / BINS_OF_EVENT));
  return { event, curve: event.curve, bin: i % BINS_OF_EVENT };
}
