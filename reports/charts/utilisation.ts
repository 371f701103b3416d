/** How much of their workers' time servers are busy, over time: who has no room left, and when. */
import type { Result } from '../../experiments/result.ts';
import { percent, span } from '../numbers.ts';
import type { Chart } from './chart.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import { formOf, servers } from './servers.ts';
import { highest } from './windows.ts';

export const utilisation: Chart = {
  name: 'utilisation',
  summary: "Busy part of each server's workers over time.",
  each: 'result',
  lacks: (result) => lacksWindows(result) ?? servers(result, 'utilisation').lack,
  configuration(result, page) {
    const rows = servers(result, 'utilisation').rows.map(({ name, values }) => ({
      name,
      values: values.map((part) => (part === null ? null : 100 * part)),
    }));
    return overTime(result, page, {
      title: utilisationFinding(result),
      remark: averaging(result),
      valueTitle: "busy part of the workers' time",
      value: { min: 0, max: 100, ticks: { callback: (value: number | string) => `${value} %` } },
      ...formOf(result, rows, page),
    });
  },
};

/** One sentence without a full stop. */
export function utilisationFinding(result: Result): string {
  const peak = highest(result, servers(result, 'utilisation').rows);
  if (peak === null || peak.value === 0) return 'No server had anything to do';
  const usual = result.backends.find(({ name }) => name === peak.name)?.utilisation ?? null;
  const mean = usual === null ? '' : `, ${percent(usual.mean)} on average`;
  return `${peak.name} is busiest, ${percent(peak.value)} of its time in the window from ${span(peak.at)}${mean}`;
}
