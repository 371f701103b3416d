/**
 * MSER-5: how much of the beginning of a series is not like the rest (Spratt 1998; White, Cobb and Spratt, A comparison
 * of five steady-state truncation heuristics for simulation, WSC 2000). Of the means of batches of five, as many are cut
 * off as make the standard error of the mean of what is left least.
 */

const BATCH = 5;

/**
 * @returns observations to leave out, a multiple of 5; null when the least is only reached in the second half, where
 * it says nothing, or the series is shorter than four batches
 */
export function mser5(series: readonly number[]): number | null {
  const batches = Math.floor(series.length / BATCH);
  if (batches < 4) return null;
  const means = Array.from({ length: batches }, (_, b) => {
    let sum = 0;
    for (let i = 0; i < BATCH; i++) sum += series[b * BATCH + i] as number;
    return sum / BATCH;
  });
  const half = Math.floor(batches / 2);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let cut = 0; cut <= half; cut++) {
    const rest = means.slice(cut);
    const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length;
    const squares = rest.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
    const error = squares / (rest.length * rest.length);
    if (error >= least) continue;
    least = error;
    best = cut;
  }
  return best === half ? null : best * BATCH;
}
