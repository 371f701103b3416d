/**
 * Slow start of target groups: the weight of a target that becomes healthy grows linearly from nothing to all. It does
 * so only beside a healthy target that is not in slow start, and ends early where the target becomes unhealthy or is
 * deregistered (ALB guide: slow start mode). Targets that are healthy as the run begins are warm.
 */
import type { Engine } from '../../../engine/engine.ts';
import type { Seconds } from '../../../settings.ts';
import type { GroupRow, TargetRow } from './target-rows.ts';
import { TargetState } from './target-state.ts';
import type { TargetStates } from './target-states.ts';

const WARM = Number.NEGATIVE_INFINITY;

export class SlowStart {
  readonly #states: TargetStates;
  readonly #engine: Engine;
  /** By target: when it has its full weight. */
  readonly #warmAt: Float64Array;

  constructor(states: TargetStates, engine: Engine) {
    this.#states = states;
    this.#engine = engine;
    this.#warmAt = new Float64Array(states.rows.targets.length).fill(WARM);
    states.onChange((target, from, to) => {
      if (to === TargetState.healthy) this.#begin(target);
      else if (from === TargetState.healthy) this.#warmAt[target] = WARM;
    });
  }

  /** From 0 to 1. */
  weightOf(target: number): number {
    const left = (this.#warmAt[target] as number) - this.#engine.now;
    return left <= 0 ? 1 : 1 - left / this.#durationOf(target);
  }

  #begin(target: number): void {
    const duration = this.#durationOf(target);
    if (duration === 0 || !this.#isBesideWarmOne(target)) return;
    this.#warmAt[target] = this.#engine.now + duration;
  }

  #isBesideWarmOne(target: number): boolean {
    const { group } = this.#states.rows.targets[target] as TargetRow;
    const { first, end } = this.#states.rows.groups[group] as GroupRow;
    for (let other = first; other < end; other++) {
      if (other === target || this.#states.stateOf(other) !== TargetState.healthy) continue;
      if ((this.#warmAt[other] as number) <= this.#engine.now) return true;
    }
    return false;
  }

  #durationOf(target: number): Seconds {
    const { group } = this.#states.rows.targets[target] as TargetRow;
    return (this.#states.rows.groups[group] as GroupRow).spec.slowStart;
  }
}
