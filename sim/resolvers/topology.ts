/**
 * Which resolvers there are: members of groups, the shards (independent caches) behind each member, and whom
 * each asks. Members and shards of all groups are numbered through.
 */
import { isMeantBy, wholeName } from '../mixes.ts';
import type { Stream } from '../random/stream.ts';
import type { ResolverGroup } from '../scenario.ts';
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
  /**
   * By group, or where some route by suffix by group × questions + question: the group asked, of a mix the first part; −1: the
   * authority.
   */
  readonly #upstream: Int32Array;
  readonly #questions: number;
  /** By group: the first member of the mix it is a part of, or its own, and how many there are in all. */
  readonly #firstOfWhole: Int32Array;
  readonly #countOfWhole: Int32Array;
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
    const rowOf = (name: string | null) => groups.findIndex((group) => isMeantBy(group, name));
    const wholes = groups.map((group) =>
      groups.flatMap((other, row) => (wholeName(other) === wholeName(group) ? row : [])),
    );
    this.#firstOfWhole = Int32Array.from(
      wholes,
      ([first]) => this.firstMember[first as number] as number,
    );
    this.#countOfWhole = Int32Array.from(groups, ({ mix, count }) => mix?.count ?? count);
    this.#upstream = Int32Array.from(
      this.routesBySuffix
        ? groups.flatMap((group) => names.map((name) => rowOf(upstreamFor(group, name))))
        : groups.map(({ upstream }) => rowOf(upstream)),
    );
  }

  /** The group that a group asks a question, of a mix its first part; −1: the authority. */
  upstreamOf(group: number, question: number): number {
    return this.#upstream[
      this.routesBySuffix ? group * this.#questions + question : group
    ] as number;
  }

  /** The groups that a group asks some question or other, of a mix all parts, each once. */
  upstreamsOf(group: number): number[] {
    const of = this.routesBySuffix
      ? this.#upstream.subarray(group * this.#questions, (group + 1) * this.#questions)
      : this.#upstream.subarray(group, group + 1);
    return [...new Set(of)].flatMap((upstream) =>
      upstream === AUTHORITY ? [] : this.partsOf(upstream),
    );
  }

  /** Groups above a group on the way of a question to the authority; of the ways through a mix the longest. */
  depthOf(group: number, question: number): number {
    const upstream = this.upstreamOf(group, question);
    if (upstream === AUTHORITY) return 0;
    return 1 + Math.max(...this.partsOf(upstream).map((part) => this.depthOf(part, question)));
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

  /** All parts of the mix that a group is a part of; by itself, the group alone. */
  partsOf(group: number): number[] {
    const name = wholeName(this.groups[group] as ResolverGroup);
    return this.groups.flatMap((other, row) => (wholeName(other) === name ? row : []));
  }

  /** The first member of a group, or of the mix that it is a part of: the members of a mix are all in a row. */
  firstOfWhole(group: number): number {
    return this.#firstOfWhole[group] as number;
  }

  /** Members of a group, or of the mix that it is a part of. */
  countOfWhole(group: number): number {
    return this.#countOfWhole[group] as number;
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
    return this.firstOfWhole(upstream) + stream.below(this.countOfWhole(upstream));
  }

  /** The member that a shard always asks a question, unless picked by query. */
  fixedUpstream(shard: number, question: number): number {
    const group = this.groupOfShard[shard] as number;
    const upstream = this.upstreamOf(group, question);
    const count = this.countOfWhole(upstream);
    const place = (this.memberOfShard[shard] as number) - this.firstOfWhole(group);
    return (
      this.firstOfWhole(upstream) +
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

function offsets(counts: readonly number[]): Int32Array {
  const rows = new Int32Array(counts.length + 1);
  counts.forEach((count, i) => {
    rows[i + 1] = (rows[i] as number) + count;
  });
  return rows;
}
