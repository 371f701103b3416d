/** What the others bear while some are struck: loads against those before, and against an even spread of what was lost. */
import type { EventResult, Result } from '../../experiments/result.ts';
import { span } from '../numbers.ts';
import type { Chart, Dataset } from './chart.ts';
import { struck } from './event-curve.ts';
import { dashed } from './lines.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import type { Page } from './page.ts';
import { timesTick } from './paper.ts';
import { formOf } from './servers.ts';
import { type Survivors, survivorsOf } from './survivors-load.ts';
import { windowsOf } from './windows.ts';

/** Beyond an even spread, below which it is not worth a headline. */
const EVEN = 1.05;

export const survivors: Chart = {
  name: 'survivors',
  summary: 'The load of the backends that a fault spares, against their load before.',
  each: 'event',
  lacks(result, event) {
    const followed = result.events[event];
    if (!followed) return 'the scenario has no events';
    if (lacksWindows(result) !== null) return lacksWindows(result);
    return (survivorsOf(result, followed)?.peak ?? null) === null
      ? `no backend is known to be spared by ${followed.name}, or it was there from the start`
      : null;
  },
  configuration(result, page, event) {
    const followed = result.events[event] as EventResult;
    const spared = survivorsOf(result, followed) as Survivors;
    const { datasets, labels } = formOf(result, spared.rows, page, spared.peak?.name);
    return overTime(result, page, {
      title: survivorsFinding(followed, spared),
      remark: `${averaging(result)}; dashed: what ${struck(followed).who} had, spread over the others by their loads`,
      valueTitle: `requests accepted ÷ those before ${span(spared.from)}`,
      value: { min: 0, suggestedMax: 2, ticks: { callback: timesTick } },
      datasets: [...datasets, spread(result, spared, page)],
      labels,
    });
  },
};

/** One sentence without a full stop. */
export function survivorsFinding(event: EventResult, { even, peak }: Survivors): string {
  const since = `${event.lastsSeconds === null ? 'after' : 'during'} ${event.name}`;
  if (peak === null) return `Nobody has anything to bear ${since}`;
  const { name, times, at } = peak;
  const much = `${name} bears up to ${times.toFixed(2)}× its earlier load ${since}`;
  return times <= EVEN * even
    ? `${much}, where an even spread gives ${even.toFixed(2)}×`
    : `${much}, in the window from ${span(at)}; an even spread gives ${even.toFixed(2)}×`;
}

/** One before the fault and after it, more while it lasts. */
function spread(result: Result, { even, from, until }: Survivors, page: Page): Dataset {
  const windows = windowsOf(result);
  const end = Math.min(until, windows.to);
  const after =
    until < windows.to
      ? [
          { x: until, y: 1 },
          { x: windows.to, y: 1 },
        ]
      : [];
  return dashed(
    [
      { x: windows.from, y: 1 },
      { x: from, y: 1 },
      { x: from, y: even },
      { x: end, y: even },
      ...after,
    ],
    page.theme.ink,
    page,
  );
}
