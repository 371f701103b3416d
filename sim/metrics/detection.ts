/** When health checks saw a fault. */
import type { StatusChange } from '../authority/authority.ts';
import type { Seconds } from '../settings.ts';

interface Fault {
  readonly at: Seconds;
  /** When it ended; Infinity: not in this run. */
  readonly until: Seconds;
  /** Rows of the backends struck. */
  readonly targets: readonly number[];
}

/**
 * Seconds after a fault at which the first edge heard that one of its targets is down, and at which the last edge
 * had heard it of all that are checked. Null: nobody did before the fault or the run ended.
 */
export function detectionOf(
  { at, until, targets }: Fault,
  changes: readonly StatusChange[],
  runEnd: Seconds,
): { readonly firstEdge: Seconds | null; readonly lastEdge: Seconds | null } {
  const downs = targets.flatMap((target) => {
    const down = changes.find(
      ({ backend, healthy, decidedAt }) =>
        backend === target && !healthy && decidedAt >= at && decidedAt < until,
    );
    return down ? [down] : [];
  });
  const first = Math.min(...downs.map(({ firstEdgeAt }) => firstEdgeAt));
  const last = Math.max(...downs.map(({ lastEdgeAt }) => lastEdgeAt));
  return {
    firstEdge: first < runEnd ? first - at : null,
    lastEdge: downs.length > 0 && last < runEnd ? last - at : null,
  };
}
