/** A table as an Apache Parquet file: text as UTF-8, numbers as doubles, nulls where there is none. */
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Cell, Table } from './tables/table.ts';

/** Equal rows give equal bytes. */
export function parquet(
  { columns }: Pick<Table, 'columns'>,
  rows: readonly (readonly Cell[])[],
): Buffer {
  const columnData = columns.map(({ name, type }, i) => ({
    name,
    type: type === 'text' ? ('STRING' as const) : ('DOUBLE' as const),
    data: rows.map((row) => row[i] ?? null),
  }));
  return Buffer.from(parquetWriteBuffer({ columnData, createdBy: 'skew53' }));
}
