/** Groups that the reader makes of what a file writes as one. */
import type { Path } from '../tree.ts';

/** Where in the file something stands that is said of a group, below the group. */
export type WrittenAt = (below: Path) => Path;

export interface Expanded<I> {
  readonly input: I;
  readonly at: WrittenAt;
}

/** The items of a list as they are written. */
export function asWritten<I>(list: string, items: readonly I[] | undefined): Expanded<I>[] {
  return (items ?? []).map((input, row) => ({ input, at: (below) => [list, row, ...below] }));
}
