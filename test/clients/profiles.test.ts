/** What each program does when the first address of its list is dead (reference part D3), on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { given, profileValues } from '../../scenarios/format/resolve/profiles.ts';
import { clientFieldsSchema, plainClient } from '../../sim/clients/fields.ts';
import { clientProfiles } from '../../sim/clients/profiles/index.ts';
import { FAILURES, type Failure } from '../../sim/measurements.ts';
import type { ClientBehaviour } from '../../sim/scenario.ts';
import { type Dialogue, firstDead } from '../support/first-dead.ts';
import { columnSums, sum } from '../support/scenarios.ts';

const behaviourOf = (name: string): ClientBehaviour => ({
  ...plainClient,
  ...given(clientFieldsSchema.parse(profileValues(clientProfiles, name))),
});

/** Ten requests of one process, ten minutes apart, or of ten processes without a count; round trips of 0.1 s. */
const told = (name: string, dialogue: Dialogue = {}) =>
  firstDead({ clients: name === 'one-shot' ? null : 1, client: behaviourOf(name), ...dialogue });

const failed = ({ group }: Pick<ReturnType<typeof firstDead>, 'group'>, reason: Failure) =>
  columnSums(group.failures, FAILURES.length)[FAILURES.indexOf(reason)];

describe('a first address that drops packets', () => {
  it.each([
    ['one-shot', 0.2],
    ['node-http', 0.25],
    ['chrome-windows', 0.3],
    ['python-requests', 127],
    ['chrome-posix', 0.3],
    ['chrome-legacy', 21],
    ['firefox', 0.25],
    ['okhttp4-jvm', 10],
    ['aws-sdk-java2', 2],
    ['curl-8.16', 0.2],
    ['curl-legacy', 150],
    ['legacy-rule9', 127],
    ['grpc-pick-first', 0.25],
  ])('costs %s %d s more', (name, more) => {
    const { m, connectTime, group } = told(name);
    expect(connectTime).toBeCloseTo(0.1 + more, 6);
    expect(sum(group.completed) + m.inFlightEnd).toBe(sum(group.made) + m.inFlightStart);
  });

  it('keeps one connection for good, so that python-requests pays but once', () => {
    const { group } = told('python-requests');
    expect(group.connectTime?.total).toBe(1);
  });

  it('fails jdk-httpclient each time, after two tries of 127 s at the same address', () => {
    const { group, ...rest } = told('jdk-httpclient');
    expect(failed({ group, ...rest }, 'connect-timeout')).toBe(10);
    expect(sum(group.attempts)).toBe(20);
  });

  it('costs grpc-round-robin nothing: its requests go round the connections that open', () => {
    const { totalTime, m } = told('grpc-round-robin');
    // The first request waits for a connection, the others find theirs.
    expect(totalTime).toBeCloseTo(0.1 + 0.1 / 10, 9);
    expect(columnSums(m.backends.requests, 3)).toEqual([0, 5, 5]);
  });
});

describe('a dead address among those that a client goes through in turn', () => {
  it('costs aiohttp a quarter of a second at each third connection', () => {
    const { group, connectTime } = told('aiohttp');
    // Ten connections: the first, fourth, seventh and tenth begin at the dead address.
    expect(connectTime).toBeCloseTo(0.1 + (4 * 0.25) / 10, 6);
    expect(sum(group.failures)).toBe(0);
  });

  it('fails pgbouncer once, whose next connection leads elsewhere and stays', () => {
    const { group, connectTime } = told('pgbouncer');
    expect(failed({ group }, 'connect-timeout')).toBe(1);
    expect(connectTime).toBeCloseTo(0.1, 6);
  });

  it('costs nginx-resolver 60 s wherever the random rotation begins with it', () => {
    const { group, connectTime } = told('nginx-resolver');
    const late = Math.round(((connectTime - 0.1) * 10) / 60);
    expect(connectTime).toBeCloseTo(0.1 + (60 * late) / 10, 6);
    expect(sum(group.attemptsFailed)).toBe(late);
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(10);
  });
});

it('fails envoy-logical after 5 s, each time until DNS has another first address', () => {
  const struck = told('envoy-logical');
  expect(failed(struck, 'connect-timeout')).toBe(10);
});

it('grpc-pick-first stays on its one connection, whatever DNS answers', () => {
  const { group, m } = told('grpc-pick-first', { dead: [] });
  expect(columnSums(m.backends.requests, 3)).toEqual([10, 0, 0]);
  expect(sum(m.backends.connections)).toBe(1);
  expect(sum(group.lookups) - sum(group.cacheHits ?? [])).toBe(1);
});

describe('a first address that refuses', () => {
  it.each(['one-shot', 'node-http', 'chrome-windows', 'python-requests'])(
    'costs %s one round trip',
    (name) => {
      expect(told(name, { by: 'crash' }).connectTime).toBeCloseTo(0.2, 6);
    },
  );

  it.each(['jdk-httpclient', 'jvm-forever'])('fails %s, whatever the list goes on with', (name) => {
    const refused = told(name, { by: 'crash' });
    expect(failed(refused, 'refused')).toBe(10);
  });
});

it('jvm-forever looks up once in its life', () => {
  const { m, group } = told('jvm-forever', { dead: [] });
  expect(sum(group.lookups) - sum(group.cacheHits ?? [])).toBe(1);
  expect(sum(m.authority.queries)).toBe(1);
});

it('grpc-round-robin looks up again after a failure, but not within 30 s of the last time', () => {
  // Ten minutes apart every failure is old enough.
  const { group } = told('grpc-round-robin', { dead: ['web-1', 'web-2', 'web-3'], by: 'crash' });
  expect(sum(group.lookups)).toBe(10);
});
