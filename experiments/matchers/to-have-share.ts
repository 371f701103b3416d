import * as z from 'zod/mini';
import { share as shareSetting } from '../../sim/settings.ts';
import type { Estimate, Result } from '../result.ts';

export interface ShareOptions {
  /** Largest distance allowed, both ways, as a part of all requests: `0.02` or `'2%'`. */
  readonly within: number | string;
  /** The share wanted, `0.33` or `'33%'`; the backend's intended share when left out. */
  readonly of?: number | string;
}

/** What a matcher answers. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
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
        `  measured  ${measured(found.share as Estimate)}`,
        `  ${of === undefined ? 'intended ' : 'wanted   '} ${percent(wanted)}`,
        `  limits    ${percent(wanted - margin)} to ${percent(wanted + margin)}`,
      ].join('\n'),
  };
}

function asResult(received: unknown): Result {
  const candidate = received as Partial<Result> | null | undefined;
  if (typeof candidate === 'object' && Array.isArray(candidate?.backends))
    return candidate as Result;
  throw new TypeError('expected a result of run(); await it first');
}

function parseShare(option: string, value: number | string): number {
  const parsed = z.safeParse(shareSetting, value);
  if (parsed.success) return parsed.data;
  throw new TypeError(
    `${option}: ${parsed.error.issues[0]?.message ?? 'expected a share'}, found ${JSON.stringify(value)}`,
  );
}

function measured({ mean, low, high, n }: Estimate): string {
  if (low === null || high === null) return `${percent(mean)} (one replication, no interval)`;
  return `${percent(mean)} ± ${percent((high - low) / 2)} (95 % interval, ${n} replications)`;
}

/** At least a hundredth of a percent is shown. */
function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
