/**
 * The nodes of all balancers: what connections and requests meet there (model.md part 9). An `l4` node pins each
 * connection to a target at its SYN, and from then on hands everything through. An `l7` node takes connections itself
 * and chooses for each request when it arrives; its own connections to targets are open already.
 *
 * A node takes part in faults that take hosts away, not in those of a program that serves: what is slow, or answers
 * with errors, is a target.
 */
import type { Engine, EventKind } from '../../engine/engine.ts';
import type { Recorder } from '../../metrics/recorder.ts';
import { byName } from '../../plugin.ts';
import type { Stream } from '../../random/stream.ts';
import type { Streams } from '../../random/streams.ts';
import type { BalancerSpec, Scenario } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';
import type { Strike } from '../../timeline.ts';
import type { Backends } from '../backends.ts';
import type { Effect } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { FaultsInForce } from '../in-force.ts';
import { Outcome, Reception } from '../reception.ts';
import { Balancer } from './balancer.ts';
import { type BalancerCounts, BalancerMetrics } from './balancer-counts.ts';
import { Forwarded } from './forwarded.ts';
import { nodesOf } from './nodes.ts';
import { Stickiness } from './targets/stickiness.ts';
import { TargetGroups } from './targets/target-groups.ts';

const NO_ROW = -1;
const NEVER = Number.POSITIVE_INFINITY;

/** What a client is told by an `l7` node: a target that turns away, breaks or errs is a response with an error. */
const TOLD: Readonly<Record<Outcome, Outcome>> = {
  [Outcome.completed]: Outcome.completed,
  [Outcome.error]: Outcome.error,
  [Outcome.rejected]: Outcome.rejected,
  [Outcome.refused]: Outcome.error,
  [Outcome.reset]: Outcome.error,
};

export class Balancers {
  /** Who of the targets is in service, and their health checks. */
  readonly targetGroups: TargetGroups;
  readonly #engine: Engine;
  readonly #backends: Backends;
  readonly #firstNode: number;
  readonly #balancers: readonly Balancer[];
  /** By node: its balancer, and its place among the nodes of that one. */
  readonly #balancerOf: Int32Array;
  readonly #placeOf: Int32Array;
  readonly #addresses: readonly string[];
  readonly #faults: FaultsInForce;
  readonly #metrics: BalancerMetrics;
  readonly #forwarded = new Forwarded();
  /** By balancer: the event that a node stops waiting for a target. */
  readonly #timeOut: readonly EventKind[];
  #outcome: (request: number, outcome: Outcome) => void = () => {};
  #lost: (destination: number, node?: number) => void = () => {};
  #chosen: (request: number, destination: number) => void = () => {};

  constructor(
    scenario: Pick<Scenario, 'balancers' | 'backends'>,
    late: ReadonlySet<string>,
    backends: Backends,
    engine: Engine,
    recorder: Recorder,
    streams: Streams,
  ) {
    const { balancers, backends: specs } = scenario;
    const groups = new TargetGroups(scenario, late, engine, recorder);
    this.targetGroups = groups;
    this.#engine = engine;
    this.#backends = backends;
    this.#firstNode = specs.length;
    this.#balancers = balancers.map(
      (spec, row) =>
        new Balancer(
          spec,
          specs.length,
          streams('balance', spec.name),
          (node, group) => groups.eligible(row, node, group),
          spec.stickiness > 0 ? new Stickiness(spec.stickiness, engine) : null,
        ),
    );
    groups.onCut((balancer, node, backend) => this.#cut(balancer, node, backend));
    this.#balancerOf = Int32Array.from(balancers.flatMap(({ nodes }, row) => nodes.map(() => row)));
    this.#placeOf = Int32Array.from(balancers.flatMap(({ nodes }) => nodes.map((_, i) => i)));
    this.#addresses = nodesOf(balancers).map(({ spec }) => spec.address);
    this.#faults = new FaultsInForce(this.#addresses.length);
    this.#metrics = new BalancerMetrics(balancers, specs, engine, recorder);
    this.#timeOut = balancers.map(({ targetTimeout }) => {
      const kind = engine.on('time-out', (request) => this.#ranOut(request));
      engine.expectDelay(kind, targetTimeout);
      return kind;
    });
    backends.onOutcome((request, outcome) => this.#returned(request, outcome));
    backends.onLost((backend) => this.#targetLost(backend));
  }

  /** Who hears what becomes of requests, as from {@link Backends}. */
  onOutcome(listener: (request: number, outcome: Outcome) => void): void {
    this.#outcome = listener;
  }

  /** Who hears that every connection to a backend or a node breaks now; with `node` only those that pass it. */
  onLost(listener: (destination: number, node?: number) => void): void {
    this.#lost = listener;
  }

  /** Who hears where a request at an `l7` node goes. */
  onChoice(listener: (request: number, destination: number) => void): void {
    this.#chosen = listener;
  }

  #specOf(node: number): BalancerSpec {
    return this.#of(node).spec;
  }

  #of(node: number): Balancer {
    return this.#balancers[this.#balancerOf[node] as number] as Balancer;
  }

  // -------------------------------------------------------------------------------- connections

  /** The target of a connection that begins at a node now; −1: it ends there, or goes no further. */
  pin(node: number, caller: number): number {
    if (this.#specOf(node).layer !== 'l4' || !this.#accepts(node)) return NO_ROW;
    return this.#of(node).choose(this.#placeOf[node] as number, caller);
  }

  #accepts(node: number): boolean {
    return (this.#faults.on(node)?.newConnections ?? Reception.accepted) === Reception.accepted;
  }

  /** Whether a node chooses a target for each request, and takes connections now. */
  forwards(node: number): boolean {
    return this.#specOf(node).layer === 'l7' && this.#accepts(node);
  }

  /** What a SYN meets at a node; an `l4` node that has no target for it refuses. */
  reception(node: number, isPinned: boolean): Reception {
    const struck = this.#faults.on(node)?.newConnections ?? Reception.accepted;
    if (struck !== Reception.accepted || isPinned || this.#specOf(node).layer === 'l7')
      return struck;
    this.#metrics.rejected(node);
    return Reception.refused;
  }

  /** After how long a connection is told that the node cannot be reached; null: it is not. */
  unreachableAfter(node: number): Seconds | null {
    return this.#faults.on(node)?.after?.() ?? null;
  }

  /** A client's connection through a node is open. @param destination its target, or the node itself */
  connected(node: number, destination: number): void {
    this.#metrics.connections.open(node);
    if (destination < this.#firstNode) this.#hold(node, destination, 1);
  }

  /** It has closed. @param at when it did, if that comes out only now */
  disconnected(node: number, destination: number, at?: Seconds): void {
    this.#metrics.connections.close(node, at);
    if (destination < this.#firstNode) this.#hold(node, destination, -1);
  }

  #hold(node: number, target: number, one: 1 | -1): void {
    const outstanding = this.#of(node).outstanding[this.#placeOf[node] as number] as Int32Array;
    outstanding[target] = (outstanding[target] as number) + one;
  }

  /** Clients' connections open to a node. */
  openTo(node: number): number {
    return this.#metrics.connections.to(node);
  }

  /** What open connections meet at a node, whatever their target does. */
  openMeets(node: number): Effect['openConnections'] | undefined {
    return this.#faults.on(node)?.openConnections;
  }

  // -------------------------------------------------------------------------------- requests

  /** A request arrives at a node, over a connection to a target or to the node itself. */
  serve(node: number, destination: number, request: number, work: number, caller: number): void {
    const isPinned = destination < this.#firstNode;
    const meets = this.openMeets(node);
    // It may have been under way when the node cut its target off.
    const isCut = isPinned && this.#of(node).isCutOff(this.#placeOf[node] as number, destination);
    if (meets === 'silent' || meets === 'reset' || isCut) {
      if (!isPinned) this.#chosen(request, destination);
      if (meets !== 'silent') this.#outcome(request, Outcome.reset);
      return;
    }
    this.#metrics.came(node);
    if (isPinned) {
      this.#send(request, node, destination, work);
      return;
    }
    if (this.#specOf(node).layer === 'l4') {
      // One that was open before the run began, while no target was there.
      this.#metrics.rejected(node);
      this.#outcome(request, Outcome.reset);
      return;
    }
    const target = this.#of(node).choose(this.#placeOf[node] as number, caller);
    this.#chosen(request, target === NO_ROW ? destination : target);
    if (target === NO_ROW) {
      this.#metrics.rejected(node);
      this.#outcome(request, Outcome.rejected);
      return;
    }
    this.#hold(node, target, 1);
    this.#send(request, node, target, work);
  }

  #send(request: number, node: number, target: number, work: number): void {
    const balancer = this.#balancerOf[node] as number;
    const { layer, targetTimeout } = this.#specOf(node);
    const until = layer === 'l7' ? this.#engine.now + targetTimeout : NEVER;
    this.#metrics.forwarded(balancer, target);
    this.#forwarded.begin(request, node, target, until);
    this.#backends.serve(target, request, work);
    // Whoever has the row now with this time is waiting for a target.
    if (until < NEVER && this.#forwarded.isDue(request, until))
      this.#engine.after(targetTimeout, this.#timeOut[balancer] as EventKind, request);
  }

  /** A target has answered, or what it did comes to the same. */
  #returned(request: number, outcome: Outcome): void {
    const node = this.#forwarded.nodeOf(request);
    if (node === NO_ROW) {
      this.#outcome(request, outcome);
      return;
    }
    const balancer = this.#balancerOf[node] as number;
    if (this.targetGroups.isWatched(balancer)) {
      const isError = outcome !== Outcome.completed;
      this.targetGroups.responded(balancer, this.#forwarded.targetOf(request), isError);
    }
    this.#end(request, node);
    if (this.openMeets(node) === 'silent') return;
    this.#outcome(request, this.#specOf(node).layer === 'l7' ? TOLD[outcome] : outcome);
  }

  #end(request: number, node: number): void {
    if (this.#specOf(node).layer === 'l7') this.#hold(node, this.#forwarded.targetOf(request), -1);
    this.#forwarded.end(request);
  }

  /** An `l7` node has waited for a target long enough. */
  #ranOut(request: number): void {
    if (!this.#forwarded.isDue(request, this.#engine.now)) return;
    this.#break(request);
  }

  /** An `l7` node hears no more of a request: its client gets an error. */
  #break(request: number): void {
    this.#backends.giveUp(request);
    this.#returned(request, Outcome.error);
  }

  /** Connections to a backend break, a node's own among them. */
  #targetLost(backend: number): void {
    this.#lost(backend);
    for (const request of this.#forwarded.at(backend)) {
      const node = this.#forwarded.nodeOf(request);
      if (node !== NO_ROW && this.#specOf(node).layer === 'l7') this.#break(request);
    }
  }

  /** A node has nothing more to do with a target: an `l4` one resets, an `l7` one answers in its place. */
  #cut(balancer: number, place: number, backend: number): void {
    const node = this.#balancerOf.indexOf(balancer) + place;
    this.#balancers[balancer]?.cutOff(place, backend);
    if (this.#specOf(node).layer === 'l4') this.#lost(backend, node);
    else
      for (const request of this.#forwarded.at(backend))
        if (this.#forwarded.nodeOf(request) === node) this.#break(request);
  }

  /** The client of a request no longer waits for it. */
  giveUp(request: number): void {
    const node = this.#forwarded.nodeOf(request);
    if (node !== NO_ROW) this.#end(request, node);
  }

  // -------------------------------------------------------------------------------- faults

  /** A fault begins at its nodes. @param id tells it apart from others */
  strike({ fault, nodes }: Pick<Strike, 'fault' | 'nodes'>, id: number, stream: Stream): void {
    const { joins, effect: effectOf } = byName(faults, fault.name);
    const effect = effectOf(fault.settings);
    for (const node of this.#rowsOf(nodes)) {
      this.#faults.begin(node, id, { effect, joins, stream });
      if (effect.openConnections === 'reset') this.#lost(this.#firstNode + node);
    }
  }

  /** A fault that began ends. */
  recover({ fault, nodes }: Pick<Strike, 'fault' | 'nodes'>, id: number): void {
    const { openConnections } = byName(faults, fault.name).effect(fault.settings);
    for (const node of this.#rowsOf(nodes)) {
      this.#faults.end(node, id);
      if (openConnections === 'silent' && this.openMeets(node) !== 'silent')
        this.#lost(this.#firstNode + node);
    }
  }

  #rowsOf(nodes: readonly string[]): number[] {
    return nodes.map((address) => this.#addresses.indexOf(address));
  }

  // -------------------------------------------------------------------------------- service

  /** {@link TargetGroups.canServe}. */
  canServe(balancer: number, node: number): boolean {
    return this.targetGroups.canServe(balancer, node);
  }

  /** {@link TargetGroups.areHealthy}. */
  areHealthy(balancer: number): boolean {
    return this.targetGroups.areHealthy(balancer);
  }

  /** Whether a node, counted within its balancer, takes connections. */
  accepts(balancer: number, node: number): boolean {
    return this.#accepts(this.#balancerOf.indexOf(balancer) + node);
  }

  // -------------------------------------------------------------------------------- intended, measured

  /** Hands on to backends what is meant to come to nodes. @param shares by destination */
  divided(shares: Float64Array): Float64Array {
    const divided = shares.slice(0, this.#firstNode);
    this.#balancerOf.forEach((_, node) => {
      const share = shares[this.#firstNode + node] as number;
      this.#of(node).divide(this.#placeOf[node] as number, share, divided);
    });
    return divided;
  }

  /** Who hears that targets have come into service or left it, or are to get another part. */
  onTargets(listener: () => void): void {
    this.targetGroups.onChange((balancer) => {
      this.#balancers[balancer]?.lookAtTargets();
      listener();
    });
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#metrics.closeWindow();
    this.targetGroups.closeWindow();
  }

  measured(): BalancerCounts[] {
    return this.#metrics
      .measured()
      .map((counts, row) => ({ ...counts, targetGroups: this.targetGroups.measured(row) }));
  }
}

/** The balancers of a scenario; null: it has none. @param late {@link TargetGroups} */
export function balancersOf(
  scenario: Pick<Scenario, 'balancers' | 'backends'>,
  late: ReadonlySet<string>,
  backends: Backends,
  engine: Engine,
  recorder: Recorder,
  streams: Streams,
): Balancers | null {
  return scenario.balancers.length === 0
    ? null
    : new Balancers(scenario, late, backends, engine, recorder, streams);
}
