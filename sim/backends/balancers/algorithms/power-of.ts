import type { Stream } from '../../../random/stream.ts';
import { whole } from '../../../settings.ts';
import type { Eligible } from '../targets.ts';
import { algorithmPlugin, type Chooser, type Surroundings } from './algorithm.ts';
import { fill } from './fill.ts';

export const powerOf = algorithmPlugin<number>({
  name: 'powerOf',
  summary:
    'Some different targets, drawn at random, and of these the one with the fewest outstanding; of several, the first drawn.',
  settings: whole(1, 1000),
  chooser: (choices, surroundings) => new Some(choices, surroundings),
});

/** The power of d choices (Mitzenmacher 2001), drawn without putting back. */
class Some implements Chooser {
  readonly #choices: number;
  readonly #stream: Stream;
  readonly #outstanding: Int32Array;
  #backends: Int32Array = new Int32Array(0);
  #weights: Float64Array = new Float64Array(0);
  /** All places, in any order: the first of them are drawn anew for each choice. */
  #places = new Int32Array(0);

  constructor(choices: number, { stream, outstanding }: Surroundings) {
    this.#choices = choices;
    this.#stream = stream;
    this.#outstanding = outstanding;
  }

  among({ backends, weights }: Eligible): void {
    this.#backends = backends;
    this.#weights = weights;
    this.#places = Int32Array.from(backends.keys());
  }

  choose(): number {
    const places = this.#places;
    const count = places.length;
    const drawn = Math.min(this.#choices, count);
    let least = Number.POSITIVE_INFINITY;
    let best = 0;
    for (let i = 0; i < drawn; i++) {
      const other = i + this.#stream.below(count - i);
      const place = places[other] as number;
      places[other] = places[i] as number;
      places[i] = place;
      const load = fill(
        this.#outstanding[this.#backends[place] as number] as number,
        this.#weights[place] as number,
      );
      if (load >= least) continue;
      least = load;
      best = place;
    }
    return best;
  }
}
