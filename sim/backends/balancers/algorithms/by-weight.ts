import type { Eligible } from '../targets.ts';

/** Divides the interval from 0 to 1 among targets, by their weights. */
export class ByWeight {
  /** Sums of the weights up to each target, over the sum of all. */
  #upTo = new Float64Array(0);
  #areAlike = true;

  among({ weights }: Eligible): void {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    let passed = 0;
    this.#upTo = weights.map((weight) => {
      passed += weight / sum;
      return passed;
    });
    this.#areAlike = weights.every((weight) => weight === weights[0]);
  }

  /** Whose part a number from 0 up, below 1, falls into. */
  placeOf(part: number): number {
    const upTo = this.#upTo;
    if (this.#areAlike) return Math.floor(part * upTo.length);
    const last = upTo.length - 1;
    let place = 0;
    while (place < last && part >= (upTo[place] as number)) place += 1;
    return place;
  }
}
