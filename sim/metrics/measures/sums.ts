/** Sums over the windows of a replication. */
import type { ClientCounts, Measurements } from '../../measurements.ts';

/** Sum of a column by window. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Sum of column `column` of a table of `columns` columns, window by window. */
export function columnSum(table: Float64Array, columns: number, column: number): number {
  let total = 0;
  for (let at = column; at < table.length; at += columns) total += table[at] as number;
  return total;
}

/** Sums of all columns of a table of `columns` columns. */
export function columnSums(table: Float64Array, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  for (let at = 0; at < table.length; at++) {
    totals[at % columns] = (totals[at % columns] as number) + (table[at] as number);
  }
  return totals;
}

/** Sum of one count over all client groups. */
export function clientSum(
  m: Pick<Measurements, 'clients'>,
  count: (clients: ClientCounts) => Float64Array,
): number {
  return m.clients.reduce((total, clients) => total + sum(count(clients)), 0);
}
