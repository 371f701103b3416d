import * as z from 'zod/mini';
import { share as shareSetting } from '../../sim/settings.ts';
import { judge } from '../expectations/verdict.ts';
import type { EventResult, EventTimes } from '../result.ts';
import { decides } from './to-be-balanced.ts';
import { asResult, type Verdict, withInterval } from './verdict.ts';

export interface DrainOptions {
  /** The part of the usual requests that has left: 0.5, 0.9, 0.99 or 0.999, or as text, `'99%'`. */
  readonly to: number | string;
  /** The most that it may take. */
  readonly seconds: number;
}

const LEVELS: Readonly<Record<number, keyof EventTimes>> = {
  0.5: 'p50',
  0.9: 'p90',
  0.99: 'p99',
  0.999: 'p999',
};

/**
 * Whether the whole 95 % interval of the time in which a part of the requests left a fault's target, or followed a
 * change, lies within the limit. One that was followed for longer and never got there does not pass.
 *
 * @throws {TypeError} if `received` is no result, the event is not in it, or `to` is none of the levels
 */
export function toDrainWithin(
  received: unknown,
  event: string,
  { to, seconds }: DrainOptions,
): Verdict {
  const { events } = asResult(received);
  const found = events.find(({ name }) => name === event);
  if (!found) {
    const names = events.length > 0 ? events.map(({ name }) => name).join(', ') : 'none';
    throw new TypeError(`no event is called "${event}"; the result has ${names}`);
  }
  const level = levelOf(to);
  // A fault has the one, a change the other.
  const measured = found.drainSeconds[level] ?? found.settleSeconds[level];
  const verdict = measured && judge(measured, { low: null, high: seconds }, 1);
  const pass = verdict?.verdict === 'met';
  const write = (value: number) => `${value.toFixed(1)} s`;
  return {
    pass,
    message: () =>
      [
        `expected ${event} ${pass ? 'not ' : ''}to drain to ${to} within ${seconds} s`,
        `  measured  ${measured ? withInterval(measured, write) : missing(found)}`,
        ...decides(verdict?.replicationsNeeded ?? null),
      ].join('\n'),
  };
}

function levelOf(to: number | string): keyof EventTimes {
  const parsed = z.safeParse(shareSetting, to);
  const level = parsed.success ? LEVELS[parsed.data] : undefined;
  if (level) return level;
  throw new TypeError(`to: expected 50%, 90%, 99% or 99.9%, found ${JSON.stringify(to)}`);
}

function missing({ censoredAtSeconds, plateau }: EventResult): string {
  if (!censoredAtSeconds) return 'not known: too few requests to tell';
  const left = plateau ? `, ${(100 * plateau.mean).toFixed(1)} % left` : '';
  return `not reached in the ${censoredAtSeconds.mean} s that it was followed${left}`;
}
