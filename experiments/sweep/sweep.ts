/** What a sweep adds up to (`skew53 sweep`): the document that `--json` writes and reports read. */
import type { Estimate, Measured } from '../result.ts';

/** A value of the scenario that takes several values. */
export interface Varied {
  /** As `--set` takes it. */
  readonly path: string;
  /** As they are written into the scenario. */
  readonly values: readonly string[];
  /** Written as a geometric range. */
  readonly isGeometric: boolean;
}

/** A column of the sweep: one measure of the whole run, or of one thing in it. */
export interface SweptMeasure {
  readonly measure: string;
  /** Whose number: `run`, `backend`, `resolver`, `client`, `event` or `failure`; and which; empty for the run. */
  readonly subject: string;
  readonly of: string;
  readonly unit: string;
}

export interface SweptNumber {
  readonly value: Estimate;
  /** From the cell that all are held against; null for that cell, and where it has no such number. */
  readonly difference: Measured;
  /** Whether replications were compared in pairs. */
  readonly isPaired: boolean;
  /** Whether the difference is clear, at 5 % over all differences of the sweep (Bonferroni). */
  readonly isClear: boolean;
}

export interface SweptCell {
  /** From 1, the last varied value running fastest. */
  readonly cell: number;
  /** One for each varied path. */
  readonly values: readonly string[];
  /** `missing`: in another shard, or not finished. */
  readonly outcome: 'done' | 'failed' | 'missing';
  /** Why it failed. */
  readonly reason: string | null;
  /** One for each measure; null where the cell has no such number. */
  readonly numbers: readonly (SweptNumber | null)[];
}

export interface Sweep {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'skew53'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly seed: number | string;
    readonly replications: number;
    readonly detail: 'requests' | 'counts';
    /** Routing policies that some cell uses and Route 53 does not have. */
    readonly notRoute53: readonly string[];
  };
  readonly varied: readonly Varied[];
  readonly isZipped: boolean;
  /** The cell that the others are held against. */
  readonly against: number;
  readonly measures: readonly SweptMeasure[];
  readonly cells: readonly SweptCell[];
}
