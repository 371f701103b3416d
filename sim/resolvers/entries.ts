/**
 * The entries of all caches, as rows: one for each shard and question; and where a resolver sends client subnets and
 * the answer to a question is for a subnet only (RFC 7871 section 7.3), one for each of those besides. Shards without
 * subnets are numbered shard × questions + question.
 */
import type { ClientSubnets } from './client-subnets.ts';
import type { Topology } from './topology.ts';

const NO_SUBNET = -1;

export class Entries {
  readonly count: number;
  readonly questions: number;
  readonly #topology: Topology;
  readonly #subnets: ClientSubnets;
  /** By group × questions + question: whether answers are kept apart by client subnet. */
  readonly #isScoped: Uint8Array;
  readonly #scopes: boolean;
  /** Compartments are the shards, then one for each shard and subnet. By shard: its first of these. */
  readonly #first: Int32Array;
  /** By compartment. */
  readonly #shardOf: Int32Array;
  readonly #subnetOf: Int32Array;

  /** @param isScoped by question: whether the authority's answers hold for the subnet sent alone */
  constructor(topology: Topology, subnets: ClientSubnets, isScoped: readonly boolean[]) {
    const questions = isScoped.length;
    const sends = (group: number, question: number): boolean => {
      const upstream = topology.upstreamOf(group, question);
      return (
        topology.groups[group]?.behaviour.ecs != null && (upstream < 0 || sends(upstream, question))
      );
    };
    this.#topology = topology;
    this.#subnets = subnets;
    this.questions = questions;
    this.#isScoped = Uint8Array.from(
      topology.groups.flatMap((_, group) =>
        isScoped.map((scoped, question) => (scoped && sends(group, question) ? 1 : 0)),
      ),
    );
    this.#scopes = this.#isScoped.includes(1);
    const shardOf = Array.from({ length: topology.shards }, (_, shard) => shard);
    const subnetOf = shardOf.map(() => NO_SUBNET);
    this.#first = new Int32Array(this.#scopes ? topology.shards : 0);
    for (let shard = 0; shard < this.#first.length; shard++) {
      const group = topology.groupOfShard[shard] as number;
      this.#first[shard] = shardOf.length;
      if (!this.#keepsApart(group)) continue;
      for (
        let row = subnets.firstOf[group] as number;
        row < (subnets.firstOf[group + 1] as number);
        row++
      ) {
        shardOf.push(shard);
        subnetOf.push(row);
      }
    }
    this.#shardOf = Int32Array.from(shardOf);
    this.#subnetOf = Int32Array.from(subnetOf);
    this.count = shardOf.length * questions;
  }

  #keepsApart(group: number): boolean {
    return this.#isScoped
      .subarray(group * this.questions, (group + 1) * this.questions)
      .includes(1);
  }

  /** @param subnet of the client; −1: unknown, or not sent */
  of(shard: number, question: number, subnet: number): number {
    if (this.#scopes && subnet !== NO_SUBNET) {
      const group = this.#topology.groupOfShard[shard] as number;
      if (this.#isScoped[group * this.questions + question] === 1) {
        const place = subnet - (this.#subnets.firstOf[group] as number);
        return ((this.#first[shard] as number) + place) * this.questions + question;
      }
    }
    return shard * this.questions + question;
  }

  /** The entry of another question, asked at the same shard for the same subnet. */
  along(entry: number, question: number): number {
    return this.of(this.shardOf(entry), question, this.subnetOf(entry));
  }

  questionOf(entry: number): number {
    return entry % this.questions;
  }

  shardOf(entry: number): number {
    return this.#shardOf[(entry / this.questions) | 0] as number;
  }

  groupOf(entry: number): number {
    return this.#topology.groupOfShard[this.shardOf(entry)] as number;
  }

  /** The subnet that an entry is for; −1: for any. */
  subnetOf(entry: number): number {
    return this.#subnetOf[(entry / this.questions) | 0] as number;
  }

  /** The entries of a resolver group. @param of these questions alone */
  ofGroup(group: number, of?: readonly number[]): number[] {
    const { questions } = this;
    const entries: number[] = [];
    for (const [compartment, shard] of this.#shardOf.entries()) {
      if (this.#topology.groupOfShard[shard] !== group) continue;
      for (let question = 0; question < questions; question++) {
        if (of && !of.includes(question)) continue;
        const isScoped = this.#isScoped[group * questions + question] === 1;
        if (isScoped || compartment < this.#topology.shards)
          entries.push(compartment * questions + question);
      }
    }
    return entries;
  }
}
