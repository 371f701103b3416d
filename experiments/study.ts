/** A study: a scenario and how often to run it. What the scenario reader returns. */
import type { Subject } from '../sim/metrics/measures/subjects.ts';
import type { Scenario } from '../sim/scenario.ts';
import type { Seconds } from '../sim/settings.ts';

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
  /** What its author expects; none when left out. Changes nothing of what is run. */
  readonly expectations?: readonly Expectation[];
}

/** Something measured that is to lie within limits (scenario.md part 3, `expect`). */
export interface Expectation {
  /** As the scenario writes it. */
  readonly metric: string;
  /** In words, without the limits: `share of web-1`. */
  readonly what: string;
  /** Unit of the measure. */
  readonly unit: string;
  readonly quantity: Quantity;
  /** Included in what is expected; null: no limit. In the measure's unit. */
  readonly low: number | null;
  readonly high: number | null;
}

export type Quantity =
  /** A measure of the list; of several rows each is to lie within the limits. */
  | {
      readonly kind: 'measure';
      readonly of: Subject;
      readonly name: string;
      /** Keys of the rows; not empty. */
      readonly rows: readonly string[];
      /** Of a spread. */
      readonly part: 'mean' | 'p50' | 'p95' | 'p99';
    }
  /** The part of requests made that failed, over the windows in a stretch of time. */
  | { readonly kind: 'failures'; readonly from: Seconds; readonly until: Seconds }
  /** Whether answers name values as often as the records say; the limit is on the p-value. */
  | { readonly kind: 'answers' };

/** Something the user should know that is not a mistake. */
export interface Note {
  /** `file:line:col`, or null when it concerns no place. */
  readonly where: string | null;
  readonly text: string;
}
