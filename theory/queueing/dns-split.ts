/**
 * N servers, each with a queue of its own, loaded to ρ by ways of splitting Poisson traffic; mean sojourn in
 * mean service times, service exponential.
 */

/**
 * Strict rotation, TTL 0: each server is E_N/M/1, sojourn 1/(1−s) with s the root below 1 of
 * s = (Nρ/(Nρ+1−s))ᴺ (Kleinrock 1975, G/M/1).
 */
export function rotationSojourn(servers: number, utilisation: number): number {
  const load = servers * utilisation;
  let s = 0;
  for (let round = 0; round < 100_000; round++) {
    // From 0 the iteration climbs to the smallest root.
    const next = Math.exp(-servers * Math.log1p((1 - s) / load));
    if (next <= s) break;
    s = next;
  }
  return 1 / (1 - s);
}

/**
 * The best of `choices` random servers, endlessly many of them: Σ ρ^((dⁱ−d)/(d−1)) over i ≥ 1 (Mitzenmacher,
 * IEEE TPDS 12(10), 2001).
 */
export function powerOfChoicesSojourn(utilisation: number, choices: number): number {
  const log = Math.log(utilisation);
  let sum = 0;
  let exponent = 0;
  for (let term = 1; term > sum * 1e-17; exponent = choices * (exponent + 1)) {
    term = Math.exp(exponent * log);
    sum += term;
  }
  return sum;
}

/**
 * What a skew of slowly varying shares does to a sojourn: ×(1 + CV²ρ/(1−ρ)²), the second-order term of 1/(1−ρᵢ)
 * weighted by load. Quasi-static, for CV below (1−ρ)/2 only.
 */
export function skewFactor(utilisation: number, cvSquared: number): number {
  const idle = 1 - utilisation;
  return 1 + (cvSquared * utilisation) / (idle * idle);
}

/** The share beyond which a backend is overloaded when N of them run at ρ on average: 1/(Nρ). */
export function overloadShare(servers: number, utilisation: number): number {
  return 1 / (servers * utilisation);
}
