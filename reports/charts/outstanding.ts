/** Which backends of a crowd have a line of their own: whom the title is about, whom events strike, whoever peaks. */
import type { Result } from '../../experiments/result.ts';
import { struckNames } from './event-curve.ts';
import { extent, known, type Rows } from './windows.ts';

const AT_MOST = 2;

/**
 * @param subject whom the chart's title is about
 * @returns at most two names of `rows`
 */
export function outstanding(
  { events }: Result,
  rows: readonly Rows[],
  subject: string | null = null,
): string[] {
  const targets = events.flatMap((event) => struckNames(event) ?? []);
  const struck = rows.map(({ name }) => name).filter((name) => targets.includes(name));
  const highest = rows
    .map((row) => ({ name: row.name, peak: extent(known([row]))?.most ?? 0 }))
    .reduce<{ name: string; peak: number } | null>(
      (best, row) => (best === null || row.peak > best.peak ? row : best),
      null,
    );
  const names = [
    ...(subject === null ? [] : [subject]),
    ...struck,
    ...(highest === null ? [] : [highest.name]),
  ];
  return [...new Set(names)].slice(0, AT_MOST);
}
