import type { Measurements } from '../../measurements.ts';
import type { Row } from '../skew.ts';
import { columnSums } from './sums.ts';

/** A skew measure of the whole span: of the loads, or of their multinomial twin. */
export function ofWhole(
  m: Measurements,
  table: 'requests' | 'twin',
  measure: (loads: Row, intended: Row) => number | null,
) {
  const { names, intendedWhole } = m.backends;
  return measure(columnSums(m.backends[table], names.length), intendedWhole);
}
