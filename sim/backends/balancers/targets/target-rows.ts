/** The rows of all targets: one for each backend that is ever registered with a target group, group by group. */
import type { BackendSpec, BalancerSpec, TargetGroupSpec } from '../../../scenario.ts';

export interface GroupRow {
  readonly balancer: number;
  readonly spec: TargetGroupSpec;
  readonly layer: BalancerSpec['layer'];
  /** Its targets are rows from `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
}

export interface TargetRow {
  readonly group: number;
  readonly backend: number;
}

/** Targets that one node may send to: those of one group, of its own zone or of all. */
export interface ScopeRow {
  readonly group: number;
  readonly targets: Int32Array;
  /** By target of the group, its first being 0: 1 where it is one of them. */
  readonly members: Uint8Array;
}

export class TargetRows {
  readonly groups: readonly GroupRow[];
  readonly targets: readonly TargetRow[];
  readonly scopes: readonly ScopeRow[];
  /** By balancer: its first group. */
  readonly #firstGroup: readonly number[];
  /** By group: the scope of its balancer's first node; those of the others follow. */
  readonly #firstScope: readonly number[];
  readonly #at: readonly (readonly (readonly number[])[])[];

  constructor(balancers: readonly BalancerSpec[], backends: readonly BackendSpec[]) {
    const rowOf = new Map(backends.map(({ name }, row) => [name, row]));
    const groups: GroupRow[] = [];
    const targets: TargetRow[] = [];
    const scopes: ScopeRow[] = [];
    const firstGroup: number[] = [];
    const firstScope: number[] = [];
    for (const [balancer, { targetGroups, layer, nodes, crossZone }] of balancers.entries()) {
      firstGroup.push(groups.length);
      for (const spec of targetGroups) {
        const group = groups.length;
        const first = targets.length;
        for (const name of spec.targets) {
          const backend = rowOf.get(name);
          if (backend === undefined) throw new RangeError(`target ${name} is no backend`);
          targets.push({ group, backend });
        }
        const end = targets.length;
        groups.push({ balancer, spec, layer, first, end });
        firstScope.push(scopes.length);
        for (const { zone } of nodes) {
          const members = Uint8Array.from(targets.slice(first), ({ backend }) =>
            crossZone || backends[backend]?.zone === zone ? 1 : 0,
          );
          const own = [...members.keys()].filter((i) => members[i] === 1);
          scopes.push({ group, targets: Int32Array.from(own, (i) => first + i), members });
        }
      }
    }
    this.groups = groups;
    this.targets = targets;
    this.scopes = scopes;
    this.#firstGroup = firstGroup;
    this.#firstScope = firstScope;
    this.#at = balancers.map((_, balancer) =>
      backends.map((_, backend) =>
        this.of(backend).filter(
          (row) => groups[targets[row]?.group as number]?.balancer === balancer,
        ),
      ),
    );
  }

  /** The row of a balancer's target group, from 0. */
  groupOf(balancer: number, place: number): number {
    return (this.#firstGroup[balancer] as number) + place;
  }

  /** What a node of the group's balancer, from 0, may send to. */
  scopeOf(group: number, node: number): number {
    return (this.#firstScope[group] as number) + node;
  }

  /** Rows of a backend, one in each group that has it. */
  of(backend: number): number[] {
    return this.targets.flatMap((target, row) => (target.backend === backend ? [row] : []));
  }

  /** Those of them in groups of one balancer. */
  at(balancer: number, backend: number): readonly number[] {
    return (this.#at[balancer] as readonly (readonly number[])[])[backend] as readonly number[];
  }
}
