import type { Seconds } from '../../settings.ts';
import type { RateCourse } from './course.ts';

/**
 * A rate that is on and off by turns, for spans that are drawn when the first one asks for them. What has been drawn
 * stays known, since cache entries account for their requests in an order of their own.
 */
export class SwitchingCourse implements RateCourse {
  /** Times of the switches: on at every other one, from the first on. */
  readonly #switches: Seconds[];
  /** The worth of all before each switch. */
  readonly #worths: Seconds[] = [0];
  readonly #height: number;
  readonly #spanOf: (on: boolean) => Seconds;
  /** The switch before the time looked at last. */
  #at = 0;

  /**
   * @param from the first switch on, at or before any time asked about
   * @param share of the time that the rate is on, in the long run: when on, it is 1/share of the mean
   * @param spanOf draws the next span of a kind; the first one is on
   */
  constructor(from: Seconds, share: number, spanOf: (on: boolean) => Seconds) {
    this.#switches = [from];
    this.#height = 1 / share;
    this.#spanOf = spanOf;
  }

  at(time: Seconds): number {
    return this.#heightAfter(this.#switchBefore(time));
  }

  worth(from: Seconds, to: Seconds): Seconds {
    return this.#worthUntil(to) - this.#worthUntil(from);
  }

  after(from: Seconds, worth: Seconds): Seconds {
    const wanted = this.#worthUntil(from) + worth;
    let row = this.#at;
    while (this.#worthAt(row + 1) <= wanted) row += 1;
    const left = wanted - (this.#worths[row] as number);
    return Math.max(from, (this.#switches[row] as number) + left / this.#height);
  }

  steadyUntil(time: Seconds): Seconds {
    return this.#timeOf(this.#switchBefore(time) + 1);
  }

  #heightAfter(row: number): number {
    return row % 2 === 0 ? this.#height : 0;
  }

  #worthUntil(time: Seconds): Seconds {
    const row = this.#switchBefore(time);
    const since = time - (this.#switches[row] as number);
    return (this.#worths[row] as number) + since * this.#heightAfter(row);
  }

  /** The last switch at or before a time. */
  #switchBefore(time: Seconds): number {
    let row = this.#at;
    while (row > 0 && (this.#switches[row] as number) > time) row -= 1;
    while (this.#timeOf(row + 1) <= time) row += 1;
    this.#at = row;
    return row;
  }

  #timeOf(row: number): Seconds {
    while (this.#switches.length <= row) this.#draw();
    return this.#switches[row] as number;
  }

  #worthAt(row: number): Seconds {
    this.#timeOf(row);
    return this.#worths[row] as number;
  }

  #draw(): void {
    const last = this.#switches.length - 1;
    const span = this.#spanOf(last % 2 === 0);
    this.#switches.push((this.#switches[last] as number) + span);
    this.#worths.push((this.#worths[last] as number) + span * this.#heightAfter(last));
  }
}
