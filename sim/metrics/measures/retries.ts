import { FAILURES, type Measurements } from '../../measurements.ts';
import type { RatioMeasure } from './measure.ts';
import { clientSum, columnSum } from './sums.ts';

/** Reasons of failure before any address was tried. */
const WITHOUT_ATTEMPT = ['no-address', 'servfail', 'lookup-timeout'] as const;

export const retries: RatioMeasure = {
  kind: 'ratio',
  name: 'retries',
  summary: 'Attempts beyond the first of each request; requests that got no address had none.',
  of: 'run',
  unit: 'attempts',
  path: 'totals.retries',
  // Not below 0: a request under way at the end of the span is made, but not yet tried.
  read: (m) => ({
    y: Math.max(0, clientSum(m, (clients) => clients.attempts) - attempted(m)),
    x: 1,
  }),
};

function attempted(m: Measurements): number {
  const made = clientSum(m, (clients) => clients.made);
  return WITHOUT_ATTEMPT.reduce(
    (left, reason) => left - failuresFor(m, FAILURES.indexOf(reason)),
    made,
  );
}

function failuresFor(m: Measurements, reason: number): number {
  return m.clients.reduce(
    (total, { failures }) => total + columnSum(failures, FAILURES.length, reason),
    0,
  );
}
