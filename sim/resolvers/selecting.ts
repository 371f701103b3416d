/**
 * What some programs do with an ordered response before it leaves: the addresses near the asker first (Windows DNS
 * Server), or the one with the shortest round trip alone (AdGuard's `fastest_addr`).
 */
import { familyOf } from '../ip-address.ts';
import type { ResolverBehaviour, Scenario } from '../scenario.ts';
import type { Seconds } from '../settings.ts';
import type { Askers } from './askers.ts';

type Fields = Pick<ResolverBehaviour, 'nearFirst' | 'firstOnly'>;

/** Whether responses are less, or otherwise arranged, than their order says. @param areKnown see {@link knowsAskers} */
export function selects({ nearFirst = 0, firstOnly = false }: Fields, areKnown: boolean): boolean {
  return (nearFirst > 0 && areKnown) || firstOnly;
}

/** Whether the IPv4 address of anybody who asks is known, so that addresses may be near it. */
export function knowsAskers({
  clients,
  resolvers,
}: Pick<Scenario, 'clients' | 'resolvers'>): boolean {
  return [...clients, ...resolvers].some(
    ({ subnet }) => subnet !== null && familyOf(subnet.address) === 'v4',
  );
}

export class Selecting {
  readonly #askers: Askers;
  readonly #nearFirst: number;
  readonly #isAlone: boolean;
  /** Mean round trip from the resolver, by address row; null: as good as any other. */
  readonly #trips: Float64Array | null;
  readonly #moved: Int32Array;

  /** @param longest addresses in a list at most */
  constructor(
    { nearFirst = 0, firstOnly = false }: Fields,
    askers: Askers,
    trips: Float64Array | null,
    longest: number,
  ) {
    this.#askers = askers;
    this.#nearFirst = nearFirst;
    this.#isAlone = firstOnly;
    this.#trips = trips;
    this.#moved = new Int32Array(longest);
  }

  /** Rearranges the first `count` addresses of a list; returns how many of them are left. */
  apply(list: Int32Array, count: number, asker: number): number {
    if (this.#nearFirst > 0) this.#putNearFirst(list, count, asker);
    if (!this.#isAlone) return count;
    list[0] = list[this.#fastest(list, count)] as number;
    return 1;
  }

  /** Near ones and others each keep their order. */
  #putNearFirst(list: Int32Array, count: number, asker: number): void {
    let near = 0;
    let far = 0;
    for (let i = 0; i < count; i++) {
      const address = list[i] as number;
      if (this.#askers.isNear(asker, this.#nearFirst, address)) list[near++] = address;
      else this.#moved[far++] = address;
    }
    list.set(this.#moved.subarray(0, far), near);
  }

  /** Place of the address with the shortest round trip; of several, the first. */
  #fastest(list: Int32Array, count: number): number {
    const trips = this.#trips;
    if (trips === null) return 0;
    const tripTo = (place: number): Seconds => trips[list[place] as number] as Seconds;
    let best = 0;
    for (let place = 1; place < count; place++) if (tripTo(place) < tripTo(best)) best = place;
    return best;
  }
}
