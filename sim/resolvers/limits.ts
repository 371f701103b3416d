/** How a scenario writes what a resolver does not do without end: have clients wait, keep records, answer one client. */
import * as z from 'zod/mini';
import { isLossy } from '../losses.ts';
import { isOutage } from '../outages.ts';
import type { JoinLimit, ResolverBehaviour, Scenario } from '../scenario.ts';
import { oneOf, rate, whole } from '../settings.ts';

const JOIN_LIMIT =
  'expected none, or { start: 10, growth: 5, most: 100, overflow: drop }, any of them left out';
const CAPACITY = 'expected none, or how many records a cache holds, from 1 to 1000000000';
const RATE_LIMIT = 'expected none, or a rate such as 100/s';

const none = (error: string) =>
  z.pipe(
    z.literal('none', { error }),
    z.transform(() => null),
  );

/** What is left out is as in BIND (`clients-per-query`, `max-clients-per-query`). */
export const joinLimit = z.union(
  [
    none(JOIN_LIMIT),
    z.pipe(
      z.strictObject({
        start: z.optional(whole(1, 1e9)),
        growth: z.optional(whole(0, 1e9)),
        most: z.optional(whole(1, 1e9)),
        overflow: z.optional(oneOf('drop', 'servfail')),
      }),
      z.transform(
        ({ start = 10, growth = 5, most = 100, overflow = 'drop' }): JoinLimit => ({
          start,
          growth,
          most: Math.max(start, most),
          overflow,
        }),
      ),
    ),
  ],
  { error: JOIN_LIMIT },
);

export const capacity = z.union([none(CAPACITY), whole(1, 1e9)], { error: CAPACITY });

export const rateLimit = z.union(
  [
    none(RATE_LIMIT),
    z.pipe(
      rate,
      z.number().check(z.gt(0, { error: 'expected a rate above 0, or none for no limit' })),
    ),
  ],
  { error: RATE_LIMIT },
);

/** Whether a resolver may leave queries without any answer, although it is well. */
export function leavesUnanswered({ joinLimit, rateLimit }: ResolverBehaviour): boolean {
  return joinLimit?.overflow === 'drop' || rateLimit !== undefined;
}

/** Whether a client may wait in vain for an answer of a resolver. */
export function mayStaySilent(scenario: Pick<Scenario, 'events' | 'resolvers' | 'network'>) {
  const { events, resolvers } = scenario;
  return (
    isLossy(scenario) ||
    events.some(isOutage) ||
    resolvers.some(({ behaviour }) => leavesUnanswered(behaviour))
  );
}
