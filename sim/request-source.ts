import type { PerSecond } from './settings.ts';

/** Where the requests of a replication come from: one by one, or as numbers (model.md part 5). */
export interface RequestSource {
  /** Requests made so far, lead-in included. */
  readonly made: number;
  readonly inFlight: number;
  /** Attempts of them begun and not over. */
  readonly attemptsInFlight: number;
  /** Begins to make requests, at the present moment. */
  begin(): void;
  /** Accounts for every request made before now; to be called before a window closes or a fault begins or ends. */
  settle(): void;
  /** A shadow makes so many requests, or sessions, a second from now on. */
  makeFrom(group: number, perSecond: PerSecond): void;
  /** Caches have been emptied, everything before being settled. */
  forgotten(): void;
  /** A fault has begun or ended, or what edges answer is another. */
  changed(): void;
}
