import type { Result, SeriesOf } from '../../experiments/result.ts';
import type { Cell, Table } from './table.ts';

/** The rooms of `series` that have a name each, and what one of them is. */
const NAMED = [
  ['backends', 'backend'],
  ['clients', 'client'],
  ['resolvers', 'resolver'],
] as const;

export const series: Table = {
  name: 'series',
  summary: 'Every time series, a line for each window.',
  columns: [
    { name: 'scenario', type: 'text', summary: 'Name of the scenario.' },
    { name: 'subject', type: 'text', summary: 'What the series is of: `backend`, `authority` …' },
    { name: 'of', type: 'text', summary: 'Which of them; empty for the authority and the run.' },
    { name: 'series', type: 'text', summary: 'Name of the series, as in the result document.' },
    {
      name: 'window_start_seconds',
      type: 'number',
      summary: 'Begin of the window, on the virtual clock.',
    },
    {
      name: 'mean',
      type: 'number',
      summary: 'Mean over replications; empty where there was nothing to measure.',
    },
    {
      name: 'low',
      type: 'number',
      summary: 'Lower end of the 95 % interval, with `--series full`.',
    },
    {
      name: 'high',
      type: 'number',
      summary: 'Upper end of the 95 % interval, with `--series full`.',
    },
  ],
  rows: (result) => [
    ...NAMED.flatMap(([room, subject]) =>
      Object.entries(result.series[room]).flatMap(([of, own]) => linesOf(result, subject, of, own)),
    ),
    ...linesOf(result, 'authority', '', result.series.authority),
    ...linesOf(result, 'run', '', result.series.skew),
  ],
};

function linesOf(
  { scenario: { name }, series: { windowStartSeconds } }: Result,
  subject: string,
  of: string,
  own: Readonly<Record<string, SeriesOf | null>>,
): Cell[][] {
  return Object.entries(own).flatMap(([key, values]) =>
    (values ?? []).map((value, window) => [
      name,
      subject,
      of,
      key,
      windowStartSeconds[window] ?? null,
      ...(typeof value === 'number' || value === null
        ? [value, null, null]
        : [value.mean, value.low, value.high]),
    ]),
  );
}
