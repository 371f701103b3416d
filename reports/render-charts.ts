import type { Result } from '../experiments/result.ts';
import { type Look, pageOf } from './charts/page.ts';
import { picturesOf } from './charts/pictures.ts';

export interface RenderedChart {
  /** The chart's name, such as `share`; with the event's behind it where the chart is drawn for several. */
  readonly name: string;
  /** The same bytes for the same result and look; 2400 × 1350 pixels unless asked otherwise. */
  readonly png: Uint8Array;
}

/** A chart that has nothing to show for a result. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/**
 * Draws charts of a result; those that have nothing to show for it are left out.
 *
 * @param names which ones; all when left out
 * @param look width and height in pixels, and whether on a dark ground
 * @throws {RangeError} if no chart has one of the names
 */
export async function renderCharts(
  result: Result,
  names?: readonly string[],
  look?: Look,
): Promise<RenderedChart[]> {
  const page = pageOf(look);
  const { renderPng } = await import('./png.ts');
  return picturesOf(eventNames(result), names)
    .filter(({ chart, event }) => chart.lacks(result, event) === null)
    .map(({ name, chart, event }) => ({
      name,
      png: renderPng(chart.configuration(result, page, event), page),
    }));
}

/** What `renderCharts` leaves out of the same charts, and why. */
export function leftOut(result: Result, names?: readonly string[]): LeftOut[] {
  return picturesOf(eventNames(result), names).flatMap(({ name, chart, event }) => {
    const why = chart.lacks(result, event);
    return why === null ? [] : [{ name, why }];
  });
}

function eventNames({ events }: Result): string[] {
  return events.map(({ name }) => name);
}
