/** What is held against a profile of what a program did; each is a test for each program. */
import { expect } from 'vitest';
import type { ResolverBehaviour } from '../../sim/scenario.ts';
import { alike } from './alike.ts';
import { drawnOrders, lifeOf, storedOrder } from './predicted.ts';
import type { Life, OrdersSeen, Recorded } from './record.ts';

const DRAWN = 60_000;
/** Of a machine that had other things to do: for a question to come and an answer to be noted. */
const LATE = 0.25;
/** Between looks at two clocks. */
const CLOSE = 0.05;

type Check = (record: Recorded, behaviour: ResolverBehaviour) => void;

const orderOfHits: Check = ({ orders }, behaviour) => {
  for (const seen of Object.values(orders)) hitsAreAs(seen, behaviour);
};

function hitsAreAs(seen: OrdersSeen, behaviour: ResolverBehaviour): void {
  const { name, settings } = behaviour.orderOnHit as { name: string; settings: Rotation | null };
  const stored = storedOrder(behaviour, seen.sent);
  if (name === 'filling') {
    expect(Object.keys(seen.hits)).toEqual([seen.filling]);
    return;
  }
  if (name === 'rotate' && settings?.by === 'counter') {
    const starts = seen.consecutive.map(({ order }) => startOf(order, stored));
    const steps = starts
      .slice(1)
      .map((start, i) => modulo(start - (starts[i] as number), stored.length));
    expect(new Set(steps)).toEqual(new Set([modulo(settings.step, stored.length)]));
    return;
  }
  if (name === 'rotate' && settings?.by !== 'random') {
    const clock = settings?.by === 'queryIdTime';
    for (const { id, second, order } of seen.consecutive) {
      // The second may have turned between the answer and the look at the clock.
      const starts = clock ? [id + second, id + second - 1] : [id];
      expect(starts.map((start) => modulo(start, stored.length))).toContain(startOf(order, stored));
    }
    return;
  }
  alike(new Map(Object.entries(seen.hits)), drawnOrders(behaviour.orderOnHit, stored, DRAWN));
}

interface Rotation {
  readonly by: string;
  readonly step: number;
}

const modulo = (value: number, n: number) => ((value % n) + n) % n;

/** The place of the stored order at which a rotation of it begins. */
function startOf(order: string, stored: readonly string[]): number {
  const start = stored.indexOf(order.split(' ')[0] as string);
  expect(order).toBe([...stored.slice(start), ...stored.slice(0, start)].join(' '));
  return start;
}

const orderOfMisses: Check = ({ orders }, behaviour) => {
  for (const { sent, misses } of Object.values(orders)) {
    const stored = storedOrder(behaviour, sent);
    const { name } = behaviour.orderOnMiss;
    if (name === 'base') expect(Object.keys(misses)).toEqual([stored.join(' ')]);
    else alike(new Map(Object.entries(misses)), drawnOrders(behaviour.orderOnMiss, stored, DRAWN));
  }
};

const clampsOfTtls: Check = ({ clamps }, behaviour) => {
  for (const { ttl, first } of clamps) {
    const kept = Math.min(Math.max(ttl, behaviour.minTtl), behaviour.maxTtl);
    expect({ ttl, first }).toEqual({ ttl, first: kept });
  }
};

const ttlOfZero: Check = ({ clamps }, { minTtl }) => {
  const zero = clamps.find(({ ttl }) => ttl === 0);
  expect(zero?.upstreamQueries).toBe(minTtl > 0 ? 1 : 2);
};

const lengthsOfLives: Check = (record, behaviour) => {
  for (const life of placed(record)) {
    const until = (life.upstream.at(-1) ?? 0) + LATE;
    const { upstream } = lifeOf(life, behaviour, until);
    inStep(life, upstream);
  }
};

/** Each fetch when it is due after the one before, or as late as the next question came. */
function inStep({ ttl, upstream }: Life, due: readonly number[]): void {
  expect({ ttl, fetches: upstream.length }).toEqual({ ttl, fetches: due.length });
  for (const [i, at] of upstream.entries()) {
    const expected = due[i] as number;
    expect(at, `fetch ${i + 1} of TTL ${ttl}, due at ${expected}`).toBeGreaterThan(
      expected - CLOSE,
    );
    expect(at, `fetch ${i + 1} of TTL ${ttl}, due at ${expected}`).toBeLessThan(expected + LATE);
  }
}

/** Of those begun at the turn of a second nobody knows in which. */
const placed = ({ lives }: Recorded) =>
  lives.filter(({ phase }) => phase > CLOSE && phase < 1 - CLOSE);

const ttlsShown: Check = (record, behaviour) => {
  for (const life of placed(record)) {
    const { shownAt } = lifeOf(life, behaviour, 1000);
    const first = life.upstream[0] ?? Number.POSITIVE_INFINITY;
    for (const { ttl, age } of life.shown.filter((shown) => shown.age < first - 0.1))
      expect([age - CLOSE, age, age + CLOSE].map(shownAt), `TTL ${life.ttl} at ${age} s`).toContain(
        ttl,
      );
  }
};

const negativeAnswers: Check = ({ negative }, behaviour) => {
  for (const { ttl, code, upstream } of negative) {
    expect(code).toBe('NXDOMAIN');
    const { min, max } = behaviour.negativeTtl;
    const kept = Math.min(Math.max(ttl, min), max);
    const gaps = upstream.map((at, i) => at - (upstream[i - 1] ?? 0));
    for (const gap of gaps) {
      expect(gap).toBeGreaterThan(kept - 1 - LATE);
      expect(gap).toBeLessThan(kept + 1 + LATE);
    }
  }
};

/** Of 8 out of 20, drawn by the authority for each of many names. */
const firstAddresses: Check = ({ shares }) => {
  const drawn = Array.from({ length: 20 }, (_, i) => [String(i + 1), shares.epochs] as const);
  alike(new Map(Object.entries(shares.first)), new Map(drawn));
};

/** TTL of the name that has expired by then. */
const ENDED = 2;

/** Of a name that ended 1.2 s before, while the authority is silent. */
const staleAnswers: Check = ({ silence }, { serveStale }) => {
  const { answer, expired, expiredAgain } = silence;
  if (!serveStale) {
    expect(expiredAgain.addresses).toBe(0);
    return;
  }
  const { patience, ttl } = serveStale;
  const shown = ttl.atMostOriginal ? Math.min(ttl.seconds, ENDED) : ttl.seconds;
  for (const old of [expired, expiredAgain])
    expect(old).toMatchObject({ ttl: shown, addresses: 1 });
  const waits = Math.min(patience, answer.seconds ?? Number.POSITIVE_INFINITY);
  expect(Math.abs((expired.seconds ?? 0) - waits)).toBeLessThan(LATE);
  // What has failed a moment ago is not tried again while it is remembered.
  if (patience > (answer.seconds ?? 0)) expect(expiredAgain.seconds).toBeLessThan(LATE);
};

const questionsAtOnce: Check = ({ burst }) => expect(burst.upstreamQueries).toBe(1);

const answersAtOnce: Check = ({ burst }) => expect(burst.answered).toBe(burst.questions);

export const checks: readonly { readonly what: string; readonly check: Check }[] = [
  { what: 'hits are in the order of the profile', check: orderOfHits },
  { what: 'first answers are in the order of the profile', check: orderOfMisses },
  { what: 'TTLs are clamped as in the profile', check: clampsOfTtls },
  { what: 'an answer of TTL 0 is kept or not', check: ttlOfZero },
  { what: 'entries live, and are prefetched, to the second', check: lengthsOfLives },
  { what: 'the TTLs shown count down', check: ttlsShown },
  { what: 'negative answers are kept', check: negativeAnswers },
  { what: 'of 20 backends, 8 to an answer, each is first as often', check: firstAddresses },
  { what: 'expired answers are given while the authority is silent, or not', check: staleAnswers },
  { what: 'questions at once make one upstream', check: questionsAtOnce },
  { what: 'questions at once are all answered, or as many as may wait', check: answersAtOnce },
];
