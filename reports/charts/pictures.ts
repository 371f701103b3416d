/** Which pictures a result has: one for each chart, or for each event where a chart is about events. */
import type { Chart } from './chart.ts';
import { deploySteps, standsAlone } from './deployments.ts';
import { charts } from './index.ts';

export interface Picture {
  /** Last part of its file name: the chart's name, with the event's behind it where there are several. */
  readonly name: string;
  readonly chart: Chart;
  /** Index of the event; 0 for a chart of the whole result. */
  readonly event: number;
}

/**
 * Every picture that a result with these events may have.
 *
 * @param events names of events, in the scenario's order
 * @param names of charts; all when left out
 * @throws {RangeError} if no chart has one of the names
 */
export function picturesOf(
  events: readonly string[],
  names: readonly string[] = chartNames(),
): Picture[] {
  return names.flatMap((name) => {
    const chart = charts.find((candidate) => candidate.name === name);
    if (!chart)
      throw new RangeError(`no chart is called "${name}" among ${chartNames().join(', ')}`);
    if (chart.each === 'result') return [{ name, chart, event: 0 }];
    const followed = standing(events);
    const only = followed.length === 1 ? (followed[0] as { event: number }).event : 0;
    if (followed.length <= 1) return [{ name, chart, event: only }];
    const names = followed.map(({ called }) => called);
    return followed.map(({ event }, i) => ({
      name: `${name}-${inFileName(names, i)}`,
      chart,
      event,
    }));
  });
}

/** Events that have a picture of their own, and what it is called by: of a deployment the first step, for all of it. */
function standing(events: readonly string[]) {
  const alone = standsAlone(events);
  const steps = deploySteps(events);
  return events.flatMap((name, event) =>
    alone[event] ? [{ event, called: steps[event]?.deployment ?? name }] : [],
  );
}

export function chartNames(): string[] {
  return charts.map(({ name }) => name);
}

/** A text as every file system takes it. */
export function fileSafe(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, '-');
}

/** The event's name; with its number where two are the same in a file name. */
function inFileName(events: readonly string[], event: number): string {
  const safe = fileSafe(events[event] as string);
  const same = events.filter((other) => fileSafe(other) === safe);
  return same.length === 1 ? safe : `${safe}-${event + 1}`;
}
