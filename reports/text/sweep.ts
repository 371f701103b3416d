/** A sweep as two tables: the cells' numbers, and their differences from one of them. */
import { createColors } from 'picocolors';
import type { Measured } from '../../experiments/result.ts';
import type { Sweep, SweptCell, SweptMeasure } from '../../experiments/sweep/sweep.ts';
import { notRoute53 } from '../not-route53.ts';
import { ABSENT, halfWidth, inUnit } from '../numbers.ts';
import { inAscii, type TextStyle } from './style.ts';
import { type Column, table } from './table.ts';

const TITLES: Readonly<Record<string, string>> = {
  'peak-to-mean': 'largest/intended',
  'rms-cv': '√CV²',
  'window-peak-to-mean.p95': 'window peak p95',
  'authority-queries': 'DNS queries/s',
  'monthly-bill': 'bill a month',
  'cache-hit-ratio': 'hit ratio',
  'failed-share': 'failed share',
  'drain-p99': 'drain p99',
  'settle-p99': 'settle p99',
};

/** @returns lines without a newline at the end */
export function sweepReport(sweep: Sweep, style: TextStyle): string {
  const { bold } = createColors(style.colour);
  const { scenario, cells, against } = sweep;
  const { name, seed, replications, detail } = scenario;
  const label = scenario.notRoute53?.length ? `   ${notRoute53(scenario.notRoute53)}` : '';
  const done = cells.filter(({ outcome }) => outcome === 'done');
  const compared = done.filter(({ numbers }) => numbers.some((number) => number?.difference));
  const text = [
    `${bold(name)}   ${cells.length} cells, ${replications} replications each, seed ${seed}, detail ${detail}${label}`,
    '',
    table(
      columnsOf(sweep, (title) => title),
      cells.map((cell) => row(cell, sweep.measures, measuredOf)),
    ),
    ...(compared.length > 0
      ? [
          '',
          `against cell ${against}, ${method(done)}; * differs clearly (5 % over all of these)`,
          '',
          table(
            columnsOf(sweep, (title) => `Δ ${title}`),
            compared.map((cell) => row(cell, sweep.measures, differenceOf)),
          ),
        ]
      : []),
    ...reasons(cells),
  ].join('\n');
  return style.unicode ? text : inAscii(text);
}

/** What a column is called. */
export function titleOf({ measure, subject, of }: SweptMeasure): string {
  const title = TITLES[measure] ?? measure;
  return of === '' || (TITLES[measure] && subject === 'event') ? title : `${title} ${of}`;
}

/** The last step of a path that says something: `ttl` of `zone.records.*.ttl`. */
export function shortPath(path: string, among: readonly string[]): string {
  const steps = path.split('.');
  for (let from = steps.length - 1; from > 0; from--) {
    const short = steps.slice(from).join('.');
    if (among.filter((other) => other === short || other.endsWith(`.${short}`)).length === 1)
      return short;
  }
  return path;
}

function columnsOf({ varied, measures }: Sweep, title: (text: string) => string): Column[] {
  const right = 'right' as const;
  const paths = varied.map(({ path }) => path);
  return [
    { title: 'cell', align: right },
    ...paths.map((path) => ({ title: shortPath(path, paths), align: right })),
    ...measures.map((measure) => ({ title: title(titleOf(measure)), align: right })),
  ];
}

type Write = (number: SweptCell['numbers'][number], unit: string) => string;

function row(cell: SweptCell, measures: readonly SweptMeasure[], write: Write): string[] {
  const { outcome, numbers } = cell;
  const texts =
    outcome === 'done'
      ? measures.map(({ unit }, i) => write(numbers[i] ?? null, unit))
      : measures.map((_, i) => (i === 0 ? outcome : ''));
  return [String(cell.cell), ...cell.values, ...texts];
}

const measuredOf: Write = (number, unit) => withInterval(number?.value ?? null, unit, '');

const differenceOf: Write = (number, unit) => {
  const text = withInterval(number?.difference ?? null, unit, '+');
  return number?.isClear ? `${text} *` : text;
};

function withInterval(measured: Measured, unit: string, sign: string): string {
  if (measured === null) return ABSENT;
  const half = halfWidth(measured);
  const write = half !== null && half > 0 ? roundedTo(half, unit) : inUnit(unit);
  const mean = `${measured.mean > 0 ? sign : ''}${write(measured.mean)}`;
  return half === null ? mean : `${mean} ± ${write(half)}`;
}

/** Shares and times as everywhere; other numbers to the second digit of their interval. */
function roundedTo(half: number, unit: string): (value: number) => string {
  const decimals = 1 - Math.floor(Math.log10(half));
  return unit === 'share' || unit === 's' || unit === 'USD' || decimals < 1 || decimals > 6
    ? inUnit(unit)
    : (value) => value.toFixed(decimals);
}

function method(cells: readonly SweptCell[]): string {
  const all = cells.flatMap(({ numbers }) => numbers.filter((number) => number?.difference));
  if (all.every((number) => number?.isPaired)) return 'compared in pairs';
  if (all.some((number) => number?.isPaired)) return 'compared in pairs where both have all';
  return 'compared as independent runs';
}

function reasons(cells: readonly SweptCell[]): string[] {
  const lines = cells.flatMap(({ cell, values, reason }) =>
    reason === null ? [] : [`cell ${cell} (${values.join(', ')}) ${reason}`],
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
