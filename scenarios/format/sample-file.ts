/**
 * A file of measured spans: one duration per line (`12ms`); or CSV with a header that names a column `value`
 * (durations), `seconds` or `milliseconds` (bare numbers), and, if wanted, `weight` (numbers from 0 up); other
 * columns are passed over. Blank lines and lines that begin with `#` are skipped.
 */
import type { Sample } from '../../sim/random/empirical.ts';
import { duration } from '../../sim/settings.ts';
import { quoted } from './printable.ts';
import type { Problems } from './problem.ts';
import type { Place, Source } from './source.ts';

/** In place of a sample that cannot be used, so that the rest can be looked at. */
export const ANY_SAMPLE: Sample = { values: [1], weights: [1] };

/** Mistakes told of one file; more of them have one cause. */
const TOLD = 10;

interface Columns {
  readonly value: number;
  readonly unit: string;
  readonly weight: number;
}

const UNITS = ['value', 'seconds', 'milliseconds'];

/** The spans in ascending order, equal ones together, so that no way of writing changes the scenario's hash. */
export function readSample(source: Source, problems: Problems): Sample {
  const weights = new Map<number, number>();
  let columns: Columns | null = null;
  let mistakes = 0;
  let untold: Place | null = null;
  let start = 0;
  const wrong = (place: Place, message: string) => {
    mistakes += 1;
    if (mistakes <= TOLD) problems.add(place, message);
    else untold ??= place;
  };
  for (const line of source.text.split('\n')) {
    const place = { source, start, end: start + line.trimEnd().length };
    start += line.length + 1;
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (!columns) {
      const header = headerOf(text);
      columns = header ?? { value: 0, unit: 'value', weight: -1 };
      if (header) continue;
    }
    const cells = text.split(',').map((cell) => cell.trim());
    const value = spanOf(cells[columns.value] ?? '', columns.unit);
    const weight = columns.weight < 0 ? 1 : numberOf(cells[columns.weight] ?? '');
    if (typeof value === 'string') wrong(place, value);
    else if (Number.isNaN(weight))
      wrong(place, `expected a weight from 0 up; found ${quoted(cells[columns.weight] ?? '')}`);
    else if (weight > 0) weights.set(value, (weights.get(value) ?? 0) + weight);
  }
  const whole = { source, start: 0, end: 1 };
  if (untold)
    problems.add(untold, `${mistakes - TOLD} more lines, from this one on, are not as expected`);
  if (mistakes === 0 && weights.size === 0)
    problems.add(whole, 'no span in this file has a weight above 0; expected at least one');
  if (weights.size === 0) return ANY_SAMPLE;
  const values = Float64Array.from(weights.keys()).sort();
  return {
    values: Array.from(values),
    weights: Array.from(values, (value) => weights.get(value) as number),
  };
}

/** Where a header names its columns; null for a line of data. */
function headerOf(line: string): Columns | null {
  const names = line.split(',').map((name) => name.trim().toLowerCase());
  const unit = UNITS.find((name) => names.includes(name));
  if (unit === undefined) return null;
  return { value: names.indexOf(unit), unit, weight: names.indexOf('weight') };
}

/** Seconds, or what is wrong. */
function spanOf(cell: string, unit: string): number | string {
  if (unit === 'value') {
    const parsed = duration.safeParse(cell === '0' ? 0 : cell);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `${issue?.message ?? ''}; found ${quoted(cell)}`;
  }
  const number = numberOf(cell);
  if (Number.isNaN(number)) return `expected ${unit}, a number from 0 up; found ${quoted(cell)}`;
  return unit === 'seconds' ? number : number / 1000;
}

/** A finite number from 0 up; NaN for anything else. */
function numberOf(cell: string): number {
  if (!/^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(cell)) return Number.NaN;
  const number = Number(cell);
  return Number.isFinite(number) ? number : Number.NaN;
}
