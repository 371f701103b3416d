/**
 * Each backend's part of the requests of a window, against its intended part: who takes more than its
 * part, and when. Lines rather than a stack: in a stack only the lowest layer has a level to compare.
 */
import type { Result } from '../../experiments/result.ts';
import type { Chart } from './chart.ts';
import { crowdOf } from './crowd.ts';
import { dashed, endLabel, linesOf } from './lines.ts';
import { outstanding } from './outstanding.ts';
import { averaging, lacksWindows, overTime } from './over-time.ts';
import type { Page } from './page.ts';
import { backendColours, COLOURS } from './palette.ts';
import { timesTick } from './paper.ts';
import { shareOverTimeFinding, shareSubject } from './share-over-time-finding.ts';
import {
  extent,
  intendedShares,
  known,
  points,
  type Rows,
  shares,
  type Windows,
  windowsOf,
} from './windows.ts';

export const shareOverTime: Chart = {
  name: 'share-over-time',
  summary: "Part of each window's requests by backend, against the intended share.",
  each: 'result',
  lacks: (result) =>
    lacksWindows(result) ??
    (shares(result).every(({ values }) => values.every((value) => value === null))
      ? 'no backend got a request'
      : null),
  configuration(result, page) {
    const windows = windowsOf(result);
    const form =
      result.backends.length <= COLOURS
        ? fewShares(result, windows, page)
        : manyShares(result, windows, page);
    return overTime(result, page, {
      title: shareOverTimeFinding(result),
      remark: `${averaging(result)}; dashed: intended share`,
      ...form,
    });
  },
};

function fewShares(result: Result, windows: Windows, page: Page) {
  const measured = inPercent(shares(result));
  const intended = inPercent(intendedShares(result));
  const taken = linesOf(measured, windows, page);
  const meant = intendedLines(intended, windows, page);
  return {
    datasets: [...taken.datasets, ...meant.datasets],
    labels: [...taken.labels, ...meant.labels],
    valueTitle: "share of the window's requests",
    value: { ...around([...measured, ...intended]), ticks: { callback: percentTick } },
  };
}

/** One dashed line where all are meant to get the same, else one for each in its colour. */
function intendedLines(intended: readonly Rows[], windows: Windows, page: Page) {
  const [first] = intended;
  const same = intended.every(({ values }) =>
    values.every((value, w) => Math.abs((value ?? 0) - (first?.values[w] ?? 0)) < 1e-9),
  );
  const colours = backendColours(intended.length, page.theme);
  const drawn = same ? intended.slice(0, 1) : intended;
  const colourOf = (i: number) => (same ? page.theme.ink : (colours[i] as string));
  return {
    datasets: drawn.map(({ values }, i) => dashed(points(windows, values), colourOf(i), page)),
    labels: same && first ? endLabel('intended', page.theme.ink, first.values, windows) : [],
  };
}

function manyShares(result: Result, windows: Windows, page: Page) {
  const intended = intendedShares(result);
  const relative = shares(result).map(({ name, values }, i) => ({
    name,
    values: values.map((share, w) => {
      const part = intended[i]?.values[w] ?? null;
      return share === null || part === null || part === 0 ? null : share / part;
    }),
  }));
  const { datasets, labels } = crowdOf(
    relative,
    outstanding(result, relative, shareSubject(result)),
    windows,
    page,
  );
  const { ink } = page.theme;
  const one = windows.starts.map(() => 1);
  return {
    datasets: [...datasets, dashed(points(windows, one), ink, page)],
    labels: [...labels, { text: 'intended', colour: ink, value: 1 }],
    valueTitle: 'share taken ÷ share intended',
    value: { ...around(relative), ticks: { callback: timesTick } },
  };
}

/**
 * The values' range, but not so near that noise looks like skew: at least a tenth to either side of the
 * middle. From zero once something falls below half of the top.
 */
export function around(rows: readonly Rows[]) {
  const { least: bottom, most: top } = extent(known(rows)) ?? { least: 0, most: 0 };
  if (bottom < top / 2) return { min: 0 };
  const middle = (top + bottom) / 2;
  const half = Math.max((top - bottom) / 2, 0.1 * middle);
  return { suggestedMin: middle - half, suggestedMax: middle + half };
}

function inPercent(rows: readonly Rows[]): Rows[] {
  return rows.map(({ name, values }) => ({
    name,
    values: values.map((value) => (value === null ? null : 100 * value)),
  }));
}

const percentTick = (value: string | number) => `${tick(value)} %`;

function tick(value: string | number): string {
  return String(Number(Number(value).toPrecision(6)));
}
