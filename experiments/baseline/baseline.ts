/**
 * A baseline: the accepted numbers of a scenario, small enough to read in a review, and what is needed to tell
 * another run from it: how much its numbers vary, and the law of its window loads.
 */
import type { Result } from '../result.ts';
import { type Numbers, numbersOf } from './numbers.ts';
import { toleratedIn } from './tolerated.ts';

export interface Baseline {
  /** Of the program that made it. */
  readonly version: string;
  readonly settings: Settings;
  readonly numbers: Numbers;
  /** Standard deviation between replications of the numbers that have a tolerance; null: there was one replication. */
  readonly deviations: Readonly<Record<string, number | null>>;
  /** Loads of windows by block of replications: number of the first step, counts of it and those after it (`Result.skew`). */
  readonly windowLoads: readonly string[];
}

/** What equal numbers rest on. */
export interface Settings {
  readonly hash: string;
  readonly seed: number | string;
  readonly replications: number;
  readonly start: string;
  readonly detail: string;
}

/** The baseline that a result would make. */
export function baselineOf(result: Result): Baseline {
  const { hash, seed, replications, start, detail } = result.scenario;
  return {
    version: result.tool.version,
    settings: { hash, seed, replications, start, detail },
    numbers: numbersOf(result),
    deviations: Object.fromEntries(
      toleratedIn(result).map(({ path, estimate }) => [path, estimate?.sd ?? null]),
    ),
    windowLoads: result.skew.windows.loads.blocks.map(
      ({ first, counts }) => `${first}: ${counts.join(' ')}`,
    ),
  };
}
