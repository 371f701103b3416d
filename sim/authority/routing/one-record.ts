import type { Chooser } from './policy.ts';

/** The same record set for every query. */
export function always(row: number): Chooser {
  return {
    size: 1,
    choose(_stream, _asker, chosen) {
      chosen[0] = row;
      return 1;
    },
    intended(share) {
      share[row] = (share[row] as number) + 1;
    },
  };
}

/**
 * The row with the greatest rank, the first in the zone's order among equals.
 *
 * @param ranks null: it does not answer
 * @returns null: none answers
 */
export function highest(ranks: readonly (number | null)[]): Chooser | null {
  let best = -1;
  ranks.forEach((rank, row) => {
    if (rank !== null && (best < 0 || rank > (ranks[best] as number))) best = row;
  });
  return best < 0 ? null : always(best);
}
