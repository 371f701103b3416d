/** Logarithms of factorials, which the rejection samplers compare chances by. */
const TABLED = 16;

/** ln k! of small k, summed term by term. */
const SMALL = new Float64Array(TABLED);
for (let k = 2; k < TABLED; k++) SMALL[k] = (SMALL[k - 1] as number) + Math.log(k);

/** ln k!: exact sums below 16, Stirling's series with an error under 10⁻¹² above. */
export function logFactorial(k: number): number {
  if (k < TABLED) return SMALL[k] as number;
  const x = k + 1;
  const series = (1 / 12 - (1 / 360 - 1 / (1260 * x * x)) / (x * x)) / x;
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series;
}
