/**
 * A rate that rises and falls once a day about its mean: 1 + Σ cₖ cos(kθ), θ = 2π(t − peak)/day, whose integral and mean
 * are at hand whatever the coefficients.
 */
import type { Seconds } from '../../settings.ts';
import type { RateCourse } from './course.ts';

export const DAY: Seconds = 86_400;
const RADIAN: Seconds = DAY / (2 * Math.PI);

/** Up to this peak, in parts of the mean, a cosine does not fall below 0. */
const COSINE = 2;
/** Coefficients below this no longer change a sum. */
const LEAST = 1e-17;
/** The rate may change by so much of the mean, for each part that the peak lies above it, and still be taken as the same. */
const STEADY: Seconds = 275;

export class DailyCourse implements RateCourse {
  readonly #peakAt: Seconds;
  readonly #coefficients: Float64Array;
  readonly #step: Seconds;
  /** Where the sums were worked out last, and what they are there. */
  #time = Number.NaN;
  #rate = 0;
  #swing = 0;

  /** @param peakToMean 1 or more */
  constructor(peakToMean: number, peakAt: Seconds) {
    this.#peakAt = peakAt;
    this.#coefficients =
      peakToMean <= COSINE ? Float64Array.of(peakToMean - 1) : vonMises(peakToMean);
    this.#step = peakToMean > 1 ? STEADY / (peakToMean - 1) : DAY;
  }

  at(time: Seconds): number {
    this.#evaluate(time);
    return this.#rate;
  }

  worth(from: Seconds, to: Seconds): Seconds {
    this.#evaluate(from);
    const before = this.#swing;
    this.#evaluate(to);
    return Math.max(0, to - from + (this.#swing - before));
  }

  /** Newton's method between bounds that halving keeps; whole days are worth what they are long. */
  after(from: Seconds, worth: Seconds): Seconds {
    const days = Math.floor(worth / DAY) * DAY;
    const left = worth - days;
    this.#evaluate(from);
    const before = this.#swing;
    let [low, high] = [from, from + DAY];
    let time = this.#rate > 0 ? Math.min(high, from + left / this.#rate) : (low + high) / 2;
    for (let i = 0; i < 100; i++) {
      this.#evaluate(time);
      const over = time - from + (this.#swing - before) - left;
      if (over > 0) high = time;
      else low = time;
      let better = time - over / this.#rate;
      if (!(better >= low && better <= high)) better = (low + high) / 2;
      const change = Math.abs(better - time);
      time = better;
      // The error left is about the square of the last change.
      if (change <= 1e-6 * (time - from) || change <= 1e-11) break;
    }
    return time + days;
  }

  steadyUntil(time: Seconds): Seconds {
    const step = Math.floor(time / this.#step);
    const until = (step + 1) * this.#step;
    // Where rounding has put the time a hair before the step that it stands on.
    return until > time ? until : (step + 2) * this.#step;
  }

  /** Both sums by Clenshaw's recurrence: the rate, and the integral of what it is above the mean. */
  #evaluate(time: Seconds): void {
    if (time === this.#time) return;
    const sinceMidnight = time - this.#peakAt - Math.floor((time - this.#peakAt) / DAY) * DAY;
    const angle = sinceMidnight / RADIAN;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const c = this.#coefficients;
    let [rate, rateBefore, swing, swingBefore] = [0, 0, 0, 0];
    for (let k = c.length; k > 0; k--) {
      const coefficient = c[k - 1] as number;
      const nextRate = coefficient + 2 * cos * rate - rateBefore;
      rateBefore = rate;
      rate = nextRate;
      const nextSwing = coefficient / k + 2 * cos * swing - swingBefore;
      swingBefore = swing;
      swing = nextSwing;
    }
    this.#time = time;
    this.#rate = Math.max(0, 1 + rate * cos - rateBefore);
    this.#swing = swing * sin * RADIAN;
  }
}

/**
 * Of exp(κ cos θ)/I₀(κ), the density of von Mises times 2π: cₖ = 2 Iₖ(κ)/I₀(κ), and its peak 1 + Σ cₖ rises with κ
 * (Abramowitz and Stegun, 9.6.34).
 */
function vonMises(peakToMean: number): Float64Array {
  let [low, high] = [0, 1];
  while (peakOf(besselRatios(high)) < peakToMean) high *= 2;
  for (let i = 0; i < 60; i++) {
    const kappa = (low + high) / 2;
    if (peakOf(besselRatios(kappa)) < peakToMean) low = kappa;
    else high = kappa;
  }
  return besselRatios((low + high) / 2);
}

function peakOf(coefficients: Float64Array): number {
  return coefficients.reduce((sum, c) => sum + c, 1);
}

/** 2 Iₖ(κ)/I₀(κ) for k = 1, 2, …, by the continued fraction Iₖ/Iₖ₋₁ = 1/(2k/κ + Iₖ₊₁/Iₖ), from far out inwards. */
function besselRatios(kappa: number): Float64Array {
  const terms = Math.ceil(20 + 10 * Math.sqrt(kappa));
  const ratios = new Float64Array(terms + 1);
  let ratio = 0;
  for (let k = terms + 20; k > 0; k--) {
    ratio = 1 / ((2 * k) / kappa + ratio);
    if (k <= terms) ratios[k] = ratio;
  }
  const coefficients: number[] = [];
  for (let k = 1, c = 2; k <= terms && c > LEAST; k++) {
    c *= ratios[k] as number;
    coefficients.push(c);
  }
  return Float64Array.from(coefficients);
}
