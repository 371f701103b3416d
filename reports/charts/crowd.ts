/** Many backends over time: how wide they spread, and the lines of those that stand out. */
import type { Dataset } from './chart.ts';
import type { EndLabel } from './end-labels.ts';
import { dotted, endLabel } from './lines.ts';
import type { Page } from './page.ts';
import { points, type Rows, type Windows } from './windows.ts';

export interface Crowd {
  readonly datasets: Dataset[];
  readonly labels: EndLabel[];
}

/**
 * Bands from the lowest to the highest backend and over the middle eight tenths, the median, and the
 * rows that stand out, which have a name at their end.
 *
 * @param outstanding at most two names
 */
export function crowdOf(
  rows: readonly Rows[],
  outstanding: readonly string[],
  windows: Windows,
  page: Page,
): Crowd {
  const { theme, pt } = page;
  const at = quantilesByWindow(rows, windows.starts.length);
  const edge = (q: number): Dataset => ({
    type: 'line',
    label: '',
    data: points(windows, at(q)),
    borderWidth: 0,
    pointRadius: 0,
    order: 5,
  });
  const band = (q: number, label: string, colour: string): Dataset => ({
    ...edge(q),
    label,
    fill: '-1',
    backgroundColor: colour,
    borderColor: colour,
  });
  const accents = rows
    .filter(({ name }) => outstanding.includes(name))
    .map(({ name, values }, i) => ({ name, values, colour: theme.accents[i] as string }));
  return {
    datasets: [
      ...accents.map(
        ({ values, colour }): Dataset => ({
          type: 'line',
          label: '',
          data: points(windows, values),
          borderColor: colour,
          borderWidth: pt(2.6),
          borderJoinStyle: 'round',
          ...dotted(values, page),
          order: 1,
        }),
      ),
      {
        ...edge(0.5),
        label: 'median backend',
        borderColor: theme.crowdLine,
        backgroundColor: theme.crowdLine,
        borderWidth: pt(2.2),
        order: 2,
      },
      edge(0.1),
      { ...band(0.9, 'middle 80 % of the backends', theme.crowdMiddle), order: 3 },
      edge(0),
      { ...band(1, `all ${rows.length}`, theme.crowdOutside), order: 4 },
    ],
    labels: accents.flatMap(({ name, values, colour }) => endLabel(name, colour, values, windows)),
  };
}

/** Quantile q over the backends in each window, between neighbours in rank; null in an empty window. */
function quantilesByWindow(
  rows: readonly Rows[],
  windows: number,
): (q: number) => (number | null)[] {
  const sorted = Array.from({ length: windows }, (_, w) =>
    rows.flatMap(({ values }) => values[w] ?? []).sort((a, b) => a - b),
  );
  return (q) => sorted.map((values) => quantile(values, q));
}

/** @param sorted ascending */
export function quantile(sorted: readonly number[], q: number): number | null {
  if (sorted.length === 0) return null;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] as number;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
