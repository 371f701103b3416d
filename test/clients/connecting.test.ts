import { describe, expect, it } from 'vitest';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import { firstDead } from '../support/first-dead.ts';
import { columnSums, sum } from '../support/scenarios.ts';

const infinity = Number.POSITIVE_INFINITY;
const single = { name: 'single', settings: null };
const sequential = { name: 'sequential', settings: null };
const stagger = (settings: object) => ({
  name: 'stagger',
  settings: { stagger: 0.25, parallel: 2, abort: false, ...settings },
});

/** Failures by reason, those that occurred. */
const failures = ({ group }: ReturnType<typeof firstDead>) =>
  Object.fromEntries(
    columnSums(group.failures, FAILURES.length).flatMap((n, i) =>
      n > 0 ? [[FAILURES[i] as Failure, n]] : [],
    ),
  );
const attemptsPerRequest = ({ group }: ReturnType<typeof firstDead>) =>
  sum(group.attempts) / sum(group.made);

describe('a first address that is refused', () => {
  it('fails a client that tries no other, after one round trip', () => {
    const told = firstDead({ by: 'crash', client: { connect: single } });
    expect(failures(told)).toEqual({ refused: 10 });
    expect(attemptsPerRequest(told)).toBe(1);
  });
  it('costs one round trip where the next address is tried', () => {
    const told = firstDead({ by: 'crash', client: { connect: sequential } });
    expect(told.connectTime).toBeCloseTo(0.2, 9);
    expect(attemptsPerRequest(told)).toBe(2);
  });
  it('does not make a staggered client wait for its stagger (RFC 8305 section 5)', () => {
    const told = firstDead({ by: 'crash', client: { connect: stagger({}) } });
    expect(told.connectTime).toBeCloseTo(0.2, 9);
  });
  it('costs nothing where round trips are not modelled', () => {
    const told = firstDead({ by: 'crash', rtt: null, client: { connect: sequential } });
    expect(told.group.totalTime).toBeNull();
    expect(sum(told.group.completed)).toBe(10);
  });
  it('is tried as often as the client tries one address', () => {
    const told = firstDead({ by: 'crash', client: { connect: sequential, sameAddressTries: 3 } });
    expect(told.connectTime).toBeCloseTo(0.4, 9);
    expect(attemptsPerRequest(told)).toBe(4);
  });
});

describe('a first address that is silent', () => {
  it('holds up a sequential client for the limit of an attempt, 127 s if the kernel sets it', () => {
    expect(firstDead({ client: { connect: sequential } }).connectTime).toBeCloseTo(127.1, 9);
    const limited = { connect: sequential, attemptTimeout: 2 };
    expect(firstDead({ client: limited }).connectTime).toBeCloseTo(2.1, 9);
  });
  it('costs its share of the time in all, or half of what is left', () => {
    const share = { connect: sequential, connectTimeout: 30, attemptTimeout: 'share' as const };
    expect(firstDead({ client: share }).connectTime).toBeCloseTo(10.1, 9);
    const two = firstDead({ dead: ['web-1', 'web-2'], client: share });
    expect(two.connectTime).toBeCloseTo(20.1, 9);
    const half = { connect: sequential, connectTimeout: 30, attemptTimeout: 'half' as const };
    expect(firstDead({ client: half }).connectTime).toBeCloseTo(15.1, 9);
  });
  it('costs a staggered client one stagger', () => {
    expect(firstDead({ client: { connect: stagger({}) } }).connectTime).toBeCloseTo(0.35, 9);
  });
  it('costs one stagger each, as long as attempts may go on side by side', () => {
    const dead = ['web-1', 'web-2'];
    const three = firstDead({ dead, client: { connect: stagger({ parallel: 3 }) } });
    expect(three.connectTime).toBeCloseTo(0.6, 9);
    // With two at once the third waits until the kernel gives up the first.
    const two = firstDead({ dead, client: { connect: stagger({ parallel: 2 }) } });
    expect(two.connectTime).toBeCloseTo(127.1, 9);
    const aborting = firstDead({ dead, client: { connect: stagger({ abort: true }) } });
    expect(aborting.connectTime).toBeCloseTo(0.6, 9);
  });
  it('is a connect time-out when no other answers in time', () => {
    const all = firstDead({
      dead: ['web-1', 'web-2', 'web-3'],
      client: { connect: stagger({ parallel: 3 }), connectTimeout: 5 },
    });
    expect(failures(all)).toEqual({ 'connect-timeout': 10 });
    expect(attemptsPerRequest(all)).toBe(3);
    const one = firstDead({ client: { connect: single, attemptTimeout: 5 } });
    expect(failures(one)).toEqual({ 'connect-timeout': 10 });
  });
  it('holds up a client without round trips for its limit all the same', () => {
    const told = firstDead({ rtt: null, client: { connect: sequential, attemptTimeout: 2 } });
    expect(told.totalTime).toBeCloseTo(2, 9);
  });
  it('is tried last for as long as the client remembers that it failed', () => {
    const client = { connect: sequential, attemptTimeout: 2, failMemory: infinity };
    const told = firstDead({ clients: 1, client });
    // Only the first of ten requests meets it.
    expect(told.connectTime).toBeCloseTo(0.1 + 2 / 10, 9);
    const forgetful = firstDead({ clients: 1, client: { ...client, failMemory: 601 } });
    // Every other request is within 601 s of a failure, or of the request that renewed nothing.
    expect(attemptsPerRequest(forgetful)).toBe(1.5);
  });
});

describe('attempts side by side', () => {
  it('let the later one win if it is sooner, and keep the first running', () => {
    const trips = { name: 'exponential', settings: 1 };
    const told = firstDead(
      { dead: [], duration: 3e6, client: { connect: stagger({ stagger: 1 }) } },
      { network: { places: [], rtt: trips } },
    );
    // The first within 1 s, else the sooner of what remains of it and of a new one: 1 − 1/(2e).
    const expected = 1 - 1 / (2 * Math.E);
    const deviation = Math.sqrt(1 - expected * expected);
    expect(Math.abs(told.connectTime - expected)).toBeLessThan((4 * deviation) / Math.sqrt(5000));
    expect(Math.abs(attemptsPerRequest(told) - 1 - 1 / Math.E)).toBeLessThan(
      4 * Math.sqrt(((1 / Math.E) * (1 - 1 / Math.E)) / 5000),
    );
  });
});
