/** The load chart's finding: how much any backend has to bear, and what an event changes about it. */
import type { Result } from '../../experiments/result.ts';
import { significant, span } from '../numbers.ts';
import { happenings } from './events.ts';
import { extent, known, type Rows, rates, type Windows, windowsOf } from './windows.ts';

/** A peak that grows by less is not worth a headline. */
const GROWN = 1.1;

/** One sentence without a full stop. */
export function loadFinding(result: Result): string {
  const rows = rates(result);
  return afterEvents(result, rows) ?? usual(rows);
}

function usual(rows: readonly Rows[]): string {
  const all = known(rows);
  const range = extent(all);
  if (range === null || range.most === 0) return 'No backend got a request';
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const who = rows.length === 1 ? (rows[0] as Rows).name : 'A backend';
  return `${who} bears ${write(range.least)} to ${write(range.most)} requests/s, ${write(mean)} on average`;
}

/** The backend whose peak grows most from before the events to after the first of them. */
function afterEvents(result: Result, rows: readonly Rows[]): string | null {
  const windows = windowsOf(result);
  const events = happenings(result).sort((a, b) => a.at - b.at);
  const [first] = events;
  if (!first) return null;
  const grown = rows.flatMap((row) => {
    const before = extent(known([row], (w) => endOf(windows, w) <= first.at));
    const after = extent(known([row], (w) => (windows.starts[w] as number) >= first.at));
    if (before === null || after === null) return [];
    return [{ name: row.name, before: before.most, after: after.most }];
  });
  const most = grown.reduce<(typeof grown)[number] | null>(
    (best, row) => (best && best.after - best.before >= row.after - row.before ? best : row),
    null,
  );
  if (most === null || most.after <= GROWN * most.before) return null;
  const since = events.length === 1 ? `After ${first.label}` : `From ${span(first.at)} on`;
  const before = most.before === 0 ? 'none' : `at most ${write(most.before)}`;
  return `${since}, ${most.name} bears up to ${write(most.after)} requests/s, ${before} before`;
}

function endOf({ starts, lengths }: Windows, w: number): number {
  return (starts[w] as number) + (lengths[w] as number);
}

const write = (rate: number) => significant(rate);
