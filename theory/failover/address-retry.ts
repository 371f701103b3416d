/** Trying the addresses of an answer one after another when `dead` of `backends` do not answer. */

/** N backends, d of them dead, k addresses in an answer, in random order. */
export interface Addresses {
  readonly backends: number;
  readonly dead: number;
  readonly inAnswer: number;
}

/** Chance that all addresses are dead: C(d,k)/C(N,k). */
export function allDead({ backends, dead, inAnswer }: Addresses): number {
  return deadRun(backends, dead, inAnswer);
}

/**
 * Mean number of dead addresses tried before a live one, or before giving up: Σ C(d,j)/C(N,j) over j = 1 … k;
 * d/(N−d+1) when the answer has them all. Times the attempt delay it is the extra connect time.
 */
export function deadTries({ backends, dead, inAnswer }: Addresses): number {
  let sum = 0;
  for (let j = 1; j <= inAnswer; j++) sum += deadRun(backends, dead, j);
  return sum;
}

/** C(d,j)/C(N,j): the chance that j different backends are all dead. */
function deadRun(backends: number, dead: number, j: number): number {
  let chance = 1;
  for (let i = 0; i < j; i++) chance *= Math.max(0, dead - i) / (backends - i);
  return chance;
}
