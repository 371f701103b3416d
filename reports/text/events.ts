/** What followed each event, in a line or two: how soon DNS knew, how long requests went on going there, what failed. */
import type { EventResult, EventTimes, Measured, Result } from '../../experiments/result.ts';
import { counted, meanOf, percent, significant, span } from '../numbers.ts';
import { facts } from './facts.ts';

/** More events than this are not told one by one in the short summary. */
const TOLD = 6;

/** Whole seconds from ten on, three digits below. */
export const roughly = (seconds: number) =>
  span(seconds >= 10 ? Math.round(seconds) : Number(significant(seconds).replaceAll(',', '')));

export function eventLines({ events }: Result, width: number, full: boolean): string[] {
  const told = full ? events : events.slice(0, TOLD);
  const lines = told.map((event, i) => facts(i === 0 ? 'events' : '', itemsOf(event), width));
  const rest = events.length - told.length;
  return rest > 0 ? [...lines, facts('', [`… ${rest} more events: --summary full`], width)] : lines;
}

function itemsOf(event: EventResult): string[] {
  const { name, at, detectionSeconds, lastRequestSeconds, failedRequests, survivorsPeak } = event;
  const { returnSeconds } = event;
  const spread = at !== null && at.sd !== null && at.sd > 0 ? 'about ' : '';
  return [
    `${name} at ${spread}${meanOf(at, roughly)}`,
    ...said(detectionSeconds.lastEdge, (s) => `left DNS after ${roughly(s)}`),
    ...said(detectionSeconds.balancers ?? null, (s) => `out of balancers after ${roughly(s)}`),
    ...said(lastRequestSeconds, (s) => `last request after ${roughly(s)}`),
    ...said(failedRequests, (n) => `${counted(n, 'request')} failed`),
    ...said(
      deepest(event.drainSeconds),
      (s) => `${levelOf(event.drainSeconds)} drained after ${roughly(s)}`,
    ),
    ...said(
      deepest(event.settleSeconds),
      (s) => `${levelOf(event.settleSeconds)} follow it after ${roughly(s)}`,
    ),
    ...leftover(event),
    ...said(survivorsPeak, (ratio) => `survivors' peak ${ratio.toFixed(2)}× their share`),
    ...said(returnSeconds, (s) => `back ${roughly(s)} after its end`),
  ];
}

/** What a curve that never came to its end still had when it was last seen. */
function leftover({ censoredAtSeconds, plateau, settleSeconds, bins }: EventResult): string[] {
  if (censoredAtSeconds === null || plateau === null) return [];
  const isChange = deepest(settleSeconds) !== null || bins.some(({ staleShare }) => staleShare);
  const what = isChange ? 'still follow the old records' : 'of its usual requests still come';
  return [`${percent(plateau.mean)} ${what} after ${roughly(censoredAtSeconds.mean)}`];
}

function said(measured: Measured, say: (mean: number) => string): string[] {
  return measured === null ? [] : [say(measured.mean)];
}

/** The furthest level up to 99 % that was reached. */
function deepest(times: EventTimes): Measured {
  return times.p99 ?? times.p90 ?? times.p50;
}

function levelOf({ p99, p90 }: EventTimes): string {
  return p99 ? '99 %' : p90 ? '90 %' : '50 %';
}
