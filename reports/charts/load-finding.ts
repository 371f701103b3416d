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
  const grown = mostGrown(result, rows);
  if (grown === null) return usual(rows);
  const { name, before, after, since } = grown;
  const usually = before === 0 ? 'none' : `at most ${write(before)}`;
  return `${since}, ${name} bears up to ${write(after)} requests/s, ${usually} before`;
}

/** Whom the finding is about; null when about all. */
export function loadSubject(result: Result): string | null {
  return mostGrown(result, rates(result))?.name ?? null;
}

interface Grown {
  readonly name: string;
  /** Peaks before the events and after the first of them, requests per second. */
  readonly before: number;
  readonly after: number;
  readonly since: string;
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
function mostGrown(result: Result, rows: readonly Rows[]): Grown | null {
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
  return {
    ...most,
    since: events.length === 1 ? `After ${first.label}` : `From ${span(first.at)} on`,
  };
}

function endOf({ starts, lengths }: Windows, w: number): number {
  return (starts[w] as number) + (lengths[w] as number);
}

const write = (rate: number) => significant(rate);
