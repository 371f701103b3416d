import type { Measurements } from '../../measurements.ts';
import { peakToMean } from '../skew.ts';
import { eventAt } from './event-rows.ts';
import { once, type RatioMeasure } from './measure.ts';

export const eventSurvivorsPeak: RatioMeasure = {
  kind: 'ratio',
  name: 'survivors-peak',
  summary:
    "The largest load of a backend that a fault spares in one window while it lasts, as a multiple of its part of the spared ones' load.",
  of: 'event',
  unit: 'ratio',
  path: 'events[].survivorsPeak',
  read: (m, i) => (eventAt(m, i).isFault ? once(peakOf(m, i)) : null),
};

/** Over windows that lie wholly within the fault and have load; null when there is none. */
function peakOf(m: Measurements, i: number): number | null {
  const { targets, at, until } = eventAt(m, i);
  const { names, requests, intendedOfMembers } = m.backends;
  const end = (m.windowStarts[0] as number) + m.span;
  const spared = names.flatMap((_, backend) => (targets.includes(backend) ? [] : [backend]));
  let peak: number | null = null;
  for (const [w, start] of m.windowStarts.entries()) {
    const stop = m.windowStarts[w + 1] ?? end;
    if (start < at || stop > Math.min(end, until ?? end)) continue;
    const row = (table: Float64Array) =>
      spared.map((backend) => table[w * names.length + backend] as number);
    const shares = row(intendedOfMembers);
    const whole = shares.reduce((sum, share) => sum + share, 0);
    const excess = peakToMean(
      row(requests),
      shares.map((share) => (whole > 0 ? share / whole : 0)),
    );
    if (excess !== null) peak = Math.max(peak ?? 0, excess);
  }
  return peak;
}
