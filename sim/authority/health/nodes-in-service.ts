/**
 * Which nodes of balancers are in service, as edges are told. A node leaves DNS while a target group with a weight has
 * no healthy target that it may send to, and once it is found gone itself, as with its zone; where none is left, all
 * are answered, which is the last resort of any record sets. An alias that evaluates a balancer's health finds it
 * unhealthy while one of its target groups has no healthy target, or all its nodes are gone (route53.md sections 3.9, 6).
 */
import type { Engine, EventKind } from '../../engine/engine.ts';
import { samplerOf } from '../../random/index.ts';
import type { Streams } from '../../random/streams.ts';
import type { BalancerSpec, ZoneSpec } from '../../scenario.ts';
import type { Seconds } from '../../settings.ts';
import type { Authority } from '../authority.ts';
import { balancerCheck, nodeCheck } from '../balancer-names.ts';

/** What is known of balancers where they are; nodes are counted within their balancer. */
export interface ServiceOfNodes {
  /** Whether every group with a weight has a healthy target that the node may send to. */
  canServe(balancer: number, node: number): boolean;
  /** Whether every group has a healthy target. */
  areHealthy(balancer: number): boolean;
  /** Whether a node takes connections. */
  accepts(balancer: number, node: number): boolean;
}

interface Node {
  readonly balancer: number;
  /** Within the balancer. */
  readonly place: number;
  readonly detection: () => Seconds;
}

const NOT_DUE = Number.NaN;

export class NodesInService {
  readonly #balancers: readonly BalancerSpec[];
  readonly #service: ServiceOfNodes;
  readonly #authority: Authority;
  readonly #engine: Engine;
  readonly #nodes: readonly Node[];
  /** By balancer: until an edge hears. */
  readonly #lags: readonly (() => Seconds)[];
  /** By node: whether it takes connections, and whether that has been found out. */
  readonly #accepts: Uint8Array;
  readonly #isFound: Uint8Array;
  /** By node: when the last change of that is found out. */
  readonly #dueAt: Float64Array;
  /** What edges have been told. */
  readonly #told: Map<string, boolean>;
  readonly #findOut: EventKind;

  constructor(
    balancers: readonly BalancerSpec[],
    [first]: readonly ZoneSpec[],
    authority: Authority,
    { service, engine, streams }: Surroundings,
  ) {
    this.#balancers = balancers;
    this.#service = service;
    this.#authority = authority;
    this.#engine = engine;
    const stream = balancers.map(({ name }) => streams('health', balancerCheck(name)));
    const { healthLag } = (first as ZoneSpec).edges;
    this.#lags = stream.map((own) => samplerOf(healthLag, own));
    this.#nodes = balancers.flatMap(({ nodes, nodeDetection }, balancer) => {
      const detection = samplerOf(nodeDetection, stream[balancer] as (typeof stream)[number]);
      return nodes.map((_, place) => ({ balancer, place, detection }));
    });
    this.#accepts = new Uint8Array(this.#nodes.length).fill(1);
    this.#isFound = new Uint8Array(this.#nodes.length).fill(1);
    this.#dueAt = new Float64Array(this.#nodes.length).fill(NOT_DUE);
    this.#told = new Map(authority.told.map(({ name, healthy }) => [name, healthy]));
    this.#findOut = engine.on('health and edges', (node) => this.#found(node));
  }

  /** Faults have begun or ended: nodes that are gone, or back, are found out after a while. */
  lookAtNodes(): void {
    for (const [row, { balancer, place, detection }] of this.#nodes.entries()) {
      const accepts = this.#service.accepts(balancer, place) ? 1 : 0;
      if (accepts === this.#accepts[row]) continue;
      this.#accepts[row] = accepts;
      // What is over before it is found out never was.
      this.#dueAt[row] = accepts === this.#isFound[row] ? NOT_DUE : this.#engine.now + detection();
      if (accepts !== this.#isFound[row])
        this.#engine.at(this.#dueAt[row] as number, this.#findOut, row);
    }
  }

  #found(row: number): void {
    if (this.#dueAt[row] !== this.#engine.now) return;
    this.#dueAt[row] = NOT_DUE;
    this.#isFound[row] = this.#accepts[row] as number;
    this.look();
  }

  /** Something may have changed: tells edges what has. */
  look(): void {
    let row = 0;
    for (const [balancer, { name, nodes }] of this.#balancers.entries()) {
      const isUp = nodes.map((_, place) => this.#isFound[row + place] === 1);
      row += nodes.length;
      for (const [place, { address }] of nodes.entries())
        this.#tell(
          nodeCheck(name, address),
          balancer,
          isUp[place] === true && this.#service.canServe(balancer, place),
        );
      const isHealthy = isUp.includes(true) && this.#service.areHealthy(balancer);
      this.#tell(balancerCheck(name), balancer, isHealthy);
    }
  }

  #tell(check: string, balancer: number, healthy: boolean): void {
    if (this.#told.get(check) === healthy) return;
    this.#told.set(check, healthy);
    this.#authority.relay(check, healthy, this.#lags[balancer] as () => Seconds);
  }
}

interface Surroundings {
  readonly service: ServiceOfNodes;
  readonly engine: Engine;
  readonly streams: Streams;
}
