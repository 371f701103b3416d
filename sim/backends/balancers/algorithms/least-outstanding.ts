import type { Stream } from '../../../random/stream.ts';
import type { Eligible } from '../targets.ts';
import { algorithmPlugin, type Chooser, type Surroundings } from './algorithm.ts';
import { fill } from './fill.ts';

export const leastOutstanding = algorithmPlugin<null>({
  name: 'least-outstanding',
  summary:
    'The target with the fewest requests in hand (l7) or connections open (l4) through the node; of several, any.',
  settings: null,
  chooser: (_, surroundings) => new Shortest(surroundings),
});

class Shortest implements Chooser {
  readonly #stream: Stream;
  readonly #outstanding: Int32Array;
  #backends: Int32Array = new Int32Array(0);
  #weights: Float64Array = new Float64Array(0);

  constructor({ stream, outstanding }: Surroundings) {
    this.#stream = stream;
    this.#outstanding = outstanding;
  }

  among({ backends, weights }: Eligible): void {
    this.#backends = backends;
    this.#weights = weights;
  }

  choose(): number {
    let least = Number.POSITIVE_INFINITY;
    let first = 0;
    let ties = 0;
    for (let place = 0; place < this.#backends.length; place++) {
      const load = this.#loadAt(place);
      if (load < least) {
        least = load;
        first = place;
        ties = 1;
      } else if (load === least) ties += 1;
    }
    return ties === 1 ? first : this.#tied(least, this.#stream.below(ties), first);
  }

  /** The place of the target after `skip` others that have the same load. */
  #tied(load: number, skip: number, first: number): number {
    let place = first;
    for (let left = skip; left > 0; ) {
      place += 1;
      if (this.#loadAt(place) === load) left -= 1;
    }
    return place;
  }

  #loadAt(place: number): number {
    return fill(
      this.#outstanding[this.#backends[place] as number] as number,
      this.#weights[place] as number,
    );
  }
}
