/**
 * The states of targets, and who may be sent requests: initial → healthy ⇄ unhealthy, draining, unused. A target that
 * is registered waits for its first passed probe (ALB guide: "must pass one health check to be considered healthy");
 * one that is deregistered gets nothing new at once, and what it has may go on until the group's delay is over.
 */
import type { Engine, EventKind } from '../../../engine/engine.ts';
import type { BalancerSpec } from '../../../scenario.ts';
import type { Seconds } from '../../../settings.ts';
import type { GroupRow, ScopeRow, TargetRow, TargetRows } from './target-rows.ts';
import { isRegistered, TargetState } from './target-state.ts';

/** Hears of every change of a state, when it is made, the eligible targets being those of after it. */
export type TargetListener = (target: number, from: TargetState, to: TargetState) => void;

export interface Transition {
  readonly at: Seconds;
  readonly target: number;
  readonly from: TargetState;
  readonly to: TargetState;
}

export class TargetStates {
  readonly rows: TargetRows;
  readonly #balancers: readonly BalancerSpec[];
  readonly #engine: Engine;
  readonly #state: Uint8Array;
  /** When the deregistration that is under way ends; an event for another time is of the past. */
  readonly #drainedAt: Float64Array;
  readonly #drained: EventKind;
  /** By scope: who may be sent requests, ascending; whether because nobody is healthy. */
  readonly #eligible: Int32Array[];
  readonly #isOpen: Uint8Array;
  readonly #healthy: Int32Array;
  readonly #listeners: TargetListener[] = [];
  readonly #transitions: Transition[] = [];

  /** @param absent rows of targets that are not registered as the run begins; all others are healthy */
  constructor(
    rows: TargetRows,
    balancers: readonly BalancerSpec[],
    engine: Engine,
    absent: ReadonlySet<number> = new Set(),
  ) {
    this.rows = rows;
    this.#balancers = balancers;
    this.#engine = engine;
    this.#state = Uint8Array.from(rows.targets, (_, row) =>
      absent.has(row) ? TargetState.unused : TargetState.healthy,
    );
    this.#drainedAt = new Float64Array(rows.targets.length).fill(Number.NaN);
    this.#drained = engine.on('health and edges', (target) => this.#endDraining(target));
    this.#eligible = rows.scopes.map(() => new Int32Array(0));
    this.#isOpen = new Uint8Array(rows.scopes.length);
    this.#healthy = new Int32Array(rows.groups.length);
    for (const group of rows.groups.keys()) this.#renew(group);
  }

  /** Listeners hear in the order in which they came. */
  onChange(listener: TargetListener): void {
    this.#listeners.push(listener);
  }

  // -------------------------------------------------------------------------------- read

  stateOf(target: number): TargetState {
    return this.#state[target] as TargetState;
  }

  /** The targets that may be sent a new request in a scope, ascending; empty: nobody. Not to be changed or kept. */
  eligible(scope: number): Int32Array {
    return this.#eligible[scope] as Int32Array;
  }

  /** Whether a target may be sent a new request in a scope. */
  isEligible(target: number, scope: number): boolean {
    const { group, members } = this.rows.scopes[scope] as ScopeRow;
    const { first } = this.rows.groups[group] as GroupRow;
    if (members[target - first] !== 1) return false;
    const state = this.stateOf(target);
    return this.isOpen(scope) ? isRegistered(state) : state === TargetState.healthy;
  }

  /** Whether a scope has failed open: nobody is healthy, so all that are registered count as such. */
  isOpen(scope: number): boolean {
    return this.#isOpen[scope] === 1;
  }

  /** Healthy targets of a group. */
  healthyIn(group: number): number {
    return this.#healthy[group] as number;
  }

  /** Whether a scope has a healthy target: what keeps its node in DNS. */
  hasHealthy(scope: number): boolean {
    return !this.isOpen(scope) && this.eligible(scope).length > 0;
  }

  /** Every change of a state, in order of time. */
  transitions(): readonly Transition[] {
    return this.#transitions;
  }

  // -------------------------------------------------------------------------------- changed

  /** A backend is registered with every group that lists it; where it is registered already nothing happens. */
  register(backend: number): void {
    for (const target of this.rows.of(backend))
      if (!isRegistered(this.stateOf(target))) this.#become(target, TargetState.initial);
  }

  /** A backend is taken out of every group that has it. */
  deregister(backend: number): void {
    for (const target of this.rows.of(backend)) {
      if (!isRegistered(this.stateOf(target))) continue;
      const { deregistrationDelay } = this.#groupOf(target).spec;
      const end = this.#engine.now + deregistrationDelay;
      this.#become(target, TargetState.draining);
      this.#drainedAt[target] = end;
      if (deregistrationDelay === 0) this.#endDraining(target);
      else this.#engine.at(end, this.#drained, target);
    }
  }

  /** Its health checks have come to another mind about a registered target. */
  judge(target: number, isHealthy: boolean): void {
    this.#become(target, isHealthy ? TargetState.healthy : TargetState.unhealthy);
  }

  #endDraining(target: number): void {
    if (this.stateOf(target) !== TargetState.draining) return;
    if (this.#drainedAt[target] !== this.#engine.now) return;
    this.#become(target, TargetState.unused);
  }

  #become(target: number, to: TargetState): void {
    const from = this.stateOf(target);
    if (from === to) return;
    this.#state[target] = to;
    this.#renew((this.rows.targets[target] as TargetRow).group);
    this.#transitions.push({ at: this.#engine.now, target, from, to });
    for (const listener of this.#listeners) listener(target, from, to);
  }

  #renew(group: number): void {
    const { first, end, balancer } = this.rows.groups[group] as GroupRow;
    const { failOpen, nodes } = this.#balancers[balancer] as BalancerSpec;
    let healthy = 0;
    for (let target = first; target < end; target++)
      if (this.stateOf(target) === TargetState.healthy) healthy += 1;
    this.#healthy[group] = healthy;
    for (const node of nodes.keys()) {
      const scope = this.rows.scopeOf(group, node);
      const { targets } = this.rows.scopes[scope] as ScopeRow;
      const well = targets.filter((target) => this.stateOf(target) === TargetState.healthy);
      const open = well.length === 0 && failOpen;
      this.#isOpen[scope] = open ? 1 : 0;
      this.#eligible[scope] = open
        ? targets.filter((target) => isRegistered(this.stateOf(target)))
        : well;
    }
  }

  #groupOf(target: number): GroupRow {
    return this.rows.groups[(this.rows.targets[target] as TargetRow).group] as GroupRow;
  }
}
