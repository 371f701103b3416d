/** What target groups are measured by. */
import type { Engine } from '../../../engine/engine.ts';
import type { Recorder } from '../../../metrics/recorder.ts';
import type { Seconds } from '../../../settings.ts';
import type { TargetRow } from './target-rows.ts';
import type { TargetStates } from './target-states.ts';

export interface TargetCounts {
  /** Name of the group. */
  readonly group: string;
  /** By window: seconds for which targets were healthy, added up over targets. */
  readonly healthySeconds: Float64Array;
}

export class TargetMetrics {
  readonly #states: TargetStates;
  readonly #engine: Engine;
  readonly #recorder: Recorder;
  readonly #healthySeconds: number;
  /** By group: healthy targets, and since when their integral is still to be added. */
  readonly #healthy: Int32Array;
  readonly #since: Float64Array;

  constructor(states: TargetStates, engine: Engine, recorder: Recorder) {
    const { groups } = states.rows;
    this.#states = states;
    this.#engine = engine;
    this.#recorder = recorder;
    this.#healthySeconds = recorder.columns(groups.length);
    this.#healthy = Int32Array.from(groups, (_, group) => states.healthyIn(group));
    this.#since = new Float64Array(groups.length).fill(engine.now);
    states.onChange((target) => this.#pass((states.rows.targets[target] as TargetRow).group));
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    for (const group of this.#healthy.keys()) this.#pass(group);
  }

  /** Of the groups of a balancer, in its order. */
  measured(balancer: number): TargetCounts[] {
    const { groups } = this.#states.rows;
    const table = this.#recorder.byWindow(this.#healthySeconds, groups.length);
    return groups.flatMap((row, group) =>
      row.balancer === balancer
        ? [
            {
              group: row.spec.name,
              healthySeconds: table.filter((_, i) => i % groups.length === group),
            },
          ]
        : [],
    );
  }

  #pass(group: number): void {
    const { now } = this.#engine;
    const span: Seconds = now - (this.#since[group] as number);
    if (span > 0)
      this.#recorder.add(this.#healthySeconds + group, span * (this.#healthy[group] as number));
    this.#since[group] = now;
    this.#healthy[group] = this.#states.healthyIn(group);
  }
}
