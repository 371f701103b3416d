/** The numbers of a result document, one by one: of which measure, and whose. */
import { measures } from '../sim/metrics/measures/index.ts';
import type { Measured, Result } from './result.ts';

export interface Reading {
  /** Its name, as in `expect`, what it is of, such as `backend`, and its unit. */
  readonly measure: string;
  readonly subject: string;
  readonly unit: string;
  /** Of the rows on the way, from the outside in: a backend's name; a resolver group's and a member's rank. */
  readonly of: readonly string[];
  /** `mean`, or of distributions `p50`, `max` and others. */
  readonly statistic: string;
  readonly value: Measured | number;
}

/** Every number of every measure, in the order of the list of measures, then of the document. */
export function readingsOf(result: Result): Reading[] {
  return measures.flatMap(({ name, of: subject, unit, path }) =>
    walk(result as unknown as Row, path.split('.'), []).map((found) => ({
      measure: name,
      subject,
      unit,
      ...found,
    })),
  );
}

type Found = Pick<Reading, 'of' | 'statistic' | 'value'>;
type Row = Readonly<Record<string, unknown>>;

function walk(node: unknown, [key, ...rest]: readonly string[], of: readonly string[]): Found[] {
  if (key === undefined) return leaf(node, of);
  if (node === null || node === undefined) return [];
  const at = node as Row;
  if (key === '*')
    return Object.entries(at).flatMap(([name, inner]) => walk(inner, rest, [...of, name]));
  if (!key.endsWith('[]')) return walk(at[key], rest, of);
  const rows = (at[key.slice(0, -2)] ?? []) as readonly unknown[];
  return rows.flatMap((row, i) => walk(row, rest, [...of, labelOf(row, i)]));
}

/** What may tell the rows of a list apart, in the order of speaking. */
const LABELS = [
  'name',
  'item',
  'type',
  'policy',
  'code',
  'record',
  'value',
  'fromSeconds',
  'cause',
  'clients',
  'resolvers',
];

/** Rows that bear nothing of the kind are called by their rank. */
function labelOf(row: unknown, i: number): string {
  const own = (row ?? {}) as Row;
  const parts = LABELS.flatMap((label) => (label in own ? [String(own[label])] : []));
  return parts.length > 0 ? parts.join(' ') : String(i + 1);
}

function leaf(node: unknown, of: readonly string[]): Found[] {
  if (node === null || node === undefined) return [{ of, statistic: 'mean', value: null }];
  if (typeof node === 'number' || 'n' in (node as object))
    return [{ of, statistic: 'mean', value: node as Measured | number }];
  return Object.entries(node as Row).flatMap(([key, value]) => {
    const [, statistic] = /^(mean|max|p\d+)(?:Seconds)?$/.exec(key) ?? [];
    return statistic === undefined ? [] : [{ of, statistic, value: value as Measured | number }];
  });
}
