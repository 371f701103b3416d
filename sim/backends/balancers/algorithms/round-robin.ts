import type { Stream } from '../../../random/stream.ts';
import type { Eligible } from '../targets.ts';
import { algorithmPlugin, type Chooser } from './algorithm.ts';

export const roundRobin = algorithmPlugin<null>({
  name: 'round-robin',
  summary: 'One target after another, each node in its own turn, beginning anywhere.',
  settings: null,
  chooser: (_, { stream }) => new Turns(stream),
});

/**
 * In turn; where weights differ, smoothly so: every choice gives each target its weight in credit, and the one with
 * most of it pays for all (nginx, `ngx_http_upstream_round_robin.c`). With equal weights that is plain turns.
 */
class Turns implements Chooser {
  readonly #stream: Stream;
  #weights: Float64Array = new Float64Array(0);
  #credit: Float64Array | null = null;
  #next = -1;

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  among({ weights }: Eligible): void {
    const count = weights.length;
    if (this.#next < 0 && count > 0) this.#next = this.#stream.below(count);
    const areAlike = weights.every((weight) => weight === weights[0]);
    if (areAlike) this.#credit = null;
    else if (this.#credit?.length !== count) this.#credit = new Float64Array(count);
    this.#weights = weights;
  }

  choose(): number {
    if (this.#credit !== null) return this.#chooseByCredit(this.#credit);
    const count = this.#weights.length;
    const place = this.#next % count;
    this.#next = place + 1;
    return place;
  }

  #chooseByCredit(credit: Float64Array): number {
    let total = 0;
    let best = 0;
    for (let place = 0; place < credit.length; place++) {
      const weight = this.#weights[place] as number;
      total += weight;
      credit[place] = (credit[place] as number) + weight;
      if ((credit[place] as number) > (credit[best] as number)) best = place;
    }
    credit[best] = (credit[best] as number) - total;
    return best;
  }
}
