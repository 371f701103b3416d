/** A sweep as CSV (RFC 4180), a line for each cell. */
import type { Measured } from '../experiments/result.ts';
import type { Sweep, SweptMeasure, SweptNumber } from '../experiments/sweep/sweep.ts';
import { csv } from './csv.ts';

export function sweepCsv({ varied, measures, cells }: Sweep): string {
  const heads = [
    'cell',
    ...varied.map(({ path }) => path),
    'outcome',
    ...measures.flatMap(columnsOf),
  ];
  const rows = cells.map(({ cell, values, outcome, numbers }) => [
    cell,
    ...values,
    outcome,
    ...measures.flatMap((_, i) => valuesOf(numbers[i] ?? null)),
  ]);
  return csv([heads, ...rows]);
}

function columnsOf({ measure, subject, of }: SweptMeasure): string[] {
  const name = of === '' ? measure : `${measure} ${subject} ${of}`;
  const ends = (what: string) => [what, `${what} low`, `${what} high`];
  return [...ends(name), ...ends(`${name} difference`), `${name} clear`];
}

function valuesOf(number: SweptNumber | null): (number | string)[] {
  const ends = (measured: Measured) => [
    measured?.mean ?? '',
    measured?.low ?? '',
    measured?.high ?? '',
  ];
  const difference = number?.difference ?? null;
  const clear = difference === null ? '' : number?.isClear ? 'yes' : 'no';
  return [...ends(number?.value ?? null), ...ends(difference), clear];
}
