/** Deals `count` clients to members in proportion to their weights, by largest remainder. */
export function apportion(weights: Float64Array, count: number): Int32Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (weight / sum) * count);
  const given = exact.map(Math.floor);
  const rest = count - given.reduce((total, n) => total + n, 0);
  const byRemainder = Array.from(weights.keys()).sort(
    (a, b) =>
      (exact[b] as number) - (given[b] as number) - ((exact[a] as number) - (given[a] as number)) ||
      a - b,
  );
  for (const member of byRemainder.slice(0, rest)) given[member] = (given[member] as number) + 1;
  const dealt = new Int32Array(count);
  let client = 0;
  given.forEach((n, member) => {
    dealt.fill(member, client, client + n);
    client += n;
  });
  return dealt;
}
