/** What matchers share: an answer, a result to look at, a number with its interval. */
import type { Estimate, Result } from '../result.ts';

/** What a matcher answers. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** @throws {TypeError} if `received` is no result: such a test must fail, negated or not */
export function asResult(received: unknown): Result {
  const candidate = received as Partial<Result> | null | undefined;
  if (typeof candidate === 'object' && Array.isArray(candidate?.backends))
    return candidate as Result;
  throw new TypeError('expected a result of run(); await it first');
}

/** `60.00 % ± 24.84 % (95 % interval, 3 replications)`. */
export function withInterval(
  { mean, low, high, n }: Estimate,
  write: (value: number) => string,
): string {
  if (low === null || high === null) return `${write(mean)} (one replication, no interval)`;
  return `${write(mean)} ± ${write((high - low) / 2)} (95 % interval, ${n} replications)`;
}

/** At least a hundredth of a percent is shown. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
