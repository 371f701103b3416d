/** How many of several: a count such as 2, or a share such as 50%. */
import * as z from 'zod/mini';
import { share, whole } from '../../sim/settings.ts';
import type { Context } from './resolve/context.ts';
import type { Path } from './tree.ts';

const HINT = 'expected how many, such as 2, or a share such as 50%';

/** A whole number is a count: 1 is one of them, 100% is all. */
export const howMany = z.union(
  [
    z.pipe(
      whole(1, 10_000_000),
      z.transform((count) => ({ count })),
    ),
    z.pipe(
      share,
      z.transform((part) => ({ share: part })),
    ),
  ],
  { error: HINT },
);
export type HowMany = z.output<typeof howMany>;

/**
 * The number that is meant, at least one; more than there are is reported, and so is a share of 0.
 *
 * @param what they are, such as `edges`
 */
export function numberOf(
  written: HowMany | undefined,
  there: number,
  what: string,
  path: Path,
  context: Context,
): number {
  if (written === undefined) return there;
  if ('share' in written) {
    if (written.share === 0)
      context.wrong(path, 'a share of 0 strikes none; raise it, or remove the event');
    return Math.max(1, Math.round(written.share * there));
  }
  if (written.count > there)
    context.wrong(
      path,
      `there are only ${there} ${what}; lower it to ${there} at most, or leave it out for all`,
    );
  return written.count;
}
