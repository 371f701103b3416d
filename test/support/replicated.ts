/** Ratios over independent replications, with a standard error that allows for whatever depends inside one. */
import type { Measurements } from '../../sim/measurements.ts';
import type { Scenario } from '../../sim/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { sum } from './scenarios.ts';

export interface Ratio {
  readonly value: number;
  /** From the residuals y − value·x of the replications (model.md part 6). */
  readonly error: number;
}

export function ratioOf(pairs: readonly { readonly y: number; readonly x: number }[]): Ratio {
  const n = pairs.length;
  const x = sum(pairs.map((pair) => pair.x));
  const value = sum(pairs.map((pair) => pair.y)) / x;
  const squares = sum(pairs.map((pair) => (pair.y - value * pair.x) * (pair.y - value * pair.x)));
  return { value, error: Math.sqrt((squares * n) / (n - 1)) / x };
}

/** Sum over sum of what `read` takes from each replication. */
export function replicated(
  scenario: Scenario,
  seed: string,
  replications: number,
  read: (measured: Measurements) => { readonly y: number; readonly x: number },
): Ratio {
  return ratioOf(
    Array.from({ length: replications }, (_, r) => read(simulate(scenario, seed, r + 1))),
  );
}

/** Hits and queries of one resolver group. */
export function hitsOf(group = 0): (measured: Measurements) => { y: number; x: number } {
  return ({ resolvers }) => ({
    y: sum(resolvers[group]?.hits ?? []),
    x: sum(resolvers[group]?.queries ?? []),
  });
}
