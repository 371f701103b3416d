/**
 * How unevenly load fell, judged against the shares it should have had (model.md part 6). A row holds one
 * number per backend. `intended` sums to 1, or to 0 when nothing was intended; loads are counts in any unit.
 * Backends with an intended share of 0 (standbys) count in the total but are not averaged. Every function
 * gives null when there is no load or nothing is intended.
 */
export type Row = ArrayLike<number>;

/** CV²: Σ(sᵢ−pᵢ)²/pᵢ over pᵢ > 0; for equal pᵢ the usual squared coefficient of variation. */
export function cvSquared(loads: Row, intended: Row): number | null {
  const total = totalOf(loads, intended);
  if (total === null) return null;
  let sum = 0;
  for (let i = 0; i < loads.length; i++) {
    const p = intended[i] as number;
    const excess = (loads[i] as number) / total - p;
    if (p > 0) sum += (excess * excess) / p;
  }
  return sum;
}

/** The root of CV². Its mean is below the root of the mean CV²: theory predicts CV². */
export function cv(loads: Row, intended: Row): number | null {
  const squared = cvSquared(loads, intended);
  return squared === null ? null : Math.sqrt(squared);
}

/** Max sᵢ/pᵢ over pᵢ > 0: 1 when nobody gets more than intended. */
export function peakToMean(loads: Row, intended: Row): number | null {
  const total = totalOf(loads, intended);
  if (total === null) return null;
  let peak = 0;
  for (let i = 0; i < loads.length; i++) {
    const p = intended[i] as number;
    if (p > 0) peak = Math.max(peak, (loads[i] as number) / total / p);
  }
  return peak;
}

/** Jain's fairness index as 1/(1+CV²): 1 when even, 1/N when one of N equals has it all. */
export function jain(loads: Row, intended: Row): number | null {
  const squared = cvSquared(loads, intended);
  return squared === null ? null : 1 / (1 + squared);
}

/**
 * Gini coefficient of the loads relative to pᵢ: ΣΣ pᵢpⱼ|xᵢ−xⱼ| / 2x̄ with xᵢ = sᵢ/pᵢ; 0 when even, up to
 * 1 − min pᵢ. Null also when no backend with an intended share was loaded.
 */
export function gini(loads: Row, intended: Row): number | null {
  if (totalOf(loads, intended) === null) return null;
  const sorted: { p: number; x: number }[] = [];
  let weight = 0;
  let load = 0;
  for (let i = 0; i < loads.length; i++) {
    const p = intended[i] as number;
    if (p <= 0) continue;
    sorted.push({ p, x: (loads[i] as number) / p });
    weight += p;
    load += loads[i] as number;
  }
  if (load === 0) return null;
  sorted.sort((a, b) => a.x - b.x);
  // Twice the area under the Lorenz curve, trapezium by trapezium.
  let area = 0;
  let below = 0;
  for (const { p, x } of sorted) {
    area += (p / weight) * (2 * below + (p * x) / load);
    below += (p * x) / load;
  }
  return 1 - area;
}

/** Number of backends that are meant to have a share: N of the formulas. */
export function members(intended: Row): number {
  let count = 0;
  for (let i = 0; i < intended.length; i++) if ((intended[i] as number) > 0) count += 1;
  return count;
}

function totalOf(loads: Row, intended: Row): number | null {
  let total = 0;
  for (let i = 0; i < loads.length; i++) total += loads[i] as number;
  return total > 0 && members(intended) > 0 ? total : null;
}
