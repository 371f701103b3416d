/**
 * Deals `count` clients to members in proportion to their weights, by largest remainder.
 *
 * @param ranks by member: whose turn it is first among equal remainders; null: in their order
 */
export function apportion(
  weights: Float64Array,
  count: number,
  ranks: Int32Array | null = null,
): Int32Array {
  const given = shareOut(weights, count, ranks);
  const dealt = new Int32Array(count);
  let client = 0;
  given.forEach((n, member) => {
    dealt.fill(member, client, client + n);
    client += n;
  });
  return dealt;
}

/** How many of `count` each gets, by largest remainder (Hamilton's method); see {@link apportion}. */
export function shareOut(
  weights: Float64Array,
  count: number,
  ranks: Int32Array | null = null,
): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (weight / sum) * count);
  const given = exact.map(Math.floor);
  const rest = count - given.reduce((total, n) => total + n, 0);
  const rankOf = (member: number) => (ranks ? (ranks[member] as number) : member);
  const byRemainder = Array.from(weights.keys()).sort(
    (a, b) =>
      (exact[b] as number) - (given[b] as number) - ((exact[a] as number) - (given[a] as number)) ||
      rankOf(a) - rankOf(b),
  );
  for (const member of byRemainder.slice(0, rest)) given[member] = (given[member] as number) + 1;
  return given;
}
