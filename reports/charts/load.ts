/** Requests per second that each backend accepts, over time: what its servers have to bear, and when. */
import type { Result } from '../../experiments/result.ts';
import type { Chart } from './chart.ts';
import { crowdOf } from './crowd.ts';
import { linesOf } from './lines.ts';
import { loadFinding, loadSubject } from './load-finding.ts';
import { outstanding } from './outstanding.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { COLOURS } from './palette.ts';
import { rates, windowsOf } from './windows.ts';

export const load: Chart = {
  name: 'load',
  summary: 'Requests per second by backend over time.',
  each: 'result',
  lacks: lacksWindows,
  configuration(result, page) {
    const rows = rates(result);
    const windows = windowsOf(result);
    return overTime(result, page, {
      title: loadFinding(result),
      remark: remark(result),
      valueTitle: 'requests accepted per second',
      value: { beginAtZero: true },
      ...(rows.length <= COLOURS
        ? linesOf(rows, windows, page)
        : crowdOf(rows, outstanding(result, rows, loadSubject(result)), windows, page)),
    });
  },
};

/** A mean over runs hides what chance does in each; the quantile over single windows does not. */
function remark(result: Result): string {
  const { p99, max } = result.skew.windows.peakToMean;
  const peaks =
    p99 !== null
      ? `in 1 % of single windows a backend bears ${p99.mean.toFixed(2)}× its intended share or more`
      : max === null
        ? null
        : `in the worst single window a backend bears ${max.toFixed(2)}× its intended share`;
  const { replications } = result.scenario;
  return replications > 1 && peaks !== null ? `${averaging(result)}; ${peaks}` : averaging(result);
}
