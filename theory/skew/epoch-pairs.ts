/**
 * How requests of a Poisson cache cluster in a window of any length: ΣG², G the requests of the window that
 * followed one answer. Epochs cut by the window's ends count with what is inside, so it holds for windows
 * shorter than a TTL too, from a stationary start.
 */

/** Epochs of a cache: an answer fetched by a request and followed by all requests of the next `seconds`. */
export interface Epochs {
  /** Requests per second. */
  readonly rate: number;
  /** Answers per second. */
  readonly answerRate: number;
  /** How long answers are followed, and the chance of each length; chances sum to 1. */
  readonly lifetimes: readonly { readonly seconds: number; readonly chance: number }[];
}

/**
 * Expected ordered pairs of requests, in a window, that follow one answer. At lag u such pairs come at
 * ρ(λP(L>u) + λ²E(L−u)⁺): the one that fetched and a later one, or two later ones. The integral of that times
 * W − u over 0 … W, twice.
 */
export function pairsInWindow({ rate, answerRate, lifetimes }: Epochs, window: number): number {
  let sum = 0;
  for (const { seconds, chance } of lifetimes) {
    const m = Math.min(seconds, window);
    const fetched = window * m - (m * m) / 2;
    const later = window * seconds * m - ((window + seconds) * m * m) / 2 + (m * m * m) / 3;
    sum += chance * rate * (fetched + rate * later);
  }
  return 2 * answerRate * sum;
}

/** Expected ΣG² of a window: each request with itself, and the pairs. */
export function squaresInWindow(epochs: Epochs, window: number): number {
  return epochs.rate * window + pairsInWindow(epochs, window);
}
