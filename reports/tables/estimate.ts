/** The columns of a measured number. */
import type { Measured } from '../../experiments/result.ts';
import type { Cell, Column } from './table.ts';

export const ESTIMATE: readonly Column[] = [
  { name: 'mean', type: 'number', summary: 'The number; empty when it could not be had.' },
  { name: 'sd', type: 'number', summary: 'Standard deviation between replications.' },
  { name: 'low', type: 'number', summary: 'Lower end of the 95 % interval.' },
  { name: 'high', type: 'number', summary: 'Upper end of the 95 % interval.' },
  { name: 'replications', type: 'number', summary: 'Replications that it rests on.' },
];

/** @param measured a plain number is one without an interval */
export function estimateCells(measured: Measured | number): Cell[] {
  if (typeof measured === 'number') return [measured, null, null, null, null];
  return measured
    ? [measured.mean, measured.sd, measured.low, measured.high, measured.n]
    : [null, null, null, null, null];
}
