import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import type { Retry, Scenario } from '../../sim/scenario.ts';
import { backend, fault } from '../support/backends.ts';
import { type Dialogue, firstDead } from '../support/first-dead.ts';
import { columnSums, poolOf, sum } from '../support/scenarios.ts';

const never = Number.POSITIVE_INFINITY;
const constant = (settings: number) => ({ name: 'constant', settings });
const retry = (more: Partial<Retry>): Retry => ({
  on: ['timeout'],
  attempts: 2,
  backoff: { initial: 0, factor: 2, max: never, jitter: 0 },
  budget: Number.POSITIVE_INFINITY,
  to: 'next',
  ...more,
});

/** Backends that take `seconds` for each request, ten requests ten minutes apart. */
const slow = (seconds: number, dialogue: Dialogue, change: Partial<Scenario> = {}) =>
  firstDead(
    { dead: [], ...dialogue },
    {
      backends: [1, 2, 3].map((i) =>
        backend(`web-${i}`, `192.0.2.${i}`, { service: constant(seconds), workers: 9 }),
      ),
      ...change,
    },
  );
const failed = ({ group }: ReturnType<typeof firstDead>, reason: Failure) =>
  columnSums(group.failures, FAILURES.length)[FAILURES.indexOf(reason)];

describe('a limit for the response', () => {
  it('runs from the sending of the request', () => {
    const told = slow(2, { client: { requestTimeout: 1.5 } });
    expect(failed(told, 'response-timeout')).toBe(10);
    expect(slow(2, { client: { requestTimeout: 2.2 } }).totalTime).toBeCloseTo(2.2, 9);
  });
  it('ends no request that is answered at the very moment', () => {
    expect(sum(slow(2, { rtt: null, client: { requestTimeout: 2 } }).group.completed)).toBe(10);
  });
  it('leaves work behind that nobody waits for', () => {
    const told = slow(2, { client: { requestTimeout: 1.5 } });
    expect(sum(told.m.backends.servers?.wasted ?? [])).toBeGreaterThan(0);
  });
  it('left to the kernel ends at 924.6 s, and only where the host is silent', () => {
    // Struck while the request is being served: neither answered nor refused.
    const during: Dialogue = { clients: 1, client: { pool: poolOf({}) } };
    const silent = slow(30, during, {
      events: [{ ...fault('blackhole', ['web-1', 'web-2', 'web-3']), at: constant(1210) }],
    });
    expect(failed(silent, 'response-timeout')).toBeLessThanOrEqual(1);
    const slowly = slow(1000, {}, { events: [{ ...fault('crash', ['web-3']), at: constant(1) }] });
    expect(failed(slowly, 'response-timeout')).toBe(0);
    expect(sum(slowly.group.completed)).toBeGreaterThan(7);
  });
});

describe('a request whose connection breaks', () => {
  const half: Partial<Scenario> = {
    events: [{ ...fault('crash', ['web-1']), at: constant(3000) }],
  };
  it('is reset', () => {
    const told = slow(599, { duration: 6000 }, half);
    expect(failed(told, 'reset')).toBe(1);
  });
  it('and was silent until its host returned, is reset then', () => {
    const told = slow(
      599,
      { duration: 6000 },
      { events: [{ ...fault('blackhole', ['web-1']), at: constant(3000), lasts: constant(60) }] },
    );
    expect(failed(told, 'reset')).toBe(1);
  });
  it('may be begun again elsewhere', () => {
    const told = slow(599, { client: { retry: retry({ on: ['reset'] }) } }, half);
    expect(failed(told, 'reset')).toBe(0);
    expect(sum(told.group.retries)).toBe(1);
  });
});

describe('retries', () => {
  const impatient = { requestTimeout: 1 };
  it('are as many as the attempts allow', () => {
    const told = slow(5, { client: { ...impatient, retry: retry({ attempts: 3 }) } });
    expect(sum(told.group.retries)).toBe(20);
    expect(told.m.skew.unpredicted).toMatch(/again/);
    expect(failed(told, 'response-timeout')).toBe(10);
  });
  it('are no more than the budget in the long run, after a bucket of 10', () => {
    const told = slow(5, {
      duration: 60_000,
      client: { ...impatient, retry: retry({ attempts: 100, budget: 0.2 }) },
    });
    expect(sum(told.group.retries)).toBeCloseTo(10 + 0.2 * 100, -1);
    expect(sum(told.group.retries)).toBeLessThanOrEqual(10 + 0.2 * 100);
  });
  it('are one for each request made at a budget of 100 %, and a bucket of 10', () => {
    const told = slow(5, {
      client: { ...impatient, retry: retry({ attempts: 100, budget: 1 }) },
    });
    expect(sum(told.group.retries)).toBeGreaterThan(10);
    expect(sum(told.group.retries)).toBeLessThanOrEqual(10 + 10);
  });
  it('wait longer each time, up to a limit', () => {
    const backoff = { initial: 1, factor: 3, max: 5, jitter: 0 };
    const told = firstDead({
      by: 'crash',
      dead: ['web-1', 'web-2'],
      client: {
        connect: { name: 'single', settings: null },
        retry: retry({ on: ['connect'], attempts: 3, backoff }),
      },
    });
    // Three connects of 0.1 s, a request of 0.1 s, waits of 1 s and 3 s.
    expect(told.totalTime).toBeCloseTo(4.4, 9);
  });
  it('go to the same address, to the next of the list, or wherever a new look-up leads', () => {
    const single = { connect: { name: 'single', settings: null } };
    const to = (where: Retry['to']) =>
      firstDead({
        by: 'crash',
        client: { ...single, retry: retry({ on: ['connect'], attempts: 2, to: where }) },
      });
    expect(failed(to('same'), 'refused')).toBe(10);
    expect(failed(to('next'), 'refused')).toBe(0);
    expect(sum(to('next').group.lookups)).toBe(10);
    // The first address of a new answer is the dead one again.
    expect(failed(to('lookup'), 'refused')).toBe(10);
    expect(sum(to('lookup').group.lookups)).toBe(20);
  });
  it('follow only what they are for', () => {
    const told = slow(5, { client: { ...impatient, retry: retry({ on: ['connect', '5xx'] }) } });
    expect(sum(told.group.retries)).toBe(0);
  });
});
