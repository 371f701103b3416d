/** When health checks, of the authority and of balancers, saw a fault. */
import type { StatusChange } from '../authority/authority.ts';
import { TargetState } from '../backends/balancers/targets/target-state.ts';
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

/** A change of the state of a balancer's target. */
interface TargetChange {
  readonly at: Seconds;
  /** Row of the target, one for each group that a backend is in, and of the backend. */
  readonly target: number;
  readonly backend: number;
  readonly to: TargetState;
}

/**
 * Seconds after a fault at which the last balancer had found, by its own checks, each of the fault's targets that any
 * finds unhealthy. Null: none is found so before the fault or the run ends.
 */
export function foundOut(
  { at, until, targets }: Fault,
  changes: readonly TargetChange[],
): Seconds | null {
  const found = changes.filter(
    ({ at: time, backend, to }) =>
      to === TargetState.unhealthy && targets.includes(backend) && time >= at && time < until,
  );
  const first = found.filter(
    ({ target }, i) => found.findIndex((other) => other.target === target) === i,
  );
  return first.length === 0 ? null : Math.max(...first.map(({ at: time }) => time)) - at;
}
