/** Many cells of one scenario. */
export { type Cell, cellsOf, inShard, type Shard } from './cells.ts';
export { readingNames } from './readings.ts';
export { addressOf, type CellNumbers, cellNumbers, cellOf, runCell } from './run-cell.ts';
export { type LostCell, runCells } from './run-cells.ts';
export type * from './sweep.ts';
export { chosen, type SweepPlan, tabulate } from './tabulate.ts';
export { parseVaried } from './vary.ts';
