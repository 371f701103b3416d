/** How many attempts a request takes, over time: what failures and the retries they call forth add to the load. */
import type { Result } from '../../experiments/result.ts';
import { span } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { happenings } from './events.ts';
import { dashed, endLabel, linesOf } from './lines.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { COLOURS } from './palette.ts';
import { timesTick } from './paper.ts';
import { extent, highest, known, means, points, type Rows, windowsOf } from './windows.ts';

/** Attempts a request, below which nobody has tried twice but a few. */
const TWICE = 1.005;

export const retryAmplification: Chart = {
  name: 'retry-amplification',
  summary: 'Attempts a request takes, by client group over time.',
  each: 'result',
  lacks: (result) =>
    lacksWindows(result) ??
    ((extent(known(amplifications(result)))?.most ?? 1) < TWICE
      ? 'no request, or hardly one, was tried twice'
      : null),
  configuration(result, page) {
    const windows = windowsOf(result);
    const rows = amplifications(result);
    const { datasets, labels } = linesOf(rows, windows, page);
    const one = windows.starts.map(() => 1);
    return overTime(result, page, {
      title: amplificationFinding(result),
      remark: `${averaging(result)}; addresses tried in one go count each`,
      valueTitle: 'attempts ÷ requests made',
      value: { min: 0, suggestedMax: 2, ticks: { callback: timesTick } },
      datasets: [...datasets, dashed(points(windows, one), page.theme.ink, page)],
      labels: [...labels, ...endLabel('one attempt', page.theme.ink, one, windows)],
    });
  },
};

/** One sentence without a full stop. */
export function amplificationFinding(result: Result): string {
  const rows = amplifications(result);
  const peak = highest(result, rows);
  if (peak === null) return 'No request was made';
  const who = rows.length === 1 ? 'A request' : `A request of ${peak.name}`;
  const { values } = rows.find(({ name }) => name === peak.name) as Rows;
  const most = `${who} takes up to ${peak.value.toFixed(2)} attempts, in the window from ${span(peak.at)}`;
  const { starts, lengths } = windowsOf(result);
  const first = Math.min(...happenings(result).map(({ at }) => at));
  const before = extent(
    known(
      [{ name: peak.name, values }],
      (w) => (starts[w] as number) + (lengths[w] as number) <= first,
    ),
  );
  const last = values.findLast((value) => value !== null) as number;
  const end =
    last > 1 + (peak.value - 1) / 4
      ? `still ${last.toFixed(2)} in the last`
      : `${last.toFixed(2)} in the last`;
  return before === null
    ? `${most}; ${end}`
    : `${most}; at most ${before.most.toFixed(2)} before, ${end}`;
}

/** By client group; all together where they are too many for a line each. */
function amplifications({ clients, series }: Result): Rows[] {
  const groups = clients.map(({ name }) => ({
    name,
    made: means(series.clients[name]?.made),
    attempts: means(series.clients[name]?.attempts),
  }));
  const divided = (made: readonly (number | null)[], attempts: readonly (number | null)[]) =>
    made.map((requests, w) => (requests ? (attempts[w] ?? 0) / requests : null));
  if (groups.length <= COLOURS)
    return groups.map(({ name, made, attempts }) => ({ name, values: divided(made, attempts) }));
  const total = (of: 'made' | 'attempts') =>
    series.windowStartSeconds.map((_, w) =>
      groups.reduce((sum, one) => sum + (one[of][w] ?? 0), 0),
    );
  return [{ name: 'all clients', values: divided(total('made'), total('attempts')) }];
}
