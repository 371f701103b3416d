/** Which targets of a balancer take new work, node by node, and how much of it. */
import type { BackendSpec, BalancerSpec } from '../../scenario.ts';

/** The targets that a node may choose from, within one group. */
export interface Eligible {
  /** Rows of backends; none: there is no one to choose. */
  readonly backends: Int32Array;
  /** Part of the work that each should get, against the others; above 0, and 1 where nothing is said. */
  readonly weights: Float64Array;
}

/** All registered targets are in service: of the node's own zone, or with `crossZone` of every zone. */
export class Targets {
  /** By node and group. */
  readonly #eligible: readonly (readonly Eligible[])[];

  constructor({ nodes, targetGroups, crossZone }: BalancerSpec, backends: readonly BackendSpec[]) {
    this.#eligible = nodes.map(({ zone }) =>
      targetGroups.map(({ targets }) => {
        const rows = targets
          .map((target) => backends.findIndex(({ name }) => name === target))
          .filter((row) => crossZone || backends[row]?.zone === zone);
        return { backends: Int32Array.from(rows), weights: new Float64Array(rows.length).fill(1) };
      }),
    );
  }

  /** @param node of the balancer's own */
  eligible(node: number, group: number): Eligible {
    return (this.#eligible[node] as readonly Eligible[])[group] as Eligible;
  }
}
