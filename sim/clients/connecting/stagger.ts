import * as z from 'zod/mini';
import { duration, type Seconds, whole } from '../../settings.ts';
import { connectPlugin } from './connect.ts';

interface Stagger {
  readonly stagger: Seconds;
  /** Attempts under way at once. */
  readonly parallel: number;
  /** Whether an attempt is given up when the next begins. */
  readonly abort: boolean;
}

/**
 * Happy Eyeballs in the form of RFC 8305 section 5, within one family: attempt i begins `stagger` after
 * attempt i − 1, or when one fails; the first to be accepted wins. With `abort` an attempt has only `stagger`
 * to succeed, the last one all the time it needs.
 */
export const stagger = connectPlugin<Stagger>({
  name: 'stagger',
  summary: 'A new attempt at the next address every so often; the first to be accepted wins.',
  fields: {
    stagger: duration,
    parallel: z._default(whole(1, 64), 2),
    abort: z._default(z.boolean({ error: 'expected true or false' }), false),
  },
  rule: ({ stagger: delay, parallel, abort }) => ({
    tries: 'all',
    stagger: delay,
    parallel: abort ? 1 : parallel,
    abort,
  }),
});
