/** What servers measured in each window; a backend that only counts has no server. */
import type { Result } from '../../experiments/result.ts';
import { type Crowd, crowdOf } from './crowd.ts';
import { linesOf } from './lines.ts';
import { outstanding } from './outstanding.ts';
import type { Page } from './page.ts';
import { backendColours, COLOURS } from './palette.ts';
import { known, means, type Rows, windowsOf } from './windows.ts';

/** @returns a row for each server, and why there is nothing in them; null when there is */
export function servers(
  { backends, series }: Result,
  what: 'utilisation' | 'p99Seconds',
): { readonly rows: Rows[]; readonly lack: string | null } {
  const rows = backends.flatMap(({ name }) => {
    const measured = series.backends[name]?.[what] ?? null;
    return measured === null ? [] : [{ name, values: means(measured) }];
  });
  const lack =
    rows.length === 0
      ? 'no backend has a server'
      : known(rows).length === 0
        ? 'the windows have too few responses'
        : null;
  return { rows, lack };
}

/**
 * A few backends as lines, in their colours; many as a crowd.
 *
 * @param rows of some of the result's backends
 * @param subject whom the chart's title is about
 */
export function formOf(
  result: Result,
  rows: readonly Rows[],
  page: Page,
  subject: string | null = null,
): Crowd {
  const windows = windowsOf(result);
  if (rows.length > COLOURS)
    return crowdOf(rows, outstanding(result, rows, subject), windows, page);
  const { backends } = result;
  const colours = backendColours(backends.length, page.theme);
  const own = rows.map(({ name }) => colours[backends.findIndex((b) => b.name === name)] as string);
  return linesOf(rows, windows, page, backends.length > COLOURS ? undefined : own);
}
