/** How a scenario writes sessions: numbers of pages and of requests, and a time to think. */
import * as z from 'zod/mini';
import { law } from '../../random/index.ts';
import type { Law, SessionSpec } from '../../scenario.ts';
import { oneOf, real } from '../../settings.ts';

const NUMBER_HINT =
  'expected a number such as 20, or a law of numbers: { exponential: 20 }, { uniform: [5, 15] } or { lognormal: { mean: 20, cv: 2 } }';

const number = real(0, 100_000);
const bounds = z
  .tuple([number, number], { error: 'expected two numbers, [least, most]' })
  .check(z.refine(([low, high]) => low <= high, { error: 'the first bound is above the second' }));

/** A law of numbers, which are rounded to the nearest whole one, at least 1. */
const numbers = z.union(
  [
    z.pipe(
      number,
      z.transform((value): Law => ({ name: 'constant', settings: value })),
    ),
    z.pipe(
      z.strictObject({ exponential: number }),
      z.transform((input): Law => ({ name: 'exponential', settings: input.exponential })),
    ),
    z.pipe(
      z.strictObject({ uniform: bounds }),
      z.transform((input): Law => ({ name: 'uniform', settings: input.uniform })),
    ),
    z.pipe(
      z.strictObject({ lognormal: z.strictObject({ mean: number, cv: real(0, 1000) }) }),
      z.transform((input): Law => ({ name: 'lognormal', settings: input.lognormal })),
    ),
  ],
  { error: NUMBER_HINT },
);

export const session = z.pipe(
  z.strictObject({
    pages: numbers,
    thinkTime: law,
    hitsPerPage: z.optional(numbers),
    lookup: z.optional(oneOf('perSession', 'perRequest')),
  }),
  z.transform(
    (input): SessionSpec => ({
      pages: input.pages,
      thinkTime: input.thinkTime,
      hitsPerPage: input.hitsPerPage ?? { name: 'constant', settings: 1 },
      lookup: input.lookup ?? 'perSession',
    }),
  ),
);
