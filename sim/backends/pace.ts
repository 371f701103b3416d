/**
 * How fast the workers of one backend are: full speed, divided by what faults slow them down by, and for a while
 * after a cold start a part of it that grows linearly from nothing to all. The work that a request needs is fixed;
 * how long it takes follows in closed form, for work begun before the change as well.
 */
import type { Seconds } from '../settings.ts';

export class Pace {
  /** From a cold start to full speed; 0: at once. */
  readonly #ramp: Seconds;
  #coldAt = Number.NEGATIVE_INFINITY;
  #slowness = 1;

  constructor(ramp: Seconds) {
    this.#ramp = ramp;
  }

  /** It starts cold now. @returns whether that changes anything */
  chill(now: Seconds): boolean {
    this.#coldAt = now;
    return this.#ramp > 0;
  }

  /** Every service takes so many times as long. @returns whether that changes anything */
  slowBy(factor: number): boolean {
    const changes = factor !== this.#slowness;
    this.#slowness = factor;
    return changes;
  }

  /** How long a worker that begins now needs for `work`. */
  spanOf(work: Seconds, now: Seconds): Seconds {
    const needed = work * this.#slowness;
    const ramp = this.#ramp;
    const age = now - this.#coldAt;
    if (age >= ramp) return needed;
    const underRamp = ((ramp - age) * (ramp + age)) / (2 * ramp);
    if (needed > underRamp) return ramp - age + (needed - underRamp);
    // (age + x)² − age² = 2·ramp·needed, solved without a difference of near equals.
    const twice = 2 * ramp * needed;
    return twice === 0 ? 0 : twice / (Math.sqrt(age * age + twice) + age);
  }

  /** What a worker has done since `from`, at the pace of now. */
  doneSince(from: Seconds, now: Seconds): Seconds {
    const ramp = this.#ramp;
    const warm = this.#coldAt + ramp;
    if (from >= warm) return (now - from) / this.#slowness;
    const [first, last] = [from - this.#coldAt, Math.min(now, warm) - this.#coldAt];
    const cold = ((last - first) * (last + first)) / (2 * ramp);
    return (cold + Math.max(0, now - warm)) / this.#slowness;
  }
}
