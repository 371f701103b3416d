/** Queries per second that reach the authority, over time: what a TTL costs, and what an event adds. */
import type { Result } from '../../experiments/result.ts';
import { significant, span } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { dashed, linesOf } from './lines.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { highest, means, points, type Rows, windowsOf } from './windows.ts';

/** A window that stands out: so many times the mean. */
const PEAK = 1.25;

export const authorityQueries: Chart = {
  name: 'authority-queries',
  summary: 'Queries per second that reach the authority, over time.',
  each: 'result',
  lacks: (result) =>
    lacksWindows(result) ??
    (result.authority.queriesPerSecond?.mean ? null : 'no query reached the authority'),
  configuration(result, page) {
    const windows = windowsOf(result);
    const row = queries(result);
    const { datasets } = linesOf([row], windows, page);
    const mean = result.authority.queriesPerSecond?.mean ?? null;
    const average = windows.middles.map(() => mean);
    return overTime(result, page, {
      title: queriesFinding(result),
      remark: averaging(result),
      valueTitle: 'queries at the authority per second',
      value: { beginAtZero: true },
      datasets: [...datasets, dashed(points(windows, average), page.theme.muted, page)],
      labels: mean === null ? [] : [{ text: 'mean', colour: page.theme.muted, value: mean }],
    });
  },
};

/** One sentence without a full stop. */
export function queriesFinding(result: Result): string {
  const mean = result.authority.queriesPerSecond?.mean;
  if (!mean) return 'No query reached the authority';
  const control = result.authority.controlFraction?.mean ?? 0;
  const each = control > 0 ? `, one for every ${significant(1 / control)} requests` : '';
  const usual = `The authority answers ${significant(mean)} queries/s${each}`;
  const peak = highest(result, [queries(result)]);
  return peak === null || peak.value < PEAK * mean
    ? usual
    : `${usual}; up to ${significant(peak.value)}/s in the window from ${span(peak.at)}`;
}

function queries(result: Result): Rows {
  const { lengths } = windowsOf(result);
  return {
    name: 'queries',
    values: means(result.series.authority.queries).map((count, w) =>
      count === null ? null : count / (lengths[w] as number),
    ),
  };
}
