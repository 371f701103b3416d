import { after, type RateCourse, steadyUntil } from '../clients/arrivals/course.ts';
import type { Stream } from '../random/stream.ts';
import type { PerSecond, Seconds } from '../settings.ts';
import type { Flow } from './flows.ts';

/**
 * The flows of one cache entry together. Flows whose rates follow one course are one Poisson process along it; of
 * several such processes the earliest arrival comes next.
 */
export class ArrivalsAt {
  readonly flows: readonly Flow[];
  readonly #courses: readonly (RateCourse | null)[];
  /** By course. */
  readonly #rates: Float64Array;
  /** The course that the arrival drawn last follows. */
  #next = 0;

  constructor(flows: readonly Flow[]) {
    this.flows = flows;
    this.#courses = [...new Set(flows.map(({ group }) => group.course))];
    this.#rates = new Float64Array(this.#courses.length);
    this.weigh();
  }

  /** Takes notice of the rates that flows have now. */
  weigh(): void {
    this.#rates.fill(0);
    for (const { group, rate } of this.flows) {
      const row = this.#courses.indexOf(group.course);
      this.#rates[row] = (this.#rates[row] as number) + rate;
    }
  }

  /** On average. */
  get rate(): PerSecond {
    let sum = 0;
    for (const rate of this.#rates) sum += rate;
    return sum;
  }

  /** When the next request after `from` comes; some rate is above 0. */
  after(from: Seconds, stream: Stream): Seconds {
    let earliest = Number.POSITIVE_INFINITY;
    for (let row = 0; row < this.#rates.length; row++) {
      const rate = this.#rates[row] as number;
      if (rate === 0) continue;
      const due = after(this.#courses[row] as RateCourse | null, from, stream.exponential() / rate);
      if (due >= earliest) continue;
      earliest = due;
      this.#next = row;
    }
    return earliest;
  }

  /** Draws whose that request is. */
  asking(stream: Stream): Flow {
    const { flows } = this;
    if (flows.length === 1) return flows[0] as Flow;
    const course = this.#courses[this.#next];
    let rest = stream.uniform() * (this.#rates[this.#next] as number);
    let last = flows[0] as Flow;
    for (const flow of flows) {
      if (flow.group.course !== course) continue;
      last = flow;
      if (rest < flow.rate) break;
      rest -= flow.rate;
    }
    return last;
  }

  /** Until when after `from` no flow's rate moves, to speak of. */
  steadyUntil(from: Seconds): Seconds {
    let until = Number.POSITIVE_INFINITY;
    for (const course of this.#courses) until = Math.min(until, steadyUntil(course, from));
    return until;
  }
}
