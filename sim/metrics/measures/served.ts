/** What the servers of a replication counted. */
import type { ServerCounts } from '../../backends/server-counts.ts';
import type { Measurements } from '../../measurements.ts';
import type { Ratio } from './measure.ts';
import { columnSum } from './sums.ts';

type Counted = 'rejected' | 'lost' | 'started' | 'waitSeconds' | 'busySeconds' | 'queueSeconds';

/** The servers' counts if backend `i` has a server. */
export function serverOf({ backends: { servers } }: Measurements, i: number): ServerCounts | null {
  return servers && (servers.workers[i] as number) > 0 ? servers : null;
}

/** Sum of a count of backend `i` over the span; null without a server. */
export function served(m: Measurements, i: number, counted: Counted): number | null {
  const servers = serverOf(m, i);
  return servers && columnSum(servers[counted], m.backends.names.length, i);
}

/** The same as a mean per replication. */
export function servedOnce(m: Measurements, i: number, counted: Counted): Ratio | null {
  const y = served(m, i, counted);
  return y === null ? null : { y, x: 1 };
}
