/** A table of a result, for spreadsheets and data frames: one kind of row, every column of one type. */
import type { Result } from '../../experiments/result.ts';

/** Null: there is no such number (never 0), or no such name. */
export type Cell = string | number | null;

export interface Column {
  /** In snake case; a unit at its end where it has one. */
  readonly name: string;
  readonly type: 'text' | 'number';
  /** One sentence for the docs. */
  readonly summary: string;
}

/** A new one is a file beside this one and a line in `index.ts`. */
export interface Table {
  /** What its file is called after the scenario. */
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly Column[];
  /** One cell for each column. */
  rows(result: Result): readonly (readonly Cell[])[];
}
