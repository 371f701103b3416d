/** The response time that one response in a hundred exceeds, by server over time. */
import type { Result } from '../../experiments/result.ts';
import { span } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { quantile } from './crowd.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { formOf, servers } from './servers.ts';
import { highest, known } from './windows.ts';

export const responseTime: Chart = {
  name: 'response-time',
  summary: 'The response time that one response in a hundred exceeds, by server over time.',
  each: 'result',
  lacks: (result) => lacksWindows(result) ?? servers(result, 'p99Seconds').lack,
  configuration(result, page) {
    const { rows } = servers(result, 'p99Seconds');
    return overTime(result, page, {
      title: responseTimeFinding(result),
      remark: averaging(result),
      valueTitle: 'p99 response time',
      value: {
        beginAtZero: true,
        ticks: { callback: (value: number | string) => time(Number(value)) },
      },
      ...formOf(result, rows, page),
    });
  },
};

/** One sentence without a full stop. */
export function responseTimeFinding(result: Result): string {
  const { rows } = servers(result, 'p99Seconds');
  const peak = highest(result, rows);
  const usual = quantile(
    known(rows).sort((a, b) => a - b),
    0.5,
  );
  if (peak === null || usual === null) return 'Too few responses to tell how slow the slowest are';
  return `The p99 response time is ${time(usual)} in the median window, and ${time(peak.value)} at ${peak.name} in the window from ${span(peak.at)}`;
}

/** To three digits: 250ms, 1.25s. */
function time(seconds: number): string {
  if (seconds === 0 || seconds >= 1) return span(Number(seconds.toPrecision(3)));
  return `${Number((1000 * seconds).toPrecision(3))}ms`;
}
