/**
 * Anomaly mitigation (ALB guide: Automatic Target Weights): a target whose responses are errors significantly more
 * often than those of the others in its group gets less and less traffic, and gradually more again when that is over.
 * AWS states the period, the three healthy targets and what counts as an error; how much is significant, how fast
 * weights move and how many are mitigated at once it does not: the other numbers here are ours.
 */
import type { Engine } from '../../../engine/engine.ts';
import type { GroupRow } from './target-rows.ts';
import { TargetState } from './target-state.ts';
import type { TargetStates } from './target-states.ts';

/** "Currently, the period is every five seconds." */
export const PERIOD = 5;
/** "Anomaly detection requires a minimum of three healthy targets." */
export const LEAST_HEALTHY = 3;
/** At most this part of the healthy targets is below full weight at once: of more, those that fail most. */
export const MOST_MITIGATED = 0.5;
/** Standard errors by which a target's error rate is above that of the others. */
export const SIGNIFICANT = 3;
/** Responses that a target is judged by. */
export const LEAST_RESPONSES = 10;
/** What counts of the past is this part of what counted a period before. */
export const MEMORY = 0.75;
/** What is left of the weight of an anomalous target after a period, down to the least weight. */
export const CUT = 0.5;
export const LEAST_WEIGHT = 0.01;
/** What one that is no longer anomalous gains in a period, up to its full weight. */
export const GAIN = 0.05;

export class AnomalyMitigation {
  readonly #states: TargetStates;
  readonly #groups: readonly number[];
  readonly #changed: (group: number) => void;
  /** By target: responses and errors among them, older ones counting less; its weight. */
  readonly #responses: Float64Array;
  readonly #errors: Float64Array;
  readonly #weight: Float64Array;

  /**
   * @param groups those that it is at work in; in others every weight stays 1
   * @param changed hears that weights of a group have changed
   */
  constructor(
    states: TargetStates,
    groups: readonly number[],
    engine: Engine,
    changed: (group: number) => void = () => {},
  ) {
    const { targets } = states.rows;
    this.#states = states;
    this.#groups = groups;
    this.#changed = changed;
    this.#responses = new Float64Array(targets.length);
    this.#errors = new Float64Array(targets.length);
    this.#weight = new Float64Array(targets.length).fill(1);
    const adjust = engine.on('health and edges', () => {
      this.#adjust();
      engine.after(PERIOD, adjust);
    });
    if (groups.length > 0) engine.after(PERIOD, adjust);
  }

  /** From {@link LEAST_WEIGHT} to 1. */
  weightOf(target: number): number {
    return this.#weight[target] as number;
  }

  /** A target has responded, or failed to. @param isError a 5xx, or no connection */
  responded(target: number, isError: boolean): void {
    this.#responses[target] = (this.#responses[target] as number) + 1;
    if (isError) this.#errors[target] = (this.#errors[target] as number) + 1;
  }

  #adjust(): void {
    for (const group of this.#groups) {
      const anomalous = this.#anomalousIn(group);
      const { first, end } = this.#states.rows.groups[group] as GroupRow;
      let hasChanged = false;
      for (let target = first; target < end; target++) {
        const weight = this.#weight[target] as number;
        const next = anomalous.includes(target)
          ? Math.max(LEAST_WEIGHT, weight * CUT)
          : Math.min(1, weight + GAIN);
        this.#weight[target] = next;
        if (next !== weight) hasChanged = true;
        this.#responses[target] = (this.#responses[target] as number) * MEMORY;
        this.#errors[target] = (this.#errors[target] as number) * MEMORY;
      }
      if (hasChanged) this.#changed(group);
    }
  }

  /** Those whose weight is cut: the worst first, ties by row; no more than may be mitigated. */
  #anomalousIn(group: number): number[] {
    const { first, end } = this.#states.rows.groups[group] as GroupRow;
    const healthy: number[] = [];
    for (let target = first; target < end; target++)
      if (this.#states.stateOf(target) === TargetState.healthy) healthy.push(target);
    if (healthy.length < LEAST_HEALTHY) return [];
    const isMitigated = (target: number) => (this.#weight[target] as number) < 1;
    let places = Math.floor(MOST_MITIGATED * healthy.length) - healthy.filter(isMitigated).length;
    return healthy
      .filter((target) => this.#isAnomalous(target, healthy))
      .sort((a, b) => this.#rateOf(b) - this.#rateOf(a) || a - b)
      .filter((target) => isMitigated(target) || places-- > 0);
  }

  #rateOf(target: number): number {
    return (this.#errors[target] as number) / (this.#responses[target] as number);
  }

  /** A binomial test against the error rate of the others, one error being added to theirs so that it is never 0. */
  #isAnomalous(target: number, healthy: readonly number[]): boolean {
    const n = this.#responses[target] as number;
    if (n < LEAST_RESPONSES) return false;
    let responses = 0;
    let errors = 0;
    for (const other of healthy) {
      if (other === target) continue;
      responses += this.#responses[other] as number;
      errors += this.#errors[other] as number;
    }
    const rate = (errors + 1) / (responses + 2);
    return this.#rateOf(target) > rate + SIGNIFICANT * Math.sqrt((rate * (1 - rate)) / n);
  }
}
