/** Limits of an expectation, in the unit of what is measured. */
import * as z from 'zod/mini';
import type { Expectation } from '../../../experiments/study.ts';
import { duration, rate, share } from '../../../sim/settings.ts';
import { printable } from '../printable.ts';
import type { ExpectationInput } from '../schema/expectations.ts';
import type { Path } from '../tree.ts';
import type { Context } from './context.ts';

type Limits = Pick<Expectation, 'low' | 'high'>;

const NUMBER = 'expected a number';
const plain = z.number({ error: NUMBER });

/** How a limit is written for each unit; a plain number for all others. */
const WRITTEN: ReadonlyMap<string, z.ZodMiniType<number>> = new Map<string, z.ZodMiniType<number>>([
  ['s', duration],
  ['share', share],
  ['/s', rate],
]);

/** Null, and reported, when there are none, too many, or one is not in the unit. */
export function limitsOf(
  { below, above, between }: ExpectationInput,
  unit: string,
  path: Path,
  context: Context,
): Limits | null {
  if (between === undefined && below === undefined && above === undefined) {
    context.wrong(path, 'expected what it should be: below, above or between');
    return null;
  }
  if (between !== undefined && (below !== undefined || above !== undefined)) {
    context.wrongKey([...path, 'between'], 'between is both limits; remove it, or below and above');
    return null;
  }
  const read = (value: number | string | undefined, place: Path) =>
    value === undefined ? null : inUnit(value, unit, place, context);
  const low = read(between?.[0] ?? above, between ? [...path, 'between', 0] : [...path, 'above']);
  const high = read(between?.[1] ?? below, between ? [...path, 'between', 1] : [...path, 'below']);
  if (low === undefined || high === undefined) return null;
  if (low !== null && high !== null && low > high) {
    context.wrong(
      between ? [...path, 'between'] : [...path, 'above'],
      'the lower limit is above the upper one',
    );
    return null;
  }
  return { low, high };
}

function inUnit(
  value: number | string,
  unit: string,
  path: Path,
  context: Context,
): number | undefined {
  const parsed = z.safeParse(WRITTEN.get(unit) ?? plain, value);
  if (parsed.success) return parsed.data;
  context.wrong(
    path,
    `${parsed.error.issues[0]?.message ?? NUMBER}; found ${printable(String(value))}`,
  );
  return undefined;
}
