/**
 * How much each target is to get against the others: less in slow start, and less while it is an anomaly. Slow start
 * goes in so many equal steps, each with the mean of the line that it stands for.
 */
import type { Engine, EventKind } from '../../../engine/engine.ts';
import type { BalancerSpec } from '../../../scenario.ts';
import { AnomalyMitigation } from './anomaly-mitigation.ts';
import { SlowStart } from './slow-start.ts';
import type { TargetRow } from './target-rows.ts';
import type { TargetStates } from './target-states.ts';

const STEPS = 100;
/** The algorithm that goes with anomaly mitigation (ALB guide: Automatic Target Weights). */
const MITIGATING = 'weighted-random';

export class TargetWeights {
  readonly #states: TargetStates;
  readonly #engine: Engine;
  readonly #slowStart: SlowStart;
  readonly #mitigation: AnomalyMitigation;
  readonly #step: EventKind;
  /** By target: whether a step of its slow start is under way. */
  readonly #steps: Uint8Array;
  /** By balancer: whether it mitigates anomalies. */
  readonly #watched: Uint8Array;
  #changed: (group: number) => void = () => {};

  constructor(states: TargetStates, balancers: readonly BalancerSpec[], engine: Engine) {
    this.#states = states;
    this.#engine = engine;
    this.#slowStart = new SlowStart(states, engine);
    const { groups, targets } = states.rows;
    this.#watched = Uint8Array.from(balancers, ({ algorithm }) =>
      algorithm.name === MITIGATING ? 1 : 0,
    );
    const mitigated = [...groups.keys()].filter((group) =>
      this.isWatched(groups[group]?.balancer as number),
    );
    this.#mitigation = new AnomalyMitigation(states, mitigated, engine, (group) =>
      this.#changed(group),
    );
    this.#steps = new Uint8Array(targets.length);
    this.#step = engine.on('health and edges', (target) => this.#goOn(target, true));
    states.onChange((target) => this.#goOn(target, false));
  }

  /** Who hears that weights of a group have changed, its targets being the same. */
  onChange(listener: (group: number) => void): void {
    this.#changed = listener;
  }

  /** Above 0, at most 1. */
  of(target: number): number {
    const warmth = this.#slowStart.weightOf(target);
    const stepped = warmth < 1 ? Math.min(1, warmth + 0.5 / STEPS) : 1;
    return stepped * this.#mitigation.weightOf(target);
  }

  /** Whether a balancer goes by {@link responded}. */
  isWatched(balancer: number): boolean {
    return this.#watched[balancer] === 1;
  }

  /** What {@link AnomalyMitigation} goes by. */
  responded(target: number, isError: boolean): void {
    this.#mitigation.responded(target, isError);
  }

  /** A step of a target's slow start is over, or may begin. */
  #goOn(target: number, isStep: boolean): void {
    if (isStep) this.#steps[target] = 0;
    const { group } = this.#states.rows.targets[target] as TargetRow;
    if (this.#slowStart.weightOf(target) < 1 && this.#steps[target] === 0) {
      this.#steps[target] = 1;
      const slowStart = this.#states.rows.groups[group]?.spec.slowStart as number;
      this.#engine.after(slowStart / STEPS, this.#step, target);
    }
    if (isStep) this.#changed(group);
  }
}
