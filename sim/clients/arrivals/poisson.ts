import type { Stream } from '../../random/stream.ts';
import { type PerSecond, rate, type Seconds } from '../../settings.ts';
import { type ArrivalTimes, arrivalProcess } from './process.ts';

export class PoissonTimes implements ArrivalTimes {
  readonly #meanGap: Seconds;
  readonly #stream: Stream;
  #last: Seconds;

  constructor(perSecond: PerSecond, stream: Stream, from: Seconds) {
    this.#meanGap = 1 / perSecond;
    this.#stream = stream;
    this.#last = from;
  }

  next(): Seconds {
    this.#last += this.#meanGap * this.#stream.exponential();
    return this.#last;
  }
}

export const poisson = arrivalProcess({
  name: 'poisson',
  summary: 'Independent users: exponential gaps at a constant rate over the whole group.',
  settings: rate,
  poisson: true,
  divisible: true,
  meanRate: (perSecond) => perSecond,
  ofPart: (perSecond, share) => perSecond * share,
  begin: (perSecond, stream) => (from) => new PoissonTimes(perSecond, stream, from),
});
