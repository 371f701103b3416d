/** Loads of the spared backends in units of their loads before a fault, and what an even spread would make of them. */
import type { EventResult, Result } from '../../experiments/result.ts';
import { struckNames } from './event-curve.ts';
import { extent, known, type Rows, rates, windowsOf } from './windows.ts';

export interface Survivors {
  /** Of each spared backend that had any load before: times its load then. */
  readonly rows: readonly Rows[];
  /** How often they would have their load if that of the struck ones were spread over them by their loads before. */
  readonly even: number;
  /** Seconds of the virtual clock. */
  readonly from: number;
  readonly until: number;
  /** Highest while the fault lasts. */
  readonly peak: { readonly name: string; readonly times: number; readonly at: number } | null;
}

/** Faults whose targets go on serving: nobody has to step in. */
const SERVING: ReadonlySet<string> = new Set(['slow', 'errors']);

/** Null where the event takes nobody away, strikes all or whom each run drew, or is in force from the first window on. */
export function survivorsOf(result: Result, event: EventResult): Survivors | null {
  const targets = new Set(struckNames(event) ?? []);
  if (event.at === null || SERVING.has(event.kind)) return null;
  if (!result.backends.some(({ name }) => targets.has(name))) return null;
  const { starts, lengths } = windowsOf(result);
  const from = event.at.mean;
  const until =
    event.lastsSeconds === null ? Number.POSITIVE_INFINITY : from + event.lastsSeconds.mean;
  const isBefore = (w: number) => (starts[w] as number) + (lengths[w] as number) <= from;
  const before = rates(result).map(({ name, values }) => {
    const usual = values.filter((value, w): value is number => value !== null && isBefore(w));
    return { name, values, usual: usual.reduce((sum, value) => sum + value, 0) / usual.length };
  });
  const all = before.reduce((sum, { usual }) => sum + usual, 0);
  const spared = before.filter(({ name, usual }) => !targets.has(name) && usual > 0);
  const left = spared.reduce((sum, { usual }) => sum + usual, 0);
  if (!(all > 0) || spared.length === 0) return null;
  const rows = spared.map(({ name, values, usual }) => ({
    name,
    values: values.map((value) => (value === null ? null : value / usual)),
  }));
  const isDuring = (w: number) => (starts[w] as number) >= from && (starts[w] as number) < until;
  return { rows, even: all / left, from, until, peak: peakOf(rows, starts, isDuring) };
}

function peakOf(
  rows: readonly Rows[],
  starts: readonly number[],
  isDuring: (w: number) => boolean,
): Survivors['peak'] {
  const most = extent(known(rows, isDuring))?.most;
  for (const { name, values } of rows)
    for (const [w, value] of values.entries())
      if (isDuring(w) && value === most) return { name, times: value, at: starts[w] as number };
  return null;
}
