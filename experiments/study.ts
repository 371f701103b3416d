/** A study: a scenario and how often to run it. What the scenario reader returns. */
import type { Scenario } from '../sim/scenario.ts';

export interface Study {
  readonly scenario: Scenario;
  readonly seed: number | string;
  /** At least 1. */
  readonly replications: number;
  /**
   * SHA-256 (hex) of the resolved scenario text, seed and replications left out: two files with the same
   * hash mean the same experiment.
   */
  readonly hash: string;
  /** What the reader assumed or noticed: warnings about imports, unowned addresses, undocumented rules. */
  readonly notes: readonly Note[];
}

/** Something the user should know that is not a mistake. */
export interface Note {
  /** `file:line:col`, or null when it concerns no place. */
  readonly where: string | null;
  readonly text: string;
}
