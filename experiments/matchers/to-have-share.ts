import * as z from 'zod/mini';
import { share as shareSetting } from '../../sim/settings.ts';
import type { Estimate } from '../result.ts';
import { asResult, percent, type Verdict, withInterval } from './verdict.ts';

export interface ShareOptions {
  /** Largest distance allowed, both ways, as a part of all requests: `0.02` or `'2%'`. */
  readonly within: number | string;
  /** The share wanted, `0.33` or `'33%'`; the backend's intended share when left out. */
  readonly of?: number | string;
}

/**
 * Whether a backend's mean share lies within ±`within` of the share wanted, the limits included.
 *
 * @throws {TypeError} if `received` is no result, the backend is not in it, its share or intended share was not
 * measured, or an option is no share: such a test must fail, negated or not
 */
export function toHaveShare(
  received: unknown,
  backend: string,
  { within, of }: ShareOptions,
): Verdict {
  const { backends } = asResult(received);
  const found = backends.find(({ name }) => name === backend);
  if (!found) {
    throw new TypeError(
      `no backend is called "${backend}"; the result has ${backends.map(({ name }) => name).join(', ')}`,
    );
  }
  if (!found.share)
    throw new TypeError(`the share of ${backend} was not measured: no backend got a request`);
  const wanted = of === undefined ? found.intendedShare?.mean : parseShare('of', of);
  if (wanted === undefined)
    throw new TypeError(`the intended share of ${backend} is not known; say { of: … }`);
  const margin = parseShare('within', within);
  const pass = Math.abs(found.share.mean - wanted) <= margin;
  return {
    pass,
    message: () =>
      [
        `expected the share of ${backend} ${pass ? 'not ' : ''}to be within ${percent(margin)} of ${of === undefined ? 'its intended share' : 'the share wanted'}`,
        `  measured  ${withInterval(found.share as Estimate, percent)}`,
        `  ${of === undefined ? 'intended ' : 'wanted   '} ${percent(wanted)}`,
        `  limits    ${percent(wanted - margin)} to ${percent(wanted + margin)}`,
      ].join('\n'),
  };
}

function parseShare(option: string, value: number | string): number {
  const parsed = z.safeParse(shareSetting, value);
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `${option}: ${parsed.error.issues[0]?.message ?? 'expected a share'}, found ${JSON.stringify(value)}`,
  );
}
