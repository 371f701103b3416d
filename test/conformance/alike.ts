/** Whether two tables of counts can be of one law. */
import { expect } from 'vitest';

/** Expected counts below this are put together. */
const FEW = 5;

/**
 * Pearson's two-sample chi-square at 1e-6, its limit by Wilson and Hilferty (1931); of tables with very many rows by the
 * first two addresses only. Nothing may be seen that cannot be drawn.
 */
export function alike(seen: ReadonlyMap<string, number>, drawn: ReadonlyMap<string, number>): void {
  const total = sum(drawn);
  // With fewer draws of each some that can come would be missing.
  if (drawn.size < 0.02 * total)
    expect([...seen.keys()].filter((key) => !drawn.has(key))).toEqual([]);
  const many = sum(seen) < 2 * FEW * drawn.size;
  const [a, b] = many ? [byFirstTwo(seen), byFirstTwo(drawn)] : [seen, drawn];
  const [n, m] = [sum(a), sum(b)];
  let [x2, degrees] = [0, -1];
  let [restA, restB] = [0, 0];
  const add = (one: number, other: number) => {
    const [k1, k2] = [Math.sqrt(m / n), Math.sqrt(n / m)];
    x2 += ((k1 * one - k2 * other) * (k1 * one - k2 * other)) / (one + other);
    degrees += 1;
  };
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(key) ?? 0, b.get(key) ?? 0];
    if ((n * (one + other)) / (n + m) >= FEW) add(one, other);
    else [restA, restB] = [restA + one, restB + other];
  }
  if (restA + restB > 0) add(restA, restB);
  expect(x2).toBeLessThan(limit(degrees));
}

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((all, count) => all + count, 0);

function byFirstTwo(counts: ReadonlyMap<string, number>): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const [order, count] of counts) {
    const pair = order.split(' ').slice(0, 2).join(' ');
    pairs.set(pair, (pairs.get(pair) ?? 0) + count);
  }
  return pairs;
}

/** The upper 1e-6 point of chi-square. */
function limit(degrees: number): number {
  if (degrees < 1) return Number.MIN_VALUE;
  const z = 4.7534;
  const part = 2 / (9 * degrees);
  const root = 1 - part + z * Math.sqrt(part);
  return degrees * root * root * root * 1.02;
}
