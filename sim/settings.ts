/**
 * The vocabulary of settings: how a duration, a TTL, a rate, a share, an address or a name is written
 * in a scenario, and the number it becomes. Plug-ins build their own settings from these, so one
 * definition gives the types, the error messages and the JSON Schema.
 */
import * as z from 'zod/mini';
import { isAddress } from './ip-address.ts';

/** Virtual time or a span of it, in seconds. */
export type Seconds = number;
/** Events per second. */
export type PerSecond = number;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};
const DURATION = /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h|d|w))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?)(us|ms|s|m|h|d|w)/g;
const RATE = /^(\d+(?:\.\d+)?(?:e\d+)?)\/(ms|s|m|h|d)$/;
const TTL = /^\d+s?$/;
const PERCENT = /^\d+(?:\.\d+)?%$/;

const DURATION_HINT = 'expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h';
const RATE_HINT = 'expected a rate such as 300/s, 20/m or 1.5/h';
const SHARE_HINT = 'expected a share such as 12% or 0.12';
const TTL_HINT = 'expected a TTL in whole seconds from 0 to 2147483647, such as 60 or 60s';

/** `1m30s` → 90. The text must match the duration pattern. */
export function parseDuration(text: string): Seconds {
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(DURATION_PART)) {
    seconds += Number(amount) * (UNIT_SECONDS[unit as string] as number);
  }
  return seconds;
}

/** Long enough for any scenario, short enough for the clock to keep its microseconds in a double. */
const LONGEST_DURATION: Seconds = 100 * 365 * 86_400;
const isRepresentable = (text: string) => parseDuration(text) <= LONGEST_DURATION;

/** A span of time, in seconds, from 0 to 36500 days: `250ms`, `1m30s`, or the number 0. */
export const duration = z.union(
  [
    z.pipe(
      z
        .string()
        .check(
          z.regex(DURATION, { error: DURATION_HINT, abort: true }),
          z.refine(isRepresentable, { error: 'expected a duration of at most 36500d' }),
        ),
      z.transform(parseDuration),
    ),
    z.literal(0, { error: DURATION_HINT }),
  ],
  { error: DURATION_HINT },
);

/** A duration above 0. */
export const span = z.pipe(
  duration,
  z.number().check(z.gt(0, { error: 'expected a duration above 0' })),
);

/** A time to live, in whole seconds, 0 to 2³¹−1 (RFC 2181 section 8): `60` or `60s`. */
export const ttl = z.union(
  [
    z
      .int({ error: TTL_HINT })
      .check(z.gte(0, { error: TTL_HINT }), z.lte(2_147_483_647, { error: TTL_HINT })),
    z.pipe(
      z.string({ error: TTL_HINT }).check(
        z.regex(TTL, { error: TTL_HINT, abort: true }),
        z.refine((text: string) => Number.parseInt(text, 10) <= 2_147_483_647, { error: TTL_HINT }),
      ),
      z.transform((text: string) => Number(text.replace('s', ''))),
    ),
  ],
  { error: TTL_HINT },
);

/** `20/m` → 1/3. The text must match the rate pattern. */
function parseRate(text: string): PerSecond {
  const [, amount, unit] = RATE.exec(text) as unknown as [string, string, string];
  return Number(amount) / (UNIT_SECONDS[unit] as number);
}

/** Events per second, 0 to 10⁹: `300/s`, `20/m`, `1.5/h`. */
export const rate = z.pipe(
  z.string({ error: RATE_HINT }).check(
    z.regex(RATE, { error: RATE_HINT, abort: true }),
    z.refine((text: string) => parseRate(text) <= 1e9, {
      error: 'expected a rate of at most 1e9/s',
    }),
  ),
  z.transform(parseRate),
);

/** A part of a whole, 0 to 1: `12%` or `0.12`. */
export const share = z.union(
  [
    z
      .number({ error: SHARE_HINT })
      .check(z.gte(0, { error: SHARE_HINT }), z.lte(1, { error: SHARE_HINT })),
    z.pipe(
      z.string({ error: SHARE_HINT }).check(
        z.regex(PERCENT, { error: SHARE_HINT }),
        z.refine((text: string) => Number.parseFloat(text) <= 100, {
          error: 'expected a share of at most 100%',
        }),
      ),
      z.transform((text: string) => Number.parseFloat(text) / 100),
    ),
  ],
  { error: SHARE_HINT },
);

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number) {
  const error = `expected a whole number from ${low} to ${high}`;
  return z.int({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}

/** A number from `low` to `high`. */
export function real(low: number, high: number) {
  const error = `expected a number from ${low} to ${high}`;
  return z.number({ error }).check(z.gte(low, { error }), z.lte(high, { error }));
}

/** One of a few words. */
export function oneOf<const W extends readonly [string, ...string[]]>(...words: W) {
  return z.enum(words, { error: `expected one of ${words.join(', ')}` });
}

/** Latitude and longitude in degrees, north and east positive. */
export const coordinates = z.strictObject({ latitude: real(-90, 90), longitude: real(-180, 180) });

/** The name of a thing: no spaces, control characters, slashes or path syntax. */
export const name = z.string({ error: 'expected a name' }).check(
  z.regex(/^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,127}$/, {
    error: 'expected a name of letters, digits, "-", "_", "." or ":", at most 128 long',
  }),
);

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

/** An IPv4 address in dotted decimal, as its text. */
export const ipv4 = z
  .string({ error: 'expected an IPv4 address such as 192.0.2.1' })
  .check(z.regex(IPV4, { error: 'expected an IPv4 address such as 192.0.2.1' }));

/** An address of either family, as its text. */
export const address = z
  .string({ error: 'expected an address such as 192.0.2.1 or 2001:db8::1' })
  .check(z.refine(isAddress, { error: 'expected an address such as 192.0.2.1 or 2001:db8::1' }));

/** `192.0.2.1` → 3221225985. */
export function ipv4Number(text: string): number {
  return text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
