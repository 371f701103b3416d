/** Upper 1e-6 points of chi-square by degrees of freedom (validation.md 4.7 and tables). */
const LIMITS: Readonly<Record<number, number>> = {
  1: 23.93,
  2: 27.63,
  3: 30.67,
  4: 33.38,
  5: 35.89,
  7: 40.52,
  11: 48.94,
  15: 56.49,
  23: 71.64,
  55: 123.6,
  59: 129.0,
};

/** Pearson's statistic of counts against expected shares (equal when absent). */
export function chiSquare(counts: readonly number[], shares?: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((x2, count, i) => {
    const expected = total * (shares ? (shares[i] as number) : 1 / counts.length);
    return x2 + ((count - expected) * (count - expected)) / expected;
  }, 0);
}

/** The point of the normal distribution that is exceeded once in a million. */
const NORMAL = 4.753424;

/** The limit that a correct program exceeds once in a million; where none is tabulated, by Wilson and Hilferty (1931). */
export function limitAt1e6(degrees: number): number {
  const spread = 2 / (9 * degrees);
  const root = 1 - spread + NORMAL * Math.sqrt(spread);
  return LIMITS[degrees] ?? degrees * root * root * root;
}
