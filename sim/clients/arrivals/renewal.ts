import * as z from 'zod/mini';
import { law, meanOf, residualOf, samplerOf } from '../../random/index.ts';
import type { Law } from '../../scenario.ts';
import { type PerSecond, rate, type Seconds } from '../../settings.ts';
import { type ArrivalTimes, arrivalProcess } from './process.ts';

interface Settings {
  readonly rate: PerSecond;
  /** The shape of the gaps; its mean, above 0, is scaled away. */
  readonly law: Law;
}

class RenewalTimes implements ArrivalTimes {
  readonly #gap: () => number;
  readonly #scale: number;
  #next: Seconds;

  /** @param first until the first arrival, in the law's own time */
  constructor(gap: () => number, scale: number, from: Seconds, first: number) {
    this.#gap = gap;
    this.#scale = scale;
    this.#next = from + scale * first;
  }

  next(): Seconds {
    const now = this.#next;
    this.#next += this.#scale * this.#gap();
    return now;
  }
}

const NEVER: ArrivalTimes = { next: () => Number.POSITIVE_INFINITY };

export const renewal = arrivalProcess<Settings>({
  name: 'renewal',
  summary: 'Independent gaps of any law, scaled to a rate: steadier or burstier than Poisson.',
  needsRequests: 'its arrivals are not Poisson',
  settings: z.strictObject({ rate, law }),
  poisson: false,
  divisible: false,
  check: (settings) =>
    meanOf(settings.law) > 0
      ? null
      : {
          key: 'law',
          message: 'gaps of mean 0 cannot be scaled to a rate; give a law with spans above 0',
        },
  meanRate: (settings) => settings.rate,
  begin(settings, stream, start) {
    if (settings.rate === 0) return () => NEVER;
    const scale = 1 / (settings.rate * meanOf(settings.law));
    const gap = samplerOf(settings.law, stream);
    const first = start === 'cold' ? gap : residualOf(settings.law, stream);
    return (from) => new RenewalTimes(gap, scale, from, first());
  },
});
