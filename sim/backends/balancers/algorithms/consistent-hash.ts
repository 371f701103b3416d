import type { Eligible } from '../targets.ts';
import { algorithmPlugin, type Chooser, type Surroundings } from './algorithm.ts';
import { hashOf } from './hash.ts';

/** Points of each target on the ring: as many as ketama gives a server. */
export const POINTS = 160;

/**
 * Clients and the points of targets lie on a ring, and a client goes to the target of the first point from its own
 * place on (Karger and others 1997). A target that leaves gives up its own clients only, and gets them back when it
 * returns. With V points each of N targets has a share of the ring that is Beta(V, (N − 1)V).
 */
export const consistentHash = algorithmPlugin<null>({
  name: 'consistent-hash',
  summary:
    'A ring with 160 points for each target: a client keeps its target for as long as that is there.',
  settings: null,
  chooser: (_, surroundings) => ringChooser(POINTS, surroundings),
});

/** @param points of each target; less where its weight is below 1, but at least one */
export function ringChooser(points: number, { salt }: Pick<Surroundings, 'salt'>): Chooser {
  return new RingOfTargets(points, salt);
}

class RingOfTargets implements Chooser {
  readonly #points: number;
  readonly #salt: number;
  /** Where points lie on the ring, ascending, from 0 up to 2³², and the targets they stand for. */
  #at = new Float64Array(0);
  #places = new Int32Array(0);

  constructor(points: number, salt: number) {
    this.#points = points;
    this.#salt = salt;
  }

  among({ backends, weights }: Eligible): void {
    const points = Array.from(backends).flatMap((backend, place) => {
      const count = Math.max(1, Math.round(this.#points * (weights[place] as number)));
      return Array.from({ length: count }, (_, i) => ({
        place,
        // Its own points, whoever else is there.
        at: hashOf(i, hashOf(backend, this.#salt)),
      }));
    });
    points.sort((a, b) => a.at - b.at || a.place - b.place);
    this.#at = Float64Array.from(points, ({ at }) => at);
    this.#places = Int32Array.from(points, ({ place }) => place);
  }

  choose(caller: number, flow: number): number {
    // A client never seen before is anywhere on the ring; those seen have their places.
    const key = caller >= 0 ? caller : ~flow;
    return this.#places[this.#firstFrom(hashOf(key, ~this.#salt))] as number;
  }

  /** The first point at or after a place on the ring, by bisection. */
  #firstFrom(at: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#at[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return low === this.#at.length ? 0 : low;
  }
}
