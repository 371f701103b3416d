/** Groups that the reader makes of what a file writes as one. */
import type { Path } from '../tree.ts';

/** Where in the file something stands that is said of a group, below the group. */
export type WrittenAt = (below: Path) => Path;

export interface Expanded<I> {
  readonly input: I;
  readonly at: WrittenAt;
}

/** What is written as it is meant. */
export function asWritten(list: string, row: number): WrittenAt {
  return (below) => [list, row, ...below];
}
