/**
 * Expected CV² of the shares of N backends when requests follow DNS answers in groups (model.md part 6). Load is
 * the sum of independent picks, one per answer, each with the weight of the requests behind it. CV² is
 * Σ(sᵢ−pᵢ)²/pᵢ, p the intended shares.
 */

/** ΣG and ΣG² of a set of groups of requests. */
export interface GroupSums {
  readonly sum: number;
  readonly squares: number;
}

/** Sums of given group sizes. */
export function groupSums(sizes: ArrayLike<number>): GroupSums {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < sizes.length; i++) {
    sum += sizes[i] as number;
    squares += (sizes[i] as number) * (sizes[i] as number);
  }
  return { sum, squares };
}

/** Independent equal draws that vary as much: (ΣG)²/ΣG² (Kish, Survey Sampling, 1965). */
export function effectiveDraws({ sum, squares }: GroupSums): number {
  return (sum * sum) / squares;
}

/** One address per answer, drawn by any intended shares: (N−1)ΣG²/(ΣG)², exact given the group sizes. */
export function singleAnswerCvSquared(backends: number, groups: GroupSums): number {
  return (backends - 1) / effectiveDraws(groups);
}

/**
 * `size` of N addresses in every answer, a uniform subset; inside it the requests divide over choices, each a
 * uniform pick: [(N/k−1)ΣG² + N(1−1/k)ΣH²]/(ΣG)².
 *
 * @param answers requests by answer
 * @param choices requests by final choice inside an answer; as many groups of one when every request picks afresh
 */
export function subsetCvSquared(
  backends: number,
  size: number,
  answers: GroupSums,
  choices: GroupSums,
): number {
  const content = (backends / size - 1) * answers.squares;
  const choice = backends * (1 - 1 / size) * choices.squares;
  return (content + choice) / (answers.sum * answers.sum);
}

/** An answer that can be given: how often, and the part of its addresses that lead to each backend. */
export interface PossibleAnswer {
  readonly chance: number;
  readonly parts: readonly number[];
}

/**
 * The weights of ΣG² and ΣH² for answers of any kind: with Xᵢ the part of an answer that leads to backend i and
 * pᵢ its mean, content = Σ Var(Xᵢ)/pᵢ and choice = Σ E[Xᵢ(1−Xᵢ)]/pᵢ. CV² is their weighted sum over (ΣG)².
 */
export function strayWeights(answers: readonly PossibleAnswer[]): {
  readonly content: number;
  readonly choice: number;
} {
  let content = 0;
  let choice = 0;
  for (let i = 0; i < (answers[0]?.parts.length ?? 0); i++) {
    let [mean, square] = [0, 0];
    for (const { chance, parts } of answers) {
      const part = parts[i] as number;
      mean += chance * part;
      square += chance * part * part;
    }
    if (mean === 0) continue;
    content += (square - mean * mean) / mean;
    choice += (mean - square) / mean;
  }
  return { content, choice };
}

/** As `subsetCvSquared` where every request picks afresh: [(N/k−1)ΣG² + N(1−1/k)ΣG]/(ΣG)². */
export function freshPickCvSquared(backends: number, size: number, answers: GroupSums): number {
  return subsetCvSquared(backends, size, answers, { sum: answers.sum, squares: answers.sum });
}

/**
 * Hits of an answer go round its `size` addresses in turn, the first hit following on from the miss: the rest
 * r = G mod k is all that is uneven, N·r(k−r)/k for the answer instead of N(1−1/k)ΣH².
 */
export function rotationTerm(backends: number, size: number, followers: number): number {
  const rest = followers % size;
  return (backends * rest * (size - rest)) / size;
}

/**
 * Over a horizon: resolvers of share wᵣ that make n draws each, (N−1)Σ wᵣ²/nᵣ with nᵣ = H/(T + 1/λᵣ). The
 * fluid form: requests inside an epoch are taken as evenly spread.
 *
 * @param rates requests per second of each resolver
 */
export function horizonCvSquared(
  backends: number,
  rates: ArrayLike<number>,
  ttl: number,
  horizon: number,
): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i] as number;
    total += rate;
    sum += rate * rate * (ttl + 1 / rate);
  }
  return ((backends - 1) * sum) / (horizon * total * total);
}

/** As above with whole requests: an epoch's G = 1 + Poisson(λT) has E[G²] = (1+λT)² + λT. */
export function horizonCvSquaredOfRequests(
  backends: number,
  rates: ArrayLike<number>,
  ttl: number,
  horizon: number,
): number {
  let total = 0;
  let squares = 0;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i] as number;
    const mean = 1 + rate * ttl;
    total += rate;
    squares += (mean * mean + rate * ttl) / (ttl + 1 / rate);
  }
  return ((backends - 1) * squares) / (horizon * total * total);
}

/**
 * Expected ΣG and ΣG² of requests by answer in a window of `horizon` seconds of a stationary population of Poisson
 * caches. Two requests u apart follow one answer if the first missed and u < T, or hit with more than u left:
 * 1 − h·u/T, h the hit ratio. Exact, epochs cut by the window's ends included; as the window grows an epoch's G is
 * 1 + Poisson(λT).
 *
 * @param rates requests per second of each cache
 */
export function expectedGroupSums(
  rates: ArrayLike<number>,
  ttl: number,
  horizon: number,
): GroupSums {
  const span = Math.min(ttl, horizon);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i] as number;
    const hit = (rate * ttl) / (1 + rate * ttl);
    // ∫(H−u)du and ∫(H−u)u du over the span.
    const near = span * (horizon - span / 2);
    const moment = span * span * (horizon / 2 - span / 3);
    sum += rate * horizon;
    squares += rate * horizon + 2 * rate * rate * (near - (hit * moment) / ttl);
  }
  return { sum, squares };
}
