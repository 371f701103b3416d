/** What is wrong with the bins asked for after an event: too many, or some that overlap. */
import { curveBins, MOST_BINS } from '../../../sim/metrics/curve-bins.ts';
import type { Scenario } from '../../../sim/scenario.ts';
import type { Context } from './context.ts';
import type { PlacedEvent } from './events.ts';

/** @param scenario without mistakes: default bins depend on all of it */
export function checkCurves(
  events: readonly PlacedEvent[],
  scenario: Omit<Scenario, 'detail'>,
  context: Context,
): void {
  for (const placed of events) {
    const { bin, until, at } = placed.event.curve;
    if (at !== null) checkCentres(placed, at, scenario, context);
    else if (bin !== null || until !== null) checkCount(placed, scenario, context);
  }
}

function checkCentres(
  { event, path }: PlacedEvent,
  centres: readonly number[],
  scenario: Omit<Scenario, 'detail'>,
  context: Context,
): void {
  const place = [...path, 'curve', 'at'];
  if (event.curve.until !== null)
    context.wrongKey(
      [...path, 'curve', 'until'],
      'bins around the moments of at end with the last of them; remove until, or at',
    );
  const { width } = curveBins(event, scenario);
  centres.forEach((centre, k) => {
    const before = centres[k - 1];
    // Moments are decimal seconds: a millionth of a bin is rounding.
    if (before === undefined && centre < (width / 2) * (1 - 1e-6)) {
      context.wrong(
        [...place, k],
        `a bin of ${width}s around this would begin before the event; move it, or set a smaller bin`,
      );
    } else if (before !== undefined && centre - before < width * (1 - 1e-6)) {
      context.wrong(
        [...place, k],
        `bins of ${width}s around ${before}s and ${centre}s overlap; move them apart in ascending order, or set a smaller bin`,
      );
    }
  });
}

function checkCount(
  { event, path }: PlacedEvent,
  scenario: Omit<Scenario, 'detail'>,
  context: Context,
): void {
  const { from, width } = curveBins(event, scenario);
  if (from.length < MOST_BINS) return;
  const key = event.curve.bin === null ? 'until' : 'bin';
  context.wrong(
    [...path, 'curve', key],
    `${MOST_BINS} bins of ${width}s or more; fewer are allowed, ${key === 'bin' ? 'widen the bin' : 'lower until'}`,
  );
}
