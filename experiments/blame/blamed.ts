/** Blame: who causes the skew of a run, and what it would be without each (docs/blame.md). */
import type { BlamedPart, Estimate, Measured } from '../result.ts';

export interface Blame {
  readonly scenario: { readonly name: string; readonly hash: string };
  /** As measured, and as the accounting of who followed which answer expects it. */
  readonly cvSquared: Measured;
  readonly expectedCvSquared: Measured;
  readonly peakToMean: Measured;
  /** Why there is no expected CV²: groups are then ranked by their parts of the CV² measured; null: there is. */
  readonly reason: string | null;
  /** Heaviest first; chance, which nothing removes, last. */
  readonly causes: readonly BlamedCause[];
}

export interface BlamedCause extends BlamedPart {
  readonly removal: Removal | null;
  /** CV² without it, and the peak-to-mean that goes with that; or why that is not predicted. */
  readonly without: Prediction | { readonly reason: string };
  /** The same from a run without it (`--check`); null: there was none. */
  readonly checked: {
    readonly cvSquared: Measured;
    readonly peakToMean: Measured;
    /** Measured less predicted, in standard errors; null without intervals. */
    readonly standardErrors: number | null;
  } | null;
}

/** How a cause is removed: what to write where in the scenario, as for `--set`. */
export interface Removal {
  readonly set: readonly string[];
}

export interface Prediction {
  readonly cvSquared: Estimate;
  readonly peakToMean: number | null;
  /** From the sums of this run, or from theory for the scenario without the cause. */
  readonly by: 'run' | 'theory';
}
