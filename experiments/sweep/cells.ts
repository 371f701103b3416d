/** Which cells a sweep has, in which order. */
import type { Varied } from './sweep.ts';

export interface Cell {
  /** From 1. */
  readonly cell: number;
  readonly values: readonly string[];
  /** For the scenario reader. */
  readonly set: readonly string[];
}

const MOST_CELLS = 1e6;

/**
 * Every combination, the last path running fastest; or, zipped, the first values together, the second ones, and so on.
 *
 * @throws {RangeError} if a path is varied twice, lists to be zipped are not equally long, or cells are too many
 */
export function cellsOf(varied: readonly Varied[], isZipped: boolean): readonly Cell[] {
  const paths = varied.map(({ path }) => path);
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined) throw new RangeError(`${twice} is varied twice`);
  return (isZipped ? zipped(varied) : grid(varied)).map((values, i) => ({
    cell: i + 1,
    values,
    set: values.map((value, k) => `${paths[k]}=${value}`),
  }));
}

function grid(varied: readonly Varied[]): string[][] {
  const count = varied.reduce((product, { values }) => product * values.length, 1);
  if (count > MOST_CELLS) throw new RangeError(`${count} cells; at most ${MOST_CELLS} can be had`);
  return varied.reduce<string[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

function zipped(varied: readonly Varied[]): string[][] {
  const [first] = varied;
  const other = varied.find(({ values }) => values.length !== first?.values.length);
  if (first && other) {
    throw new RangeError(
      `--zip pairs values, but ${first.path} has ${first.values.length} and ${other.path} ${other.values.length}`,
    );
  }
  return (first?.values ?? []).map((_, i) => varied.map(({ values }) => values[i] as string));
}

/** Every `of`-th cell, from the `shard`-th on: shards of a grid are of like cost. */
export function inShard<T>(cells: readonly T[], { shard, of }: Shard): readonly T[] {
  return cells.filter((_, i) => i % of === shard - 1);
}

export interface Shard {
  /** From 1 to `of`. */
  readonly shard: number;
  readonly of: number;
}
