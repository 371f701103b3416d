/**
 * E[max/mean] when `draws` equal loads fall on `backends` backends, each independently and uniformly: the
 * multinomial maximum, exact.
 *
 * P(max ≤ m) = P(Y₁ + … + Y_N = R | …) by the Poisson representation of the multinomial (Levin, Annals of
 * Statistics 9, 1981): the N-fold convolution of a Poisson(R/N) cut at m, at R, over that of the uncut one.
 * Work grows as N·R·(range of the maximum): a second for N = 16, R = 1,024.
 */
export function expectedPeakToMean(backends: number, draws: number): number {
  const mean = draws / backends;
  const pmf = poisson(mean, draws);
  const uncut = poisson(draws, draws)[draws] as number;
  let expected = Math.ceil(mean);
  for (let most = Math.ceil(mean); most < draws; most++) {
    const exceeds = 1 - cutConvolution(pmf, most, backends, draws) / uncut;
    if (exceeds < 1e-14) break;
    expected += exceeds;
  }
  return expected / mean;
}

/** Poisson probabilities of 0 … `upTo`. */
function poisson(mean: number, upTo: number): Float64Array {
  const pmf = new Float64Array(upTo + 1);
  let log = -mean;
  for (let i = 0; i <= upTo; i++) {
    if (i > 0) log += Math.log(mean / i);
    pmf[i] = Math.exp(log);
  }
  return pmf;
}

/** P(sum = total) of `terms` independent Poissons, times P(all ≤ most). */
function cutConvolution(pmf: Float64Array, most: number, terms: number, total: number): number {
  let sums = new Float64Array(total + 1);
  sums[0] = 1;
  for (let term = 1; term <= terms; term++) {
    const next = new Float64Array(total + 1);
    const least = total - (terms - term) * most;
    for (let sum = Math.max(0, least); sum <= Math.min(total, term * most); sum++) {
      let probability = 0;
      for (let i = Math.max(0, sum - (term - 1) * most); i <= Math.min(most, sum); i++) {
        probability += (pmf[i] as number) * (sums[sum - i] as number);
      }
      next[sum] = probability;
    }
    sums = next;
  }
  return sums[total] as number;
}

/**
 * The same for many draws of any sizes, from the CV² they leave: loads are then normal, and with e_N the mean of
 * the largest of N standard normals, E[max/mean] = 1 + e_N·√(CV²·N/(N−1)). Equal intended shares.
 */
export function normalPeakToMean(backends: number, cvSquared: number): number {
  if (backends === 1) return 1;
  return 1 + largestNormal(backends) * Math.sqrt((cvSquared * backends) / (backends - 1));
}

/** Mean of the largest of `count` independent standard normals: ∫ 1 − Φᴺ(x) − Φᴺ(−x) dx over x > 0. */
function largestNormal(count: number): number {
  const [step, end] = [1 / 512, 9];
  let below = 0.5;
  let area = 0;
  for (let x = step / 2; x < end; x += step) {
    below += (Math.exp((-x * x) / 2) * step) / Math.sqrt(2 * Math.PI);
    const middle = below - (Math.exp((-x * x) / 2) * step) / Math.sqrt(8 * Math.PI);
    area += (1 - Math.exp(count * Math.log(middle)) - Math.exp(count * Math.log1p(-middle))) * step;
  }
  return area;
}
