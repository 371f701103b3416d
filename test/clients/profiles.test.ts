/** What each program does when the first address of its list is dead (reference part D3), on a virtual clock. */
import { describe, expect, it } from 'vitest';
import { given, profileValues } from '../../scenarios/format/resolve/profiles.ts';
import { attemptLimit } from '../../sim/clients/connecting/attempt-limit.ts';
import { clientFieldsSchema, plainClient } from '../../sim/clients/fields.ts';
import { lifeOf } from '../../sim/clients/own-caches.ts';
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
    ['safari-apple', 0.25],
    ['android-okhttp5', 0.25],
    ['dotnet', 127],
    ['dotnet-lifetime', 127],
    // 30 s over three addresses.
    ['go-http', 10],
  ])('costs %s %d s more', (name, more) => {
    const { m, connectTime, group } = told(name);
    expect(connectTime).toBeCloseTo(0.1 + more, 6);
    expect(sum(group.completed) + m.inFlightEnd).toBe(sum(group.made) + m.inFlightStart);
  });

  it('takes of go-http’s 30 s a share of what is left, and at least two seconds', () => {
    const limit = (left: number, tries: number) =>
      attemptLimit(behaviourOf('go-http').attemptTimeout, left, tries);
    expect([limit(30, 3), limit(20, 2), limit(10, 1), limit(30, 20)]).toEqual([10, 10, 10, 2]);
  });

  it('is remembered by android-okhttp5, as long as its memory of five minutes lasts', () => {
    const twice = (failMemory: number) => {
      const client = { ...behaviourOf('android-okhttp5'), failMemory, pool: null };
      return firstDead({ clients: 1, client, duration: 3000 }).connectTime;
    };
    expect(twice(3000)).toBeCloseTo(0.1 + 0.25 / 5, 6);
    expect(twice(300)).toBeCloseTo(0.1 + 0.25, 6);
  });

  it('is put last by safari-apple when it has failed more than ten times and never accepted', () => {
    const { group, connectTime } = told('safari-apple', { duration: 30 * 600 });
    // Each of the first eleven requests waits 250 ms, the others find it last.
    expect(connectTime).toBeCloseTo(0.1 + (0.25 * 11) / 30, 6);
    expect(sum(group.completed)).toBe(30);
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

/** Extra seconds of each of two requests, the second begun soon after the first is through, each with a connection of its own. */
const twice = (name: string, gap: number) => {
  const client = { ...behaviourOf(name), pool: null };
  const { group, connectTime } = told(name, { client, every: gap, duration: 2 * gap });
  expect(sum(group.made)).toBe(2);
  return 2 * (connectTime - 0.1);
};

describe('what the second request pays for a first address that drops packets', () => {
  it.each([
    ['firefox', 0.25],
    ['android-okhttp5', 0.25],
    ['okhttp4-jvm', 10],
  ])('%s has remembered it', (name, seconds) => {
    expect(twice(name, seconds + 5)).toBeCloseTo(seconds, 6);
  });

  it.each([
    ['node-http', 0.25],
    ['chrome-windows', 0.3],
    ['chrome-posix', 0.3],
    ['chrome-legacy', 21],
    ['safari-apple', 0.25],
    ['aws-sdk-java2', 2],
    ['curl-8.16', 0.2],
    ['curl-legacy', 150],
    ['python-requests', 127],
    ['legacy-rule9', 127],
    ['dotnet', 127],
    ['dotnet-lifetime', 127],
    ['go-http', 10],
    ['grpc-pick-first', 0.25],
  ])('%s has not, and pays again', (name, seconds) => {
    expect(twice(name, seconds + 5)).toBeCloseTo(2 * seconds, 6);
  });
});

describe('a dead address among those that a client goes through in turn', () => {
  it('costs aiohttp a quarter of a second at each third connection', () => {
    const { group, connectTime } = told('aiohttp');
    // Ten connections: the first, fourth, seventh and tenth begin at the dead address.
    expect(connectTime).toBeCloseTo(0.1 + (4 * 0.25) / 10, 6);
    expect(sum(group.failures)).toBe(0);
  });

  it.each([
    ['undici-dns-rr', 10],
    ['envoy-strict', 5],
  ])('fails %s at each third request, after %d s', (name, after) => {
    const { group, m } = told(name);
    expect(failed({ group }, 'connect-timeout')).toBe(4);
    expect(columnSums(m.backends.requests, 3)).toEqual([0, 3, 3]);
    expect(behaviourOf(name).attemptTimeout).toBe(after);
  });

  it('costs nginx-static 60 s at each third request, haproxy 15 s: three tries of the same server', () => {
    const nginx = told('nginx-static');
    expect(nginx.connectTime).toBeCloseTo(0.1 + (4 * 60) / 10, 6);
    const haproxy = told('haproxy');
    expect(haproxy.connectTime).toBeCloseTo(0.1 + (4 * 15) / 10, 6);
    expect(sum(haproxy.group.attempts)).toBe(10 + 4 * 3);
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

it('dotnet-framework fails with its first address, which it keeps for two minutes', () => {
  const refused = told('dotnet-framework', { by: 'crash' });
  expect(failed(refused, 'refused')).toBe(10);
  const { group } = told('dotnet-framework', { by: 'crash', every: 50, duration: 600 });
  // At 25 s, 75 s and 125 s one answer, whatever its TTL.
  expect(sum(group.lookups) - sum(group.cacheHits ?? [])).toBe(4);
});

it('safari-apple keeps answers a quarter longer than their TTL, and two seconds, but at least 15 s', () => {
  const { dns } = behaviourOf('safari-apple');
  expect([60, 20, 5, 0].map((ttl) => lifeOf(dns, ttl))).toEqual([77, 27, 15, 15]);
});

it('safari-apple goes to the nearest server, whoever comes first in the answer', () => {
  const client = { ...behaviourOf('safari-apple'), pool: null };
  const rtt = { default: { name: 'constant', settings: 0.05 }, within: null, pairs: [] };
  const near = {
    places: ['eu-west-1', 'eu-west-1'] as [string, string],
    value: { name: 'constant', settings: 0.02 },
  };
  const plain = firstDead({ clients: 1, client, dead: [] });
  expect(columnSums(plain.m.backends.requests, 3)).toEqual([10, 0, 0]);
  const { m } = firstDead(
    {
      clients: 1,
      client,
      dead: [],
      place: 'eu-west-1',
      regions: ['us-east-1', 'us-east-2', 'eu-west-1'],
    },
    {
      network: { places: [], rtt: { ...rtt, pairs: [near] } },
    },
  );
  expect(columnSums(m.backends.requests, 3)).toEqual([0, 0, 10]);
});

it('dotnet keeps a connection of any age, dotnet-lifetime opens another after two minutes', () => {
  const opened = (name: string) =>
    firstDead({ clients: 1, client: behaviourOf(name), dead: [], duration: 1200, every: 30 }).group
      .connectTime?.total;
  expect(opened('dotnet')).toBe(1);
  // Every 30 s a request: at 120 s a connection is too old, so each carries four.
  expect(opened('dotnet-lifetime')).toBe(10);
});
