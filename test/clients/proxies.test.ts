/** Proxies and pools on a virtual clock: when each takes notice of what DNS says, and where its requests go meanwhile. */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { read } from '../scenarios/sample.ts';
import { sum } from '../support/scenarios.ts';

/** One process that makes ten requests a second, behind a resolver that keeps nothing, under a TTL of an hour if not said otherwise. */
const text = (profile: string, events: string, options: string, resolver: string, ttl: number) => `
version: 1
name: proxies
duration: 200s
window: 1s
start: cold
zone:
  name: example.com
  order: fixed
  edges: { count: 1, recordLag: 0s }
  records:
    - { name: app, type: A, routing: multivalue, ttl: ${ttl}, setIdentifier: a, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: ${ttl}, setIdentifier: b, value: 192.0.2.2 }
    - { name: app, type: A, routing: multivalue, ttl: ${ttl}, setIdentifier: c, value: 192.0.2.3 }
resolvers: [{ name: r, profile: ${resolver} }]
clients:
  - { name: proxy, profile: ${profile}, count: 1, resolvers: r, lookup: app.example.com,
      arrivals: { regular: 10/s }${options} }
backends:
  - { name: a, address: 192.0.2.1 }
  - { name: b, address: 192.0.2.2 }
  - { name: c, address: 192.0.2.3 }
  - { name: d, address: 192.0.2.4 }
events: [${events}]
`;

/** Requests of each second by backend, and how many failed in all. */
function told(profile: string, events: string, options = '', resolver = 'no-cache', ttl = 3600) {
  const { scenario } = read(text(profile, events, options, resolver, ttl));
  const m = simulate(scenario, 'proxies', 1);
  const [group] = m.clients;
  return {
    at: (second: number) => [...m.backends.requests.slice(4 * second, 4 * second + 4)],
    asked: sum(m.authority.queries),
    askedAt: [...m.authority.queries].flatMap((n, second) => (n > 0 ? [second] : [])),
    failed: sum(group?.failures ?? []),
    first: (backend: number) =>
      [...m.backends.requests].findIndex((n, i) => i % 4 === backend && n > 0) >> 2,
  };
}

const MOVED = '{ at: 102s, set: { name: app, setIdentifier: a, value: 192.0.2.4 } }';

describe('a record that changes at 102 s, under a TTL of an hour', () => {
  it('is followed by envoy-strict within 5 s, all of its connections included', () => {
    const { at, asked } = told('envoy-strict', MOVED);
    expect(at(100)).toEqual([3, 4, 3, 0]);
    // It looks up at 0, 5, 10 … s.
    expect(at(104)[0]).toBeGreaterThan(0);
    expect(at(105)[0]).toBe(0);
    expect(at(105)[3]).toBeGreaterThan(2);
    expect(asked).toBe(40);
  });

  it('is followed by envoy-logical at its next connection, which is never', () => {
    const { at, asked } = told('envoy-logical', MOVED);
    expect(at(199)).toEqual([10, 0, 0, 0]);
    expect(asked).toBe(40);
    // Where each request has a connection of its own, that is within 5 s.
    expect(told('envoy-logical', MOVED, ', pool: none').at(105)).toEqual([0, 0, 0, 10]);
  });

  it('is followed by haproxy within 1 s, in the server line that had the address gone', () => {
    const { at, asked } = told('haproxy', MOVED);
    expect(at(101)[0]).toBeGreaterThan(2);
    expect(at(102)[0]).toBe(0);
    expect(at(102)[3]).toBeGreaterThan(2);
    expect(asked).toBe(200);
  });

  it('is not followed by nginx-static, which has asked once', () => {
    const { at, asked } = told('nginx-static', MOVED);
    expect(sum(at(199).slice(0, 3))).toBe(10);
    expect(asked).toBe(1);
  });

  it('is followed by undici-dns-rr within 10 s', () => {
    const { at, first } = told('undici-dns-rr', MOVED);
    expect(first(3)).toBeGreaterThan(101);
    expect(first(3)).toBeLessThanOrEqual(112);
    expect(at(150)[0]).toBe(0);
  });

  it('is followed by nginx-resolver at the end of a TTL: no resolver that keeps one for longer is in its way', () => {
    const { first, askedAt } = told('nginx-resolver', MOVED, '', 'ideal', 20);
    expect(first(3)).toBe(120);
    expect(askedAt).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
  });
});

describe('a server that crashes at 102 s', () => {
  const CRASHED = '{ at: 102s, crash: a }';

  it('costs nginx-static one attempt in ten seconds, and each of the others half of its load', () => {
    const { at, failed } = told('nginx-static', CRASHED);
    expect(failed).toBe(0);
    expect(at(105)).toEqual([0, 5, 5, 0]);
  });

  it('costs envoy-strict every third request for as long as DNS names it', () => {
    const { at, failed } = told('envoy-strict', CRASHED);
    expect(Math.abs(failed - 980 / 3)).toBeLessThan(2);
    expect(sum(at(150))).toBeGreaterThan(5);
  });

  it('has grpc-pick-first go to the next address, and look up again, but not within 30 s', () => {
    // It looked up at 0 s; at 102 s that is long enough ago, at 120 s it is not.
    const { at, askedAt } = told(
      'grpc-pick-first',
      `${CRASHED}, { at: 120s, crash: b }, { at: 140s, crash: c, for: 1s }`,
    );
    expect(at(101)).toEqual([10, 0, 0, 0]);
    expect(at(103)).toEqual([0, 10, 0, 0]);
    expect(at(121)).toEqual([0, 0, 10, 0]);
    expect(askedAt).toEqual([0, 102, 140]);
  });
});
