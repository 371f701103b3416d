/**
 * One server, Poisson arrivals, utilisation ρ < 1; times in mean service times, sojourn = waiting + service
 * (Kleinrock, Queueing Systems 1, 1975).
 */

/** Mean sojourn in M/M/1: 1/(1−ρ). It is exponential. */
export function mm1Sojourn(utilisation: number): number {
  return 1 / (1 - utilisation);
}

/** Quantile q of the sojourn in M/M/1: −ln(1−q)/(1−ρ). */
export function mm1SojournQuantile(utilisation: number, q: number): number {
  return -Math.log1p(-q) / (1 - utilisation);
}

/** Mean wait in M/G/1, by Pollaczek and Khinchine: ρ(1+c²)/(2(1−ρ)), c² the squared CV of the service time. */
export function mg1Wait(utilisation: number, serviceCvSquared: number): number {
  return (utilisation * (1 + serviceCvSquared)) / (2 * (1 - utilisation));
}

/** Mean sojourn in M/G/1 first come first served. */
export function mg1Sojourn(utilisation: number, serviceCvSquared: number): number {
  return 1 + mg1Wait(utilisation, serviceCvSquared);
}

/** Mean sojourn in M/D/1: constant service. */
export function md1Sojourn(utilisation: number): number {
  return mg1Sojourn(utilisation, 0);
}

/** Mean sojourn under processor sharing: 1/(1−ρ), whatever the law of service. */
export function processorSharingSojourn(utilisation: number): number {
  return 1 / (1 - utilisation);
}

/** Part of the arrivals turned away by M/M/1/K, K the places, service among them: (1−ρ)ρᴷ/(1−ρᴷ⁺¹); 1/(K+1) at ρ = 1. */
export function mm1kLoss(utilisation: number, places: number): number {
  if (utilisation === 1) return 1 / (places + 1);
  const log = Math.log(utilisation);
  return ((1 - utilisation) * Math.exp(places * log)) / -Math.expm1((places + 1) * log);
}

/**
 * Absolute standard error of the mean sojourn in M/M/1 over n requests of one long run:
 * √(ρ(2+5ρ−4ρ²+ρ³)/((1−ρ)⁴n)) (Daley, 1968: autocorrelated waits).
 */
export function mm1SojournError(utilisation: number, requests: number): number {
  const r = utilisation;
  const idle = 1 - r;
  return Math.sqrt(
    (r * (2 + 5 * r - 4 * r * r + r * r * r)) / (idle * idle * idle * idle * requests),
  );
}

/** Mean square of the wait in M/M/1 first come first served: 2ρ/(1−ρ)². */
export function fifoWaitSquare(utilisation: number): number {
  const idle = 1 - utilisation;
  return (2 * utilisation) / (idle * idle);
}

/**
 * The same last come first served, work begun not interrupted: whoever finds the server busy waits for a whole busy
 * period, so 2ρ/(1−ρ)³, 1/(1−ρ) times as much (Takács, 1963). The mean is the same in every order that goes by no
 * service time.
 */
export function lifoWaitSquare(utilisation: number): number {
  return fifoWaitSquare(utilisation) / (1 - utilisation);
}

/** The same in random order: 1/(1−ρ/2) times as much as first come first served (Takács, 1963). */
export function randomWaitSquare(utilisation: number): number {
  return fifoWaitSquare(utilisation) / (1 - utilisation / 2);
}
