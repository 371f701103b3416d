/** One balancer: at each of its nodes it chooses a group by weight, then a target of it by its algorithm. */
import { byName } from '../../plugin.ts';
import { AliasTable } from '../../random/alias-table.ts';
import type { Stream } from '../../random/stream.ts';
import type { BalancerSpec } from '../../scenario.ts';
import type { Chooser } from './algorithms/algorithm.ts';
import { algorithms } from './algorithms/index.ts';
import type { Stickiness } from './targets/stickiness.ts';
import type { Eligible } from './targets.ts';

const NO_ROW = -1;

export class Balancer {
  readonly spec: BalancerSpec;
  /** By node and backend: connections open (`l4`) or requests in hand (`l7`). Nodes know nothing of one another. */
  readonly outstanding: readonly Int32Array[];
  readonly #stream: Stream;
  /** Draws the group; null: there is one, or none has a weight. */
  readonly #groups: AliasTable | null;
  readonly #weights: readonly number[];
  /** By node and group. */
  readonly #choosers: readonly (readonly Chooser[])[];
  readonly #targets: (node: number, group: number) => Eligible;
  /** Null: clients keep to no target. */
  readonly #sticky: Stickiness | null;
  /** By node and group: whom the choosers' places stand for. */
  #eligible: readonly (readonly Int32Array[])[] = [];
  /** By node and backend: 1 where it is among them, in some group. */
  #isEligible: readonly Uint8Array[] = [];
  /** Likewise: 1 where the node has cut it off and not chosen from it since. */
  readonly #isCut: readonly Uint8Array[];
  #flows = 0;

  /**
   * @param backends how many there are
   * @param stream its own, from which all that it leaves to chance is drawn
   */
  constructor(
    spec: BalancerSpec,
    backends: number,
    stream: Stream,
    targets: (node: number, group: number) => Eligible,
    sticky: Stickiness | null,
  ) {
    this.spec = spec;
    this.#stream = stream;
    this.#targets = targets;
    this.#sticky = sticky;
    this.outstanding = spec.nodes.map(() => new Int32Array(backends));
    this.#isCut = spec.nodes.map(() => new Uint8Array(backends));
    const { name, settings } = spec.algorithm;
    const algorithm = byName(algorithms, name);
    const salt = stream.bits();
    this.#choosers = this.outstanding.map((outstanding) =>
      spec.targetGroups.map(() => algorithm.chooser(settings, { stream, outstanding, salt })),
    );
    this.#weights = spec.targetGroups.map(({ weight }) => weight);
    const several = this.#weights.length > 1 && this.#weights.some((weight) => weight > 0);
    this.#groups = several ? new AliasTable(this.#weights) : null;
    this.lookAtTargets();
  }

  /** Brings the choosers up to date with the targets. */
  lookAtTargets(): void {
    this.#eligible = this.#choosers.map((choosers, node) =>
      choosers.map((chooser, group) => {
        const eligible = this.#targets(node, group);
        chooser.among(eligible);
        return eligible.backends;
      }),
    );
    this.#isEligible = this.#eligible.map((groups, node) => {
      const isEligible = new Uint8Array((this.outstanding[node] as Int32Array).length);
      for (const backends of groups)
        for (const backend of backends) {
          isEligible[backend] = 1;
          (this.#isCut[node] as Uint8Array)[backend] = 0;
        }
      return isEligible;
    });
  }

  /** A node has nothing more to do with a backend, until it may choose it again. */
  cutOff(node: number, backend: number): void {
    (this.#isCut[node] as Uint8Array)[backend] = 1;
  }

  isCutOff(node: number, backend: number): boolean {
    return (this.#isCut[node] as Uint8Array)[backend] === 1;
  }

  /**
   * The backend that a node chooses.
   *
   * @param caller the client, told apart from all others; −1: one never seen before
   * @returns −1: it has none to choose. Another group does not stand in for the one drawn.
   */
  choose(node: number, caller: number): number {
    const sticky = this.#sticky;
    if (sticky === null) return this.#chooseAnew(node, caller);
    const kept = sticky.targetOf(caller);
    const isKept = kept !== NO_ROW && (this.#isEligible[node] as Uint8Array)[kept] === 1;
    const target = isKept ? kept : this.#chooseAnew(node, caller);
    if (target !== NO_ROW) sticky.keep(caller, target);
    return target;
  }

  #chooseAnew(node: number, caller: number): number {
    const group = this.#groups === null ? 0 : this.#groups.draw(this.#stream);
    const eligible = (this.#eligible[node] as readonly Int32Array[])[group] as Int32Array;
    if (eligible.length === 0) return NO_ROW;
    const chooser = (this.#choosers[node] as readonly Chooser[])[group] as Chooser;
    this.#flows = (this.#flows + 1) | 0;
    return eligible[chooser.choose(caller, this.#flows)] as number;
  }

  /** Adds to each backend its part of what is meant to come to a node. */
  divide(node: number, share: number, shares: Float64Array): void {
    const all = this.#weights.reduce((sum, weight) => sum + weight, 0);
    this.#weights.forEach((part, group) => {
      const { backends, weights } = this.#targets(node, group);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const each = all > 0 ? (share * part) / all / sum : share / this.#weights.length / sum;
      backends.forEach((backend, i) => {
        shares[backend] = (shares[backend] as number) + each * (weights[i] as number);
      });
    });
  }
}
