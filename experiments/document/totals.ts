import type { Measured, Result, Totals } from '../result.ts';
import type { Tally } from '../tally.ts';

/** `totals`: means per replication; reasons that no request failed for are left out. */
export function totalsBlock(tally: Tally): Result['totals'] {
  const { totals } = tally.values('run') as unknown as { totals: Omit<Totals, 'failuresByReason'> };
  const failures = tally
    .rows('failure')
    .map(({ key }): [string, Measured] => [key, tally.estimate('failure', 'failures', key)]);
  return {
    ...totals,
    failuresByReason: Object.fromEntries(failures.filter(([, count]) => count && count.mean > 0)),
  };
}
