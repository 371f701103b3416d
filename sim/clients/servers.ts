/**
 * The resolvers that each client of a group has in its list: a member of each group named, another one where a group is
 * named again. Those of known clients are dealt at the start, by popularity; a new client draws its own.
 */
import { isMeantBy } from '../mixes.ts';
import { AliasTable } from '../random/alias-table.ts';
import type { Stream } from '../random/stream.ts';
import type { Topology } from '../resolvers/topology.ts';
import type { ClientGroup, StubPick } from '../scenario.ts';
import { wholeCalled } from '../start/asked-in-peace.ts';
import { hasLists, listOf, MOST_SERVERS, pickOf } from './asked-groups.ts';

const NO_ONE = -1;
/** Draws in vain after which the next in rank is taken: of very unequal members. */
const MOST_DRAWS = 64;

/** A part of the clients that has one and the same list of groups. */
interface Part {
  readonly groups: readonly number[];
  readonly share: number;
}

export class Servers {
  readonly pick: StubPick;
  readonly #topology: Topology;
  readonly #stream: Stream;
  /** By group of the first resolver: the parts of the clients that begin with it. */
  readonly #parts: ReadonlyMap<number, readonly Part[]>;
  /** Draws a member of a group, or mix, that some list names further on; by the row of its first group. */
  readonly #tables: ReadonlyMap<number, AliasTable>;
  /** By client × {@link MOST_SERVERS} + place: members; {@link NO_ONE}: the list is at its end. */
  readonly #dealt: Int32Array;
  /** By client: where the next look-up begins, of those that rotate or stay with whom they know. */
  readonly #turn: Int32Array;

  /**
   * @param popularity weights of the members, by resolver group
   * @param memberOf first resolver of each client; empty: every look-up is of a new one
   */
  constructor(
    spec: ClientGroup,
    topology: Topology,
    popularity: readonly Float64Array[],
    memberOf: Int32Array,
    stream: Stream,
  ) {
    this.pick = pickOf(spec);
    this.#topology = topology;
    this.#stream = stream;
    const rowOf = (name: string) => topology.groups.findIndex((group) => isMeantBy(group, name));
    const parts = new Map<number, Part[]>();
    for (const use of spec.resolvers) {
      const groups = listOf(use).map(rowOf);
      const first = groups[0] as number;
      parts.set(first, [...(parts.get(first) ?? []), { groups, share: use.share }]);
    }
    this.#parts = parts;
    const further = spec.resolvers.flatMap((use) => use.further ?? []);
    this.#tables = new Map(
      further.map((name) => [
        rowOf(name),
        new AliasTable(wholeCalled(name, topology, popularity).weights),
      ]),
    );
    this.#dealt = new Int32Array(memberOf.length * MOST_SERVERS).fill(NO_ONE);
    this.#turn = new Int32Array(memberOf.length);
    memberOf.forEach((member, client) => {
      const count = this.#draw(member, this.#dealt, client * MOST_SERVERS);
      if (this.pick === 'rotate') this.#turn[client] = stream.below(count);
    });
  }

  /** Null: every client has one resolver. */
  static of(...[spec, ...more]: ConstructorParameters<typeof Servers>): Servers | null {
    return hasLists(spec) ? new Servers(spec, ...more) : null;
  }

  /**
   * Writes down the members of a client's list.
   *
   * @param client −1: a new one
   * @param first the member that it begins with
   * @returns how many
   */
  list(client: number, first: number, into: Int32Array, at: number): number {
    if (client < 0) return this.#draw(first, into, at);
    let count = 0;
    for (; count < MOST_SERVERS; count++) {
      const member = this.#dealt[client * MOST_SERVERS + count] as number;
      if (member === NO_ONE) break;
      into[at + count] = member;
    }
    return count;
  }

  /** The place of its list of `count` at which a client's look-up begins. */
  begin(client: number, count: number): number {
    if (count === 1 || this.pick === 'ordered' || this.pick === 'parallel') return 0;
    if (client < 0) return this.pick === 'rotate' ? this.#stream.below(count) : 0;
    const turn = (this.#turn[client] as number) % count;
    if (this.pick === 'rotate') this.#turn[client] = turn + 1;
    return turn;
  }

  /** The resolver at a place has answered a client. */
  answered(client: number, place: number): void {
    if (client >= 0 && this.pick === 'last-good') this.#turn[client] = place;
  }

  /** It has not, or with an error: a client that was staying with it goes on to the next. */
  failed(client: number, place: number, count: number): void {
    if (client >= 0 && this.pick === 'last-good' && this.#turn[client] === place)
      this.#turn[client] = (place + 1) % count;
  }

  /** Whom the look-ups of a known client reach while all is in order: so many of each one. */
  askedInPeace(client: number): { readonly member: number; readonly part: number }[] {
    const from = client * MOST_SERVERS;
    const list = this.#dealt.subarray(from, from + MOST_SERVERS).filter((to) => to !== NO_ONE);
    if (this.pick === 'rotate')
      return Array.from(list, (member) => ({ member, part: 1 / list.length }));
    const asked = this.pick === 'parallel' ? list : list.subarray(0, 1);
    return Array.from(asked, (member) => ({ member, part: 1 }));
  }

  #draw(first: number, into: Int32Array, at: number): number {
    const { groupOfShard, firstShard } = this.#topology;
    const group = groupOfShard[firstShard[first] as number] as number;
    const { groups } = this.#partOf(this.#parts.get(group) as readonly Part[]);
    into[at] = first;
    for (let place = 1; place < groups.length; place++)
      into[at + place] = this.#another(groups[place] as number, into, at, place);
    return groups.length;
  }

  #partOf(parts: readonly Part[]): Part {
    if (parts.length === 1) return parts[0] as Part;
    let left = this.#stream.uniform() * parts.reduce((sum, { share }) => sum + share, 0);
    for (const part of parts) {
      left -= part.share;
      if (left < 0) return part;
    }
    return parts.at(-1) as Part;
  }

  /** A member of a group that the list does not have yet. */
  #another(group: number, list: Int32Array, at: number, length: number): number {
    const first = this.#topology.firstOfWhole(group);
    const count = this.#topology.countOfWhole(group);
    const isTaken = (member: number) => {
      for (let place = 0; place < length; place++) if (list[at + place] === member) return true;
      return false;
    };
    const table = this.#tables.get(group) as AliasTable;
    let member = first + table.draw(this.#stream);
    for (let drawn = 1; drawn < MOST_DRAWS && isTaken(member); drawn++)
      member = first + table.draw(this.#stream);
    while (isTaken(member)) member = first + ((member - first + 1) % count);
    return member;
  }
}
