import type { Stream } from '../../random/stream.ts';
import type { PerSecond, Seconds } from '../../settings.ts';
import type { ArrivalTimes } from './process.ts';

/**
 * How the rate of a Poisson process moves about its mean: λ(t) = mean × `at`(t), over long times 1 on average. Times are
 * of the virtual clock, from where the run, its lead-in included, begins.
 */
export interface RateCourse {
  /** The rate at a time, in parts of the mean; 0 or more. */
  at(time: Seconds): number;
  /** ∫ `at` from one time to a later one: seconds at the mean rate that bring as many requests. */
  worth(from: Seconds, to: Seconds): Seconds;
  /** When so much worth has passed after `from`: the inverse of {@link worth}. */
  after(from: Seconds, worth: Seconds): Seconds;
  /** Until when after `time` the rate may be taken as the same, to place requests whose number is known. */
  steadyUntil(time: Seconds): Seconds;
}

/** The worth of a stretch of time; `null`: the rate is constant. */
export function worthOf(course: RateCourse | null, from: Seconds, to: Seconds): Seconds {
  return course === null ? to - from : course.worth(from, to);
}

/** The end of a stretch begun at `from` over which the rate may be taken as the same. */
export function steadyUntil(course: RateCourse | null, from: Seconds): Seconds {
  return course === null ? Number.POSITIVE_INFINITY : course.steadyUntil(from);
}

/** When so much worth has passed after `from`. */
export function after(course: RateCourse | null, from: Seconds, worth: Seconds): Seconds {
  return course === null ? from + worth : course.after(from, worth);
}

/**
 * A Poisson process whose rate follows a course, by inversion: its arrivals, told in worth, are those of a Poisson
 * process of constant rate (Çınlar, Introduction to Stochastic Processes, 1975, chapter 4.7).
 */
export class CoursedTimes implements ArrivalTimes {
  readonly #meanGap: Seconds;
  readonly #stream: Stream;
  readonly #course: RateCourse;
  #last: Seconds;

  constructor(mean: PerSecond, stream: Stream, from: Seconds, course: RateCourse) {
    this.#meanGap = 1 / mean;
    this.#stream = stream;
    this.#course = course;
    this.#last = from;
  }

  next(): Seconds {
    const worth = this.#meanGap * this.#stream.exponential();
    this.#last =
      worth < Number.POSITIVE_INFINITY
        ? this.#course.after(this.#last, worth)
        : Number.POSITIVE_INFINITY;
    return this.#last;
  }
}
