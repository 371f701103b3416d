/** What clients met: failures by reason, retries, requests without an end, and times where a delay is modelled. */
import type { Result, Times } from '../../experiments/result.ts';
import { count, counted, meanOf, percent, significant, span } from '../numbers.ts';
import { facts } from './facts.ts';

const time = (seconds: number) => span(Number(significant(seconds).replaceAll(',', '')));

/** No line when nothing failed. */
export function failureLines({ totals }: Result, width: number): string[] {
  const made = totals.made?.mean ?? 0;
  const failed = totals.failed?.mean ?? 0;
  if (failed === 0 || made === 0) return [];
  const reasons = Object.entries(totals.failuresByReason)
    .filter(([, measured]) => measured !== null && measured !== undefined && measured.mean > 0)
    .sort(([, a], [, b]) => (b?.mean ?? 0) - (a?.mean ?? 0))
    .map(([reason, measured]) => `${reason} ${percent((measured?.mean ?? 0) / made)}`);
  return [
    facts(
      'failures',
      [`${percent(failed / made)} of ${counted(made, 'request')} made`, ...reasons],
      width,
    ),
  ];
}

/** No line when no request was begun again. */
export function retryLines({ totals }: Result, width: number): string[] {
  const { retries, retryAmplification } = totals;
  if ((retries?.mean ?? 0) === 0) return [];
  return [
    facts(
      'retries',
      [meanOf(retries, count), `${meanOf(retryAmplification, significant)} attempts a request`],
      width,
    ),
  ];
}

/** No line unless one request in a hundred had no end when the run ended: it waited in a queue, or for a silent host. */
export function unfinishedLines({ totals }: Result, width: number): string[] {
  const made = totals.made?.mean ?? 0;
  const open = totals.inFlightEnd?.mean ?? 0;
  if (open < 0.01 * made || open < 1) return [];
  return [
    facts('unfinished', [`${counted(open, 'request')} had no end when the run ended`], width),
  ];
}

/** A line per client group whose requests took time: some delay is modelled, or some wait was long. */
export function timeLines({ clients }: Result, width: number): string[] {
  return clients.flatMap(({ name, totalTime }) =>
    totalTime === null || isNothing(totalTime)
      ? []
      : [facts('total time', [name, ...quantiles(totalTime)], width)],
  );
}

function quantiles({ p50Seconds, p95Seconds, p99Seconds }: Times): string[] {
  return [
    `p50 ${meanOf(p50Seconds, time)}`,
    `p95 ${meanOf(p95Seconds, time)}`,
    `p99 ${meanOf(p99Seconds, time)}`,
  ];
}

/** Hardly any request waited for anything. */
function isNothing({ p99Seconds }: Times): boolean {
  return p99Seconds !== null && p99Seconds.mean === 0;
}
