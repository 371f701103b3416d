/**
 * In which order a client tries the addresses of a list: as its stub sorts them, from the one it picks on, those
 * that failed lately last.
 */
import type { ChoiceId } from '../../metrics/followers.ts';
import type { Group } from '../group.ts';
import type { Rota } from '../picks/rota.ts';
import type { RequestId } from '../requests.ts';
import { FailuresMet } from '../sorting/failures-met.ts';
import { clientRow, type Tables } from '../tables.ts';

export class TryOrder {
  readonly #tables: Tables;
  /** The addresses, when they are not in the order received. */
  readonly #list: Int32Array;
  readonly #spare: Int32Array;
  readonly #keys: Float64Array;
  /** By address row: 1 while a rota is to leave it out. */
  readonly #isOut: Uint8Array;
  #isArranged = false;
  #choice: ChoiceId | -1 = -1;
  #picked = 0;
  /** When an address that failed may be tried like others again, by client row × addresses + address. */
  readonly #failedUntil = new Map<number, number>();
  readonly #met = new FailuresMet();

  constructor(tables: Tables) {
    const { longest } = tables.followers;
    this.#tables = tables;
    this.#list = new Int32Array(longest);
    this.#spare = new Int32Array(longest);
    this.#keys = new Float64Array(longest);
    this.#isOut = new Uint8Array(tables.numbers.length);
  }

  /**
   * Arranges a list of `count` addresses for a request, until the next call.
   *
   * @param choice the list as a row, or −1: the resolvers' own list
   * @param first to be tried first; −1: as the pick says
   * @returns the place of the address to try first; from there on, wrapping round
   */
  begin(
    request: RequestId,
    group: Group,
    choice: ChoiceId | -1,
    count: number,
    first = -1,
  ): number {
    this.#choice = choice;
    this.#isArranged = false;
    if (first >= 0) {
      if (group.sorts) this.#sort(request, group, count);
      this.#picked = this.#placeOf(first, count);
      return group.failMemory > 0 && this.#failedUntil.size > 0
        ? this.#postpone(request, group, count, this.#picked)
        : this.#picked;
    }
    const picked = group.pick.place(count, group.picking, this.#turn(request, group, count));
    this.#picked = picked;
    if (group.sorts) this.#sort(request, group, count);
    if (group.alternates) this.#alternate(count);
    const place =
      this.#tables.requests.retries[request] === 0
        ? picked
        : this.#again(request, group, count, picked);
    return group.failMemory > 0 && this.#failedUntil.size > 0
      ? this.#postpone(request, group, count, place)
      : place;
  }

  /** Where a request goes by its group's rota; a retry may want the address that failed it. */
  addressInTurn(request: RequestId, group: Group, choice: ChoiceId): number {
    const { followers, requests, destinations, turns } = this.#tables;
    const row = clientRow(this.#tables, request, group);
    const count = followers.countOf(choice);
    this.#choice = choice;
    this.#isArranged = false;
    for (let place = 0; place < count; place++) {
      const address = followers.addressAt(choice, place);
      this.#spare[place] = address;
      this.#isOut[address] = this.#hasFailed(request, group, address) ? 1 : 0;
    }
    const way = requests.way[request] as number;
    const isSame = requests.retries[request] !== 0 && group.spec.behaviour.retry?.to === 'same';
    const failed = isSame && way >= 0 ? (destinations.ways.addressOf[way] as number) : -1;
    if (failed >= 0 && this.#placeOf(failed, count) >= 0) return failed;
    const rota = group.rota as Rota;
    const turn = turns[row] as number;
    return rota.next(row - group.firstRow, this.#spare, count, this.#isOut, turn);
  }

  #placeOf(address: number, count: number): number {
    for (let place = 0; place < count; place++) if (this.at(place) === address) return place;
    return -1;
  }

  #hasFailed(request: RequestId, group: Group, address: number): boolean {
    if (group.failMemory === 0 || this.#failedUntil.size === 0) return false;
    const until = this.#failedUntil.get(this.#keyOf(request, group, address));
    return until !== undefined && this.#tables.engine.now < until;
  }

  /** The address at a place, in the order begun. */
  at(place: number): number {
    if (this.#isArranged) return this.#list[place] as number;
    return this.#choice >= 0
      ? this.#tables.followers.addressAt(this.#choice as ChoiceId, place)
      : (this.#tables.resolvers.list[place] as number);
  }

  /** Whether a place is the one that the pick alone would have given. */
  isPicked(place: number): boolean {
    return place === this.#picked;
  }

  /** Whether it matters to a group's clients what has failed them. */
  remembers({ failMemory, sort, spec }: Group): boolean {
    return failMemory > 0 || (sort.heedsRoundTrips && spec.count !== null);
  }

  /** Notes that an address has failed a request's client. */
  remember(request: RequestId, group: Group, address: number): void {
    if (group.sort.heedsRoundTrips && group.spec.count !== null)
      this.#met.failed(this.#keyOf(request, group, address));
    if (group.failMemory === 0) return;
    const { engine } = this.#tables;
    this.#failedUntil.set(this.#keyOf(request, group, address), engine.now + group.failMemory);
  }

  /** Notes that an address has accepted a request's client. */
  accepted(request: RequestId, group: Group, address: number): void {
    if (group.sorts && group.sort.heedsRoundTrips && group.spec.count !== null)
      this.#met.accepted(this.#keyOf(request, group, address));
  }

  #turn(request: RequestId, group: Group, count: number): number {
    if (!group.pick.takesTurns) return 0;
    // A session that keeps to its address takes no turn.
    if (group.keepsAddress && count === 1) return 0;
    const { turns } = this.#tables;
    const row = clientRow(this.#tables, request, group);
    const turn = turns[row] as number;
    turns[row] = (turn + 1) & 0x3f_ff_ff_ff;
    return turn;
  }

  /** A retry begins at the address that failed, or at the one after it, if the list has it. */
  #again(request: RequestId, group: Group, count: number, picked: number): number {
    const to = group.spec.behaviour.retry?.to;
    if (to === undefined || to === 'lookup') return picked;
    const { requests, destinations } = this.#tables;
    const way = requests.way[request] as number;
    const failed = way < 0 ? way : destinations.ways.addressOf[way];
    for (let place = 0; place < count; place++)
      if (this.at(place) === failed) return to === 'same' ? place : (place + 1) % count;
    return picked;
  }

  #sort(request: RequestId, group: Group, count: number): void {
    const { preference } = group;
    preference.from(this.#tables.requests.source[request] as number);
    if (group.sort.heedsRoundTrips) {
      this.#compare(request, group, count);
      return;
    }
    for (let i = 0; i < count; i++) {
      const address = this.at(i);
      const key = preference.key(address);
      let hole = i;
      while (hole > 0 && (this.#keys[hole - 1] as number) > key) {
        this.#keys[hole] = this.#keys[hole - 1] as number;
        this.#list[hole] = this.#list[hole - 1] as number;
        hole -= 1;
      }
      this.#keys[hole] = key;
      this.#list[hole] = address;
    }
    this.#isArranged = true;
  }

  /** A family in turn, beginning with that of the first address (RFC 8305 section 4). */
  #alternate(count: number): void {
    const { numbers } = this.#tables;
    const isV4 = (place: number) => (numbers[this.at(place)] as number) >= 0;
    const leads = isV4(0);
    let [one, other] = [0, 0];
    for (let i = 0; i < count; i++) {
      while (one < count && isV4(one) !== leads) one += 1;
      while (other < count && isV4(other) === leads) other += 1;
      const isOne = one < count && (i % 2 === 0 || other >= count);
      this.#spare[i] = this.at(isOne ? one++ : other++);
    }
    this.#list.set(this.#spare.subarray(0, count));
    this.#isArranged = true;
  }

  /** Sorts where no key says all: each address goes before those that it beats, one after another. */
  #compare(request: RequestId, group: Group, count: number): void {
    const { preference } = group;
    for (let i = 0; i < count; i++) {
      const address = this.at(i);
      const failed = this.#hasOnlyFailed(request, group, address);
      let hole = i;
      while (hole > 0) {
        const before = this.#list[hole - 1] as number;
        const beforeFailed = this.#hasOnlyFailed(request, group, before);
        if (preference.compare(before, address, beforeFailed, failed) <= 0) break;
        this.#list[hole] = before;
        hole -= 1;
      }
      this.#list[hole] = address;
    }
    this.#isArranged = true;
  }

  #hasOnlyFailed(request: RequestId, group: Group, address: number): boolean {
    return (
      group.spec.count !== null && this.#met.hasOnlyFailed(this.#keyOf(request, group, address))
    );
  }

  /** Puts the addresses that failed lately after the others, each part in its order from `from` on. */
  #postpone(request: RequestId, group: Group, count: number, from: number): number {
    let good = 0;
    let failed = 0;
    for (let i = 0; i < count; i++) {
      const address = this.at((from + i) % count);
      if (this.#hasFailed(request, group, address)) this.#spare[count - 1 - failed++] = address;
      else this.#spare[good++] = address;
    }
    if (failed === 0) return from;
    // The failed ones were written from the end: turn them round.
    this.#spare.subarray(good, count).reverse();
    this.#list.set(this.#spare.subarray(0, count));
    this.#isArranged = true;
    this.#picked = -1;
    return 0;
  }

  #keyOf(request: RequestId, group: Group, address: number): number {
    return clientRow(this.#tables, request, group) * this.#tables.numbers.length + address;
  }
}
