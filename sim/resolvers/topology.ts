/**
 * Which resolvers there are: members of groups, the shards (independent caches) behind each member, and whom
 * each asks. Members and shards of all groups are numbered through.
 */
import type { Stream } from '../random/stream.ts';
import type { Popularity, ResolverGroup } from '../scenario.ts';
import { upstreamFor } from './routes.ts';

const AUTHORITY = -1;

export class Topology {
  readonly groups: readonly ResolverGroup[];
  /** By group: its first member; one more for the end. */
  readonly firstMember: Int32Array;
  /** By member: its first shard; one more for the end. */
  readonly firstShard: Int32Array;
  readonly groupOfShard: Int32Array;
  readonly memberOfShard: Int32Array;
  /** Whether some group asks others for some names. */
  readonly routesBySuffix: boolean;
  /** By group, or where some route by suffix by group × questions + question: the group asked; −1: the authority. */
  readonly #upstream: Int32Array;
  readonly #questions: number;
  /** Whether every member is one shard, so that their numbers agree. */
  readonly #isOneEach: boolean;

  /** @param names asked for, by question; only routes by suffix look at them */
  constructor(groups: readonly ResolverGroup[], names: readonly string[] = []) {
    this.groups = groups;
    this.routesBySuffix = groups.some(({ upstreamBySuffix }) => upstreamBySuffix !== undefined);
    this.#questions = names.length;
    this.firstMember = offsets(groups.map((group) => group.count));
    const members = groups.flatMap((group, row) => Array<number>(group.count).fill(row));
    this.firstShard = offsets(
      members.map((group) => (groups[group] as ResolverGroup).behaviour.shards),
    );
    const shards = this.firstShard[members.length] as number;
    this.#isOneEach = shards === members.length;
    this.groupOfShard = new Int32Array(shards);
    this.memberOfShard = new Int32Array(shards);
    members.forEach((group, member) => {
      const [from, to] = [this.firstShard[member], this.firstShard[member + 1]];
      this.groupOfShard.fill(group, from, to);
      this.memberOfShard.fill(member, from, to);
    });
    const rowOf = (name: string | null) => groups.findIndex((group) => group.name === name);
    this.#upstream = Int32Array.from(
      this.routesBySuffix
        ? groups.flatMap((group) => names.map((name) => rowOf(upstreamFor(group, name))))
        : groups.map(({ upstream }) => rowOf(upstream)),
    );
  }

  /** The group that a group asks a question; −1: the authority. */
  upstreamOf(group: number, question: number): number {
    return this.#upstream[
      this.routesBySuffix ? group * this.#questions + question : group
    ] as number;
  }

  /** The groups that a group asks some question or other, each once. */
  upstreamsOf(group: number): number[] {
    const of = this.routesBySuffix
      ? this.#upstream.subarray(group * this.#questions, (group + 1) * this.#questions)
      : this.#upstream.subarray(group, group + 1);
    return [...new Set(of)].filter((upstream) => upstream !== AUTHORITY);
  }

  /** Groups above a group on the way of a question to the authority. */
  depthOf(group: number, question: number): number {
    const upstream = this.upstreamOf(group, question);
    return upstream === AUTHORITY ? 0 : 1 + this.depthOf(upstream, question);
  }

  get members(): number {
    return this.firstShard.length - 1;
  }

  get shards(): number {
    return this.groupOfShard.length;
  }

  /** The first shard of a group, and the first one after it. */
  shardsOfGroup(group: number): [number, number] {
    const [from, to] = [this.firstMember[group], this.firstMember[group + 1]] as [number, number];
    return [this.firstShard[from] as number, this.firstShard[to] as number];
  }

  /** Shards behind a member. */
  shardsOf(member: number): number {
    return (this.firstShard[member + 1] as number) - (this.firstShard[member] as number);
  }

  /** The member of its upstream group that a shard asks a question; a fresh draw when picked by query. */
  upstreamMember(shard: number, question: number, stream: Stream): number {
    const group = this.groupOfShard[shard] as number;
    if ((this.groups[group] as ResolverGroup).upstreamPick !== 'query')
      return this.fixedUpstream(shard, question);
    const upstream = this.upstreamOf(group, question);
    const first = this.firstMember[upstream] as number;
    return first + stream.below((this.firstMember[upstream + 1] as number) - first);
  }

  /** The member that a shard always asks a question, unless picked by query. */
  fixedUpstream(shard: number, question: number): number {
    const group = this.groupOfShard[shard] as number;
    const upstream = this.upstreamOf(group, question);
    const first = this.firstMember[upstream] as number;
    const count = (this.firstMember[upstream + 1] as number) - first;
    const place = (this.memberOfShard[shard] as number) - (this.firstMember[group] as number);
    return (
      first +
      ((this.groups[group] as ResolverGroup).upstreamPick === 'same'
        ? place % count
        : hashed(place, count))
    );
  }

  /** The shard of `member` that serves a query of `asker`. */
  shardFor(member: number, asker: number, name: number, stream: Stream): number {
    if (this.#isOneEach) return member;
    const first = this.firstShard[member] as number;
    const count = this.shardsOf(member);
    if (count === 1) return first;
    const { shardPick } = (this.groups[this.groupOfShard[first] as number] as ResolverGroup)
      .behaviour;
    if (shardPick === 'name') return first + hashed(name, count);
    return (
      first + (shardPick === 'client' && asker >= 0 ? hashed(asker, count) : stream.below(count))
    );
  }
}

/** A place from 0 to `count` − 1, the same for the same key: murmur3's finaliser. */
export function hashed(key: number, count: number): number {
  let h = (key + 1) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % count;
}

/** Weights of a group's members, most popular first; they sum to 1. */
export function memberWeights(popularity: Popularity, count: number, stream: Stream): Float64Array {
  const weights = Float64Array.from({ length: count }, (_, i) => weightOf(popularity, i, stream));
  if (popularity.kind === 'lognormal') weights.sort((a, b) => b - a);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function weightOf(popularity: Popularity, rank: number, stream: Stream): number {
  switch (popularity.kind) {
    case 'uniform':
      return 1;
    case 'zipf':
      return Math.exp(-popularity.s * Math.log(rank + 1));
    case 'lognormal':
      return Math.exp(popularity.sigma * normal(stream));
    case 'weights':
      return popularity.weights[rank] as number;
  }
}

/** Standard normal, by Box and Muller (1958); no spare is kept, so two draws make one. */
function normal(stream: Stream): number {
  return Math.sqrt(-2 * Math.log(stream.open())) * Math.cos(2 * Math.PI * stream.uniform());
}

function offsets(counts: readonly number[]): Int32Array {
  const rows = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => {
    rows[i + 1] = (rows[i] as number) + count;
  });
  return rows;
}
