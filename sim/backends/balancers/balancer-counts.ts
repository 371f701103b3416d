/** What balancers are measured by. */
import type { Engine } from '../../engine/engine.ts';
import type { Recorder } from '../../metrics/recorder.ts';
import type { BackendSpec, BalancerSpec } from '../../scenario.ts';
import { OpenConnections } from '../open-connections.ts';
import { targetNames } from './nodes.ts';
import type { TargetCounts } from './targets/target-counts.ts';

/** By window and node, or by window and target, in the scenario's order. */
export interface BalancerCounts {
  readonly name: string;
  /** Addresses of its nodes, and names of its targets. */
  readonly nodes: readonly string[];
  readonly targets: readonly string[];
  /** Requests that came to a node, and those of them, or with `l4` connections, for which it had no target. */
  readonly requests: Float64Array;
  readonly rejected: Float64Array;
  /** Clients' connections opened to a node, and the seconds for which they were open, added up. */
  readonly connections: Float64Array;
  readonly openSeconds: Float64Array;
  /** Requests that went on to a target, whatever it made of them. */
  readonly forwarded: Float64Array;
  /** In the scenario's order. */
  readonly targetGroups: readonly TargetCounts[];
}

export class BalancerMetrics {
  readonly #balancers: readonly BalancerSpec[];
  readonly #recorder: Recorder;
  readonly #open: OpenConnections;
  readonly #requests: number;
  readonly #rejected: number;
  /** By balancer: first column of what went to its targets, and by backend the target's place among them. */
  readonly #forwarded: readonly number[];
  readonly #places: readonly Int32Array[];
  readonly #nodes: number;

  constructor(
    balancers: readonly BalancerSpec[],
    backends: readonly BackendSpec[],
    engine: Engine,
    recorder: Recorder,
  ) {
    this.#balancers = balancers;
    this.#recorder = recorder;
    this.#nodes = balancers.reduce((sum, { nodes }) => sum + nodes.length, 0);
    this.#open = new OpenConnections(this.#nodes, engine, recorder);
    this.#requests = recorder.columns(this.#nodes);
    this.#rejected = recorder.columns(this.#nodes);
    const names = balancers.map(targetNames);
    this.#forwarded = names.map((targets) => recorder.columns(targets.length));
    this.#places = names.map((targets) =>
      Int32Array.from(backends, ({ name }) => targets.indexOf(name)),
    );
  }

  get connections(): OpenConnections {
    return this.#open;
  }

  came(node: number): void {
    this.#recorder.count(this.#requests + node);
  }

  rejected(node: number): void {
    this.#recorder.count(this.#rejected + node);
  }

  forwarded(balancer: number, target: number): void {
    const place = (this.#places[balancer] as Int32Array)[target] as number;
    this.#recorder.count((this.#forwarded[balancer] as number) + place);
  }

  /** The window being recorded ends now. */
  closeWindow(): void {
    this.#open.closeWindow();
  }

  measured(): Omit<BalancerCounts, 'targetGroups'>[] {
    const { connections, openSeconds } = this.#open.measured();
    const all = {
      requests: this.#recorder.byWindow(this.#requests, this.#nodes),
      rejected: this.#recorder.byWindow(this.#rejected, this.#nodes),
      connections,
      openSeconds,
    };
    let first = 0;
    return this.#balancers.map((spec, row) => {
      const targets = targetNames(spec);
      const own = (counts: Float64Array) => part(counts, this.#nodes, first, spec.nodes.length);
      const counts = {
        name: spec.name,
        nodes: spec.nodes.map(({ address }) => address),
        targets,
        requests: own(all.requests),
        rejected: own(all.rejected),
        connections: own(all.connections),
        openSeconds: own(all.openSeconds),
        forwarded: this.#recorder.byWindow(this.#forwarded[row] as number, targets.length),
      };
      first += spec.nodes.length;
      return counts;
    });
  }
}

/** Some neighbouring columns of a table. */
function part(table: Float64Array, columns: number, first: number, count: number): Float64Array {
  return table.filter((_, i) => i % columns >= first && i % columns < first + count);
}
