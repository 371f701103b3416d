/** Where the lines of an axis by factors are. */

/** 1, 2 and 5 of each decade within; ones alone where there are many decades. */
export function decades(min: number, max: number): number[] {
  const steps = max / min > 1e4 ? [1] : [1, 2, 5];
  const first = Math.floor(Math.log10(min));
  const last = Math.ceil(Math.log10(max));
  return Array.from({ length: last - first + 1 }, (_, k) => first + k)
    .flatMap((exponent) => steps.map((step) => Number(`${step}e${exponent}`)))
    .filter((value) => value >= 0.999 * min && value <= 1.001 * max);
}
