/**
 * M/M/c: one queue for `servers` servers; `offered` load a = cρ in Erlangs, below c; times in mean service times
 * (Erlang 1917; Kleinrock 1975).
 */

/** Chance of waiting, Erlang's C, from the recurrence of Erlang's B. */
export function waitProbability(servers: number, offered: number): number {
  let blocked = 1;
  for (let c = 1; c <= servers; c++) blocked = (offered * blocked) / (c + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/** Mean sojourn: 1 + C/(c − a). */
export function pooledSojourn(servers: number, offered: number): number {
  return 1 + waitProbability(servers, offered) / (servers - offered);
}
