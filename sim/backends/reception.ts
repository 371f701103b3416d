/** What connections, requests and probes meet at a backend (model.md part 9, the table of faults). */

/** What a new connection meets. */
export const Reception = {
  /** Open after one round trip. */
  accepted: 0,
  /** Refused after one round trip. */
  refused: 1,
  /** Nothing comes back. */
  silent: 2,
  /** The network says, after a while, that the host cannot be reached. */
  unreachable: 3,
} as const;
export type Reception = (typeof Reception)[keyof typeof Reception];

/** What becomes of a request that has arrived. A silent backend says nothing: the client waits for its time-out. */
export const Outcome = {
  completed: 0,
  /** An error of the application, after its service. */
  error: 1,
  /** The queue was full and it said so. */
  rejected: 2,
  /** The queue was full and the connection was refused. */
  refused: 3,
  /** The connection broke. */
  reset: 4,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** What a health checker's probe meets. */
export const ProbeAnswer = {
  passes: 0,
  /** Fails after one round trip. */
  fails: 1,
  /** Nothing comes back before its time-out. */
  silent: 2,
  /** It waits in the queue; the listener hears of it. */
  later: 3,
} as const;
export type ProbeAnswer = (typeof ProbeAnswer)[keyof typeof ProbeAnswer];
