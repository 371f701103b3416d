/** A few backends over time: a line each, named at its end. */
import type { Dataset, Point } from './chart.ts';
import type { EndLabel } from './end-labels.ts';
import type { Page } from './page.ts';
import { backendColours } from './palette.ts';
import { points, type Rows, type Windows } from './windows.ts';

export function linesOf(
  rows: readonly Rows[],
  windows: Windows,
  page: Page,
  colours: readonly string[] = backendColours(rows.length, page.theme),
): { readonly datasets: Dataset[]; readonly labels: EndLabel[] } {
  const datasets = rows.map(
    ({ values }, i): Dataset => ({
      type: 'line',
      label: '',
      data: points(windows, values),
      borderColor: colours[i] as string,
      borderWidth: page.pt(2.6),
      borderJoinStyle: 'round',
      // What runs along the edge of the plot keeps its width.
      clip: page.pt(2),
      ...dotted(values, page),
    }),
  );
  const labels = rows.flatMap(({ name, values }, i) =>
    endLabel(name, colours[i] as string, values, windows),
  );
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

/** What was meant to be, or would be by chance: beside the lines of what was. */
export function dashed(data: Point[], colour: string, { pt }: Page): Dataset {
  return {
    type: 'line',
    label: '',
    data,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: pt(2.2),
    borderDash: [pt(9), pt(5)],
    pointRadius: 0,
    order: 0,
  };
}

/** A name at the last value of a line; none for a line without values. */
export function endLabel(
  text: string,
  colour: string,
  values: readonly (number | null)[],
  { middles }: Windows,
): EndLabel[] {
  const last = values.findLastIndex((value) => value !== null);
  if (last < 0) return [];
  const label = { text, colour, value: values[last] as number };
  return [last === values.length - 1 ? label : { ...label, at: middles[last] as number }];
}
