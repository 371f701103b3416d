/**
 * What clients meet where their connections lead: a backend, directly or behind an `l4` node of a balancer that has
 * pinned the connection to it, or an `l7` node that chooses a target for every request. To clients all are alike:
 * they dial an address, and go the way they are given.
 */
import type { Seconds } from '../settings.ts';
import type { Backends } from './backends.ts';
import type { Balancers } from './balancers/balancers.ts';
import type { KeepAlives } from './keep-alive.ts';
import type { Partitions } from './partitions.ts';
import { type Outcome, Reception } from './reception.ts';
import type { Ways } from './ways.ts';

const NO_ROW = -1;

/**
 * Every connection to a destination, or through it, breaks.
 *
 * @param node of a balancer: only those that pass it
 * @param isConcerned only those of a client group, on a way, of which it says so
 */
export type LostListener = (
  destination: number,
  node?: number,
  isConcerned?: (group: number, way: number) => boolean,
) => void;

export class Destinations {
  /** Whether the scenario has neither servers, faults nor balancers: then {@link visit} and {@link accept} are all there is. */
  readonly plain: boolean;
  /** Whether some backend needs time for a request, in service or in a queue. */
  readonly areServers: boolean;
  /** Whether some may leave a connection unanswered, so that clients wait for a time-out. */
  readonly mayBeSilent: boolean;
  readonly ways: Ways;
  /** When servers close connections kept to them; null: none does. */
  readonly keepAlives: KeepAlives | null;
  readonly #backends: Backends;
  /** Null: the scenario has none. */
  readonly #balancers: Balancers | null;
  readonly #destinationOf: Int32Array;
  readonly #nodeOf: Int32Array;
  readonly #partitions: Partitions;
  #lost: LostListener = () => {};

  constructor(ways: Ways, backends: Backends, balancers: Balancers | null, partitions: Partitions) {
    this.ways = ways;
    this.#backends = backends;
    this.#balancers = balancers;
    this.#destinationOf = ways.destinationOf;
    this.#nodeOf = ways.nodeOf;
    this.#partitions = partitions;
    this.plain = backends.plain && balancers === null;
    this.keepAlives = backends.keepAlives;
    this.areServers = backends.areServers;
    this.mayBeSilent = backends.mayBeSilent;
  }

  /** {@link Backends.onOutcome}, of what nodes send back as well. */
  onOutcome(listener: (request: number, outcome: Outcome) => void): void {
    if (this.#balancers) this.#balancers.onOutcome(listener);
    else this.#backends.onOutcome(listener);
  }

  /**
   * {@link Backends.onLost}, of nodes as well, of what passes one node alone, and of the connections of some client
   * groups alone.
   */
  onLost(listener: LostListener): void {
    this.#lost = listener;
    if (this.#balancers) this.#balancers.onLost(listener);
    else this.#backends.onLost(listener);
  }

  /**
   * Who hears where a request goes whose way is {@link isOpenEnded}, once that is known: to a target, or to the node
   * itself if that has none for it or does not answer.
   */
  onChoice(listener: (request: number, destination: number) => void): void {
    this.#balancers?.onChoice(listener);
  }

  // -------------------------------------------------------------------------------- connections

  /**
   * The way of a connection begun now to an address.
   *
   * @param caller the client that begins it, told apart from all others; −1: a new one
   */
  dial(address: number, caller: number): number {
    const node = this.#nodeOf[address] as number;
    if (node === NO_ROW) return address;
    const target = (this.#balancers as Balancers).pin(node, caller);
    return target === NO_ROW ? address : this.ways.pinned(node, target);
  }

  /** Whether requests find out only on arrival where they go: an `l7` node, that answers, chooses for each. */
  isOpenEnded(way: number): boolean {
    const node = this.#nodeOf[way] as number;
    return node !== NO_ROW && (this.#balancers as Balancers).forwards(node);
  }

  /** Whether nothing passes between a client group and who answers at the address of a way. */
  isCut(group: number, way: number): boolean {
    return this.#partitions.isCut(group, this.ways.frontOf[way] as number);
  }

  /** Whether some client group cannot reach a destination. */
  isCutFromAny(destination: number): boolean {
    return this.#partitions.groupsCutFrom(destination).length > 0;
  }

  /** Cuts destinations off from places, or ends that: connections from there, silent meanwhile, then break. */
  cut(from: readonly string[], destinations: readonly number[], by: 1 | -1): void {
    const wereCut = destinations.map((one) => this.#partitions.groupsCutFrom(one));
    this.#partitions.change(from, destinations, by);
    if (by === 1) return;
    for (const [i, destination] of destinations.entries())
      this.#lost(
        destination,
        undefined,
        (group, way) =>
          this.ways.frontOf[way] === destination &&
          wereCut[i]?.includes(group) === true &&
          !this.#partitions.isCut(group, destination),
      );
  }

  /**
   * What one SYN on a way now meets. A full queue that turns it away counts it as rejected.
   *
   * @param group row of the client group that it comes from
   */
  reception(way: number, group: number): Reception {
    if (this.isCut(group, way)) return Reception.silent;
    const destination = this.#destinationOf[way] as number;
    const node = this.#nodeOf[way] as number;
    if (node !== NO_ROW) {
      const isPinned = destination < this.ways.backends;
      const met = (this.#balancers as Balancers).reception(node, isPinned);
      if (met !== Reception.accepted || !isPinned) return met;
    }
    return this.#backends.reception(destination);
  }

  /** After how long a connection is told that the host cannot be reached, if it is. */
  unreachableAfter(way: number): Seconds {
    const node = this.#nodeOf[way] as number;
    const after = node === NO_ROW ? null : (this.#balancers as Balancers).unreachableAfter(node);
    if (after !== null) return after;
    const destination = this.#destinationOf[way] as number;
    return destination < this.ways.backends ? this.#backends.unreachableAfter(destination) : 0;
  }

  /** A connection is open. */
  connected(way: number): void {
    const destination = this.#destinationOf[way] as number;
    const node = this.#nodeOf[way] as number;
    if (node !== NO_ROW) (this.#balancers as Balancers).connected(node, destination);
    if (destination < this.ways.backends) this.#backends.connected(destination);
  }

  /** A connection has closed, on whichever side. @param at when it did, if that comes out only now */
  disconnected(way: number, at?: Seconds): void {
    const destination = this.#destinationOf[way] as number;
    const node = this.#nodeOf[way] as number;
    if (node !== NO_ROW) (this.#balancers as Balancers).disconnected(node, destination, at);
    if (destination < this.ways.backends) this.#backends.disconnected(destination, at);
  }

  /** Connections open to a destination. */
  openTo(destination: number): number {
    const { backends } = this.ways;
    return destination < backends
      ? this.#backends.openTo(destination)
      : (this.#balancers as Balancers).openTo(destination - backends);
  }

  /** Whether a connection is closed after the response. */
  closesAfterResponse(way: number): boolean {
    return this.#openMeets(way, 'closed');
  }

  /** Whether nothing comes back over an open connection of a client group. */
  isSilent(way: number, group: number): boolean {
    return this.isCut(group, way) || this.#openMeets(way, 'silent');
  }

  #openMeets(way: number, what: 'closed' | 'silent'): boolean {
    const node = this.#nodeOf[way] as number;
    if (node !== NO_ROW && (this.#balancers as Balancers).openMeets(node) === what) return true;
    const destination = this.#destinationOf[way] as number;
    return destination < this.ways.backends && this.#backends.openMeets(destination) === what;
  }

  // -------------------------------------------------------------------------------- requests

  /** A plain backend is asked once, or `count` times, each over a connection that opens and closes at the same moment. */
  visit(way: number, count = 1): void {
    this.#backends.visit(this.#destinationOf[way] as number, count);
  }

  /** A request, or `count` of them, arrives at a plain backend and is accepted. */
  accept(way: number, count = 1): void {
    this.#backends.accept(this.#destinationOf[way] as number, count);
  }

  /**
   * A request arrives.
   *
   * @param request not negative; it may be served at one place at a time
   * @param work uniform on (0, 1): which quantile of its law the service takes; below 0: its seconds, negated
   * @param caller as for {@link dial}
   */
  serve(way: number, request: number, work: number, caller: number): void {
    const destination = this.#destinationOf[way] as number;
    const node = this.#nodeOf[way] as number;
    if (node === NO_ROW) this.#backends.serve(destination, request, work);
    else (this.#balancers as Balancers).serve(node, destination, request, work, caller);
  }

  /** The client of `request` no longer waits for it. */
  giveUp(request: number): void {
    this.#balancers?.giveUp(request);
    this.#backends.giveUp(request);
  }

  /** A request has failed whose last attempt went to `destination`. */
  failed(destination: number): void {
    if (destination < this.ways.backends) this.#backends.failed(destination);
  }
}
