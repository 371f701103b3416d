/**
 * Ways that connections take, as rows. The first are the addresses themselves: each leads to a destination, a backend
 * or a node of a balancer. The others lead on: behind the address of an `l4` node, to the target that a connection
 * is pinned to.
 *
 * Destinations are rows too: the backends, then the nodes of all balancers in the scenario's order.
 */
import type { Addresses } from './addresses.ts';

const NO_ROW = -1;

export class Ways {
  /** By way: the backend, or the node that chooses one. */
  readonly destinationOf: Int32Array;
  /** By way: the address that was dialled, itself a way. */
  readonly addressOf: Int32Array;
  /** By way: who answers at that address; a node, or the destination itself. */
  readonly frontOf: Int32Array;
  /** By way: the node passed, among the nodes; −1: none. */
  readonly nodeOf: Int32Array;
  /** Backends; nodes are destinations from here on. */
  readonly backends: number;
  readonly destinations: number;
  readonly #addresses: number;

  /**
   * @param pins by node: whether it pins connections (`l4`)
   */
  constructor(addresses: Addresses, backends: number, pins: readonly boolean[]) {
    const fronts = addresses.destinations();
    this.backends = backends;
    this.destinations = backends + pins.length;
    this.#addresses = fronts.length;
    const length = fronts.length + (pins.includes(true) ? pins.length * backends : 0);
    this.destinationOf = new Int32Array(length);
    this.addressOf = new Int32Array(length);
    this.frontOf = new Int32Array(length);
    this.nodeOf = new Int32Array(length).fill(NO_ROW);
    fronts.forEach((front, address) => {
      this.#set(address, address, front, front);
      const node = front - backends;
      if (node < 0 || !pins[node]) return;
      for (let target = 0; target < backends; target++)
        this.#set(this.pinned(node, target), address, front, target);
    });
  }

  #set(way: number, address: number, front: number, destination: number): void {
    this.addressOf[way] = address;
    this.frontOf[way] = front;
    this.destinationOf[way] = destination;
    this.nodeOf[way] = front < this.backends ? NO_ROW : front - this.backends;
  }

  /** The way through a node to one of its targets. */
  pinned(node: number, target: number): number {
    return this.#addresses + node * this.backends + target;
  }

  /** Whether a connection on a way ends with a destination, or passes it. @param node −1, or one that it must pass as well */
  meets(way: number, destination: number, node = NO_ROW): boolean {
    if (node !== NO_ROW && this.nodeOf[way] !== node) return false;
    return this.destinationOf[way] === destination || this.frontOf[way] === destination;
  }
}
