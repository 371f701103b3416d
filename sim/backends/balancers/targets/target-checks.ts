/**
 * A balancer's own health checks: one checker for each registered target, which probes it at a fixed interval from
 * request to request (ELB: HealthCheckIntervalSeconds), with a phase of its own. Probes in a row that say otherwise
 * change its mind; a target not judged yet is healthy with its first passed probe. A probe is a request like others
 * at an `l7` balancer, so that it waits in an overloaded queue and may time out there, and a connection at an `l4` one.
 * The nodes of a balancer go by one checker: AWS has each node probe, and says nothing of how far they agree.
 */
import type { ProbeTarget } from '../../../authority/health/probe-target.ts';
import type { Engine, EventKind } from '../../../engine/engine.ts';
import type { Stream } from '../../../random/stream.ts';
import type { Seconds } from '../../../settings.ts';
import { ProbeAnswer } from '../../reception.ts';
import type { GroupRow, TargetRow } from './target-rows.ts';
import { isRegistered, TargetState } from './target-state.ts';
import type { TargetStates } from './target-states.ts';

export class TargetChecks {
  readonly #states: TargetStates;
  readonly #target: ProbeTarget;
  readonly #engine: Engine;
  readonly #streams: readonly Stream[];
  readonly #request: EventKind;
  readonly #timeOut: EventKind;
  /** By target: probes in a row that say otherwise than its state. */
  readonly #contrary: Int32Array;
  /** When the next probe goes out: an event for another time is of the past. NaN: none does. */
  readonly #nextAt: Float64Array;
  /** When the probe under way was sent, and is given up. NaN: none is under way. */
  readonly #sentAt: Float64Array;
  readonly #waitsUntil: Float64Array;

  /** @param streams by target: draws the phases */
  constructor(
    states: TargetStates,
    target: ProbeTarget,
    engine: Engine,
    streams: readonly Stream[],
  ) {
    const count = states.rows.targets.length;
    this.#states = states;
    this.#target = target;
    this.#engine = engine;
    this.#streams = streams;
    this.#request = engine.on('health and edges', (row) => this.#probe(row));
    this.#timeOut = engine.on('time-out', (row) => this.#giveUp(row));
    this.#contrary = new Int32Array(count);
    this.#nextAt = new Float64Array(count).fill(Number.NaN);
    this.#sentAt = new Float64Array(count).fill(Number.NaN);
    this.#waitsUntil = new Float64Array(count).fill(Number.NaN);
    target.onProbe((row, passed) => this.#end(row, passed));
    states.onChange((row, from, to) => {
      this.#contrary[row] = 0;
      if (to === TargetState.initial) this.#begin(row);
      else if (isRegistered(from) && !isRegistered(to)) this.#stop(row);
    });
    for (let row = 0; row < count; row++) if (isRegistered(states.stateOf(row))) this.#begin(row);
  }

  /** From now on, the first probe after a uniform part of the interval. */
  #begin(row: number): void {
    const phase = (this.#streams[row] as Stream).uniform();
    this.#schedule(row, this.#engine.now + phase * this.#groupOf(row).spec.healthCheck.interval);
  }

  #stop(row: number): void {
    this.#nextAt[row] = Number.NaN;
    if (Number.isNaN(this.#sentAt[row])) return;
    this.#sentAt[row] = Number.NaN;
    this.#waitsUntil[row] = Number.NaN;
    this.#target.giveUpProbe(row);
  }

  #schedule(row: number, at: Seconds): void {
    this.#nextAt[row] = at;
    this.#engine.at(at, this.#request, row);
  }

  #probe(row: number): void {
    if (this.#nextAt[row] !== this.#engine.now) return;
    const { layer, spec } = this.#groupOf(row);
    // A server may answer before `probe` returns.
    this.#sentAt[row] = this.#engine.now;
    const answer = this.#target.probe(
      (this.#states.rows.targets[row] as TargetRow).backend,
      layer === 'l7' ? 'http' : 'tcp',
      'queue',
      row,
    );
    if (answer === ProbeAnswer.passes || answer === ProbeAnswer.fails) {
      this.#end(row, answer === ProbeAnswer.passes);
      return;
    }
    if (Number.isNaN(this.#sentAt[row])) return;
    const until = this.#engine.now + spec.healthCheck.timeout;
    this.#waitsUntil[row] = until;
    this.#engine.at(until, this.#timeOut, row);
  }

  /** The time-out of a probe; one that has been answered meanwhile left it behind. */
  #giveUp(row: number): void {
    if (this.#waitsUntil[row] !== this.#engine.now) return;
    this.#target.giveUpProbe(row);
    this.#end(row, false);
  }

  #end(row: number, passed: boolean): void {
    const sent = this.#sentAt[row] as number;
    this.#sentAt[row] = Number.NaN;
    this.#waitsUntil[row] = Number.NaN;
    const { interval } = this.#groupOf(row).spec.healthCheck;
    // A time-out beyond the interval holds the next probe up.
    this.#schedule(row, Math.max(sent + interval, this.#engine.now));
    this.#judge(row, passed);
  }

  #judge(row: number, passed: boolean): void {
    const state = this.#states.stateOf(row);
    if (passed === (state === TargetState.healthy)) {
      // A target not judged yet is neither: what fails counts on.
      if (state !== TargetState.initial) {
        this.#contrary[row] = 0;
        return;
      }
    }
    const { healthyThreshold, unhealthyThreshold } = this.#groupOf(row).spec.healthCheck;
    const healthyAfter = state === TargetState.initial ? 1 : healthyThreshold;
    const contrary = (this.#contrary[row] as number) + 1;
    this.#contrary[row] = contrary;
    if (contrary >= (passed ? healthyAfter : unhealthyThreshold)) this.#states.judge(row, passed);
  }

  #groupOf(row: number): GroupRow {
    const { group } = this.#states.rows.targets[row] as TargetRow;
    return this.#states.rows.groups[group] as GroupRow;
  }
}
