/** What a target of a group is at a moment, in the words of AWS (ELB: DescribeTargetHealth, TargetHealth.State). */

export const TargetState = {
  /** Registered, and not found healthy yet. */
  initial: 0,
  healthy: 1,
  unhealthy: 2,
  /** Deregistered; what it has may go on until the delay is over. */
  draining: 3,
  /** Not registered. */
  unused: 4,
} as const;
export type TargetState = (typeof TargetState)[keyof typeof TargetState];

/** By state. */
export const TARGET_STATES = ['initial', 'healthy', 'unhealthy', 'draining', 'unused'] as const;

/** Whether new requests may be sent to it when nothing else is healthy. */
export function isRegistered(state: TargetState): boolean {
  return state <= TargetState.unhealthy;
}
