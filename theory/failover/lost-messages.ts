/**
 * Look-ups of a stub over a network that loses each message with chance p, independently. One attempt succeeds when
 * neither the query nor its answer is lost, with (1 − p)²; attempts are `timeout` apart. Elementary: a geometric law cut
 * off after so many attempts.
 */

/** Chance that a look-up fails: no attempt succeeds. */
export function lookUpFailure(loss: number, attempts: number): number {
  return repeated(1 - (1 - loss) * (1 - loss), attempts);
}

/** Mean time of a look-up, failed ones included, when each attempt that fails costs `timeout` seconds. */
export function meanLookUpTime(loss: number, attempts: number, timeout: number): number {
  const failed = 1 - (1 - loss) * (1 - loss);
  let mean = 0;
  for (let attempt = 1; attempt <= attempts; attempt++) mean += timeout * repeated(failed, attempt);
  return mean;
}

function repeated(chance: number, times: number): number {
  let product = 1;
  for (let i = 0; i < times; i++) product *= chance;
  return product;
}
