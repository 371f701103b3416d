import { judge } from '../expectations/verdict.ts';
import { asResult, type Verdict, withInterval } from './verdict.ts';

export interface BalanceOptions {
  /** Most that any backend may have over the whole run, as a multiple of its intended share; at least 1. */
  readonly peakToMean: number;
}

/**
 * Whether the whole 95 % interval of peak-to-mean lies within the limit: not known for certain is no pass.
 *
 * @throws {TypeError} if `received` is no result, nothing was measured, or the limit is none
 */
export function toBeBalanced(received: unknown, { peakToMean: limit }: BalanceOptions): Verdict {
  const { peakToMean } = asResult(received).skew.whole;
  if (!(limit >= 1))
    throw new TypeError(`peakToMean: expected a number of at least 1, found ${limit}`);
  if (!peakToMean) throw new TypeError('peak-to-mean was not measured: no backend got a request');
  const { verdict, replicationsNeeded } = judge(peakToMean, { low: null, high: limit }, 1);
  const write = (value: number) => value.toFixed(3);
  return {
    pass: verdict === 'met',
    message: () =>
      [
        `expected the loads ${verdict === 'met' ? 'not ' : ''}to be balanced within ${limit} times the intended shares`,
        `  measured  ${withInterval(peakToMean, write)}`,
        `  limit     ${write(limit)}`,
        ...decides(replicationsNeeded),
      ].join('\n'),
  };
}

/** What would decide where the interval reaches over the limit. */
export function decides(replications: number | null): string[] {
  return replications === null
    ? []
    : [`  undecided: about ${replications} replications would decide`];
}
