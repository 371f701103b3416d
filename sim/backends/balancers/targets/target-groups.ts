/**
 * The target groups of all balancers: who may be sent requests and with what weight, and when what a target has from
 * a node is cut off. An `l7` node does so when the delay of a target that was deregistered is over; an `l4` node then
 * too, as AWS does where connection termination on deregistration is on, and when a target becomes unhealthy, unless
 * it goes on with it for want of a healthy one (NLB guide: "sends a TCP RST … unless the unhealthy target triggers the
 * load balancer to fail open").
 */
import type { Engine } from '../../../engine/engine.ts';
import type { Recorder } from '../../../metrics/recorder.ts';
import type { Streams } from '../../../random/streams.ts';
import type { BalancerSpec, Scenario } from '../../../scenario.ts';
import type { ProbeRanges } from '../../probe-ranges.ts';
import type { Eligible } from '../targets.ts';
import { TargetChecks } from './target-checks.ts';
import { type TargetCounts, TargetMetrics } from './target-counts.ts';
import { type GroupRow, type TargetRow, TargetRows } from './target-rows.ts';
import { TargetState } from './target-state.ts';
import { TargetStates, type Transition } from './target-states.ts';
import { TargetWeights } from './target-weights.ts';

/** Hears that all that a backend has from a node is cut off; nodes are counted within their balancer. */
export type CutListener = (balancer: number, node: number, backend: number) => void;

export class TargetGroups {
  readonly #scenario: Pick<Scenario, 'balancers' | 'backends'>;
  readonly #engine: Engine;
  readonly #rows: TargetRows;
  readonly #states: TargetStates;
  readonly #weights: TargetWeights;
  readonly #metrics: TargetMetrics;
  #changed: (balancer: number) => void = () => {};
  #cut: CutListener = () => {};

  /** @param late names of backends that an event registers before any takes them out */
  constructor(
    scenario: Pick<Scenario, 'balancers' | 'backends'>,
    late: ReadonlySet<string>,
    engine: Engine,
    recorder: Recorder,
  ) {
    const { balancers, backends } = scenario;
    const rows = new TargetRows(balancers, backends);
    const absent = [...rows.targets.keys()].filter((row) =>
      late.has(backends[rows.targets[row]?.backend as number]?.name as string),
    );
    this.#scenario = scenario;
    this.#engine = engine;
    this.#rows = rows;
    this.#states = new TargetStates(rows, balancers, engine, new Set(absent));
    this.#metrics = new TargetMetrics(this.#states, engine, recorder);
    this.#weights = new TargetWeights(this.#states, balancers, engine);
    this.#weights.onChange((group) => this.#changed((rows.groups[group] as GroupRow).balancer));
    this.#states.onChange((target, _, to) => this.#became(target, to));
  }

  /** Who hears that {@link eligible} has changed at a balancer. */
  onChange(listener: (balancer: number) => void): void {
    this.#changed = listener;
  }

  /** Who hears what is cut off, after {@link onChange}. */
  onCut(listener: CutListener): void {
    this.#cut = listener;
  }

  /** Puts the health checks to work. All that one draws comes from a stream of its own. */
  check(probes: ProbeRanges, streams: Streams): void {
    const { balancers, backends } = this.#scenario;
    const { targets, groups } = this.#rows;
    const own = targets.map(({ group, backend }) => {
      const { balancer, spec } = groups[group] as GroupRow;
      const names = [balancers[balancer]?.name, spec.name, backends[backend]?.name];
      return streams('health', names.join('/'));
    });
    new TargetChecks(this.#states, probes.open(targets.length), this.#engine, own);
  }

  /** A backend joins every group that lists it. @returns whether it is new to some */
  register(backend: number): boolean {
    const isNew = this.#rows
      .of(backend)
      .some((target) => this.#states.stateOf(target) === TargetState.unused);
    this.#states.register(backend);
    return isNew;
  }

  /** A backend is taken out of every group that has it. */
  deregister(backend: number): void {
    this.#states.deregister(backend);
  }

  /** Whom a node may send to within a group, both counted within their balancer. */
  eligible(balancer: number, node: number, group: number): Eligible {
    const row = this.#rows.groupOf(balancer, group);
    const targets = this.#states.eligible(this.#rows.scopeOf(row, node));
    return {
      backends: targets.map((target) => (this.#rows.targets[target] as TargetRow).backend),
      weights: Float64Array.from(targets, (target) => this.#weights.of(target)),
    };
  }

  /** Whether every group with a weight has a healthy target that a node may send to: what keeps the node in DNS. */
  canServe(balancer: number, node: number): boolean {
    return this.#groupsOf(balancer).every(
      (group) =>
        (this.#rows.groups[group] as GroupRow).spec.weight === 0 ||
        this.#states.hasHealthy(this.#rows.scopeOf(group, node)),
    );
  }

  /** Whether every group of a balancer has a healthy target. */
  areHealthy(balancer: number): boolean {
    return this.#groupsOf(balancer).every((group) => this.#states.healthyIn(group) > 0);
  }

  #groupsOf(balancer: number): number[] {
    const { targetGroups } = this.#scenario.balancers[balancer] as BalancerSpec;
    return targetGroups.map((_, place) => this.#rows.groupOf(balancer, place));
  }

  /** Whether {@link responded} matters at a balancer. */
  isWatched(balancer: number): boolean {
    return this.#weights.isWatched(balancer);
  }

  /** A target has responded, or failed to. @param isError a 5xx, or no connection */
  responded(balancer: number, backend: number, isError: boolean): void {
    for (const target of this.#rows.at(balancer, backend)) this.#weights.responded(target, isError);
  }

  #groupOf(target: number): GroupRow {
    return this.#rows.groups[(this.#rows.targets[target] as TargetRow).group] as GroupRow;
  }

  // -------------------------------------------------------------------------------- cut off

  #became(target: number, to: TargetState): void {
    const { balancer, layer } = this.#groupOf(target);
    this.#changed(balancer);
    if (to === TargetState.unused) this.#cutWhere(target, () => true);
    else if (to === TargetState.unhealthy && layer === 'l4')
      this.#cutWhere(target, (node) => !this.#isEligible(target, node));
  }

  /** A backend that is in another group of the balancer, and in use there, keeps what it has. */
  #cutWhere(target: number, isCut: (node: number) => boolean): void {
    const { balancer } = this.#groupOf(target);
    const { backend } = this.#rows.targets[target] as TargetRow;
    const others = this.#rows.at(balancer, backend).filter((other) => other !== target);
    for (const node of this.#scenario.balancers[balancer]?.nodes.keys() ?? []) {
      const isUsed = others.some(
        (other) =>
          this.#states.stateOf(other) === TargetState.draining || this.#isEligible(other, node),
      );
      if (!isUsed && isCut(node)) this.#cut(balancer, node, backend);
    }
  }

  #isEligible(target: number, node: number): boolean {
    const { group } = this.#rows.targets[target] as TargetRow;
    return this.#states.isEligible(target, this.#rows.scopeOf(group, node));
  }

  // -------------------------------------------------------------------------------- measured

  /** Changes of states so far, in order of time, the targets as backends. */
  transitions(): (Transition & { readonly balancer: number; readonly backend: number })[] {
    return this.#states.transitions().map((transition) => ({
      ...transition,
      balancer: this.#groupOf(transition.target).balancer,
      backend: (this.#rows.targets[transition.target] as TargetRow).backend,
    }));
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#metrics.closeWindow();
  }

  /** Of the groups of a balancer, in its order. */
  measured(balancer: number): TargetCounts[] {
    return this.#metrics.measured(balancer);
  }
}
