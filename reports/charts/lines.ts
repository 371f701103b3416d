/** A few backends over time: a line each, named at its end. */
import type { Dataset } from './chart.ts';
import type { EndLabel } from './end-labels.ts';
import type { Page } from './page.ts';
import { backendColours } from './palette.ts';
import { points, type Rows, type Windows } from './windows.ts';

export function linesOf(
  rows: readonly Rows[],
  windows: Windows,
  page: Page,
  colours: readonly string[] = backendColours(rows.length),
): { readonly datasets: Dataset[]; readonly labels: EndLabel[] } {
  const datasets = rows.map(
    ({ values }, i): Dataset => ({
      type: 'line',
      label: '',
      data: points(windows, values),
      borderColor: colours[i] as string,
      borderWidth: page.pt(2.6),
      borderJoinStyle: 'round',
      ...dotted(values, page),
    }),
  );
  const labels = rows.flatMap(({ name, values }, i): EndLabel[] => {
    const value = lastOf(values);
    return value === null ? [] : [{ text: name, colour: colours[i] as string, value }];
  });
  return { datasets, labels };
}

/** A value between two gaps makes no line, so it is a dot. */
export function dotted(values: readonly (number | null)[], page: Page) {
  const lone = values.map(
    (value, w) =>
      value !== null && (values[w - 1] ?? null) === null && (values[w + 1] ?? null) === null,
  );
  return { pointRadius: lone.some(Boolean) ? lone.map((dot) => (dot ? page.pt(2.5) : 0)) : 0 };
}

/** Where a line ends: its last value. */
export function lastOf(values: readonly (number | null)[]): number | null {
  return values.filter((value) => value !== null).at(-1) ?? null;
}
