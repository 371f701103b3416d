import type { Stream } from '../../random/stream.ts';
import { type PerSecond, rate, type Seconds } from '../../settings.ts';
import { type ArrivalTimes, arrivalProcess } from './process.ts';

/** Arrival k at (k + phase)/rate, multiplied out and not accumulated, so that no error builds up. */
class RegularTimes implements ArrivalTimes {
  readonly #perSecond: PerSecond;
  readonly #phase: number;
  #k: number;

  constructor(perSecond: PerSecond, stream: Stream, from: Seconds) {
    this.#perSecond = perSecond;
    this.#phase = stream.uniform();
    this.#k = Math.floor(from * perSecond - this.#phase);
  }

  next(): Seconds {
    this.#k += 1;
    return this.#perSecond > 0
      ? (this.#k + this.#phase) / this.#perSecond
      : Number.POSITIVE_INFINITY;
  }
}

export const regular = arrivalProcess({
  name: 'regular',
  summary: 'A metronome: equal gaps, its phase drawn per replication.',
  needsRequests: 'its arrivals are not Poisson',
  settings: rate,
  poisson: false,
  divisible: false,
  meanRate: (perSecond) => perSecond,
  begin: (perSecond, stream) => (from) => new RegularTimes(perSecond, stream, from),
});
