/** Who inherits the load of a dead server (reference D4): the next of a rotated list, or everybody. */
import { expect, it } from 'vitest';
import { simulate } from '../../sim/simulate.ts';
import { read } from '../scenarios/sample.ts';
import { columnSums } from '../support/scenarios.ts';

/** Loads of `n` servers of which the second is dead, behind resolvers that keep nothing; clients try the next address. */
function loads(n: number, profile: string, order: string): number[] {
  const values = Array.from({ length: n }, (_, i) => `192.0.2.${i + 1}`).join(', ');
  const { scenario } = read(`
version: 1
name: heirs
duration: 400s
zone:
  name: example.com
  order: fixed
  records: [{ name: app, type: A, ttl: 60, values: [${values}] }]
resolvers: [{ name: r, profile: no-cache, orderOnMiss: ${order}, orderOnHit: ${order}, orderOnJoin: ${order} }]
clients:
  - { name: c, profile: ${profile}, connect: sequential, resolvers: r, lookup: app.example.com,
      arrivals: { poisson: 100/s } }
backends: [{ name: web, address: 192.0.2.1-192.0.2.${n} }]
events: [{ at: 0s, crash: web-2 }]
`);
  return columnSums(simulate(scenario, 'heirs', 1).backends.requests, n);
}

const total = (all: number[]) => all.reduce((sum, load) => sum + load, 0);

it.each([3, 4, 8])(
  'the next of %d rotated addresses has 2(n − 1)/n of the survivors’ mean, of shuffled ones no more than any',
  (n) => {
    for (const [order, factor] of [
      ['{ rotate: { by: random } }', (2 * (n - 1)) / n],
      ['shuffle', 1],
    ] as const) {
      const all = loads(n, 'one-shot', order);
      const requests = total(all);
      const share = factor / (n - 1);
      const error = Math.sqrt((share * (1 - share)) / requests);
      expect(all[1]).toBe(0);
      expect(Math.abs((all[2] as number) / requests - share)).toBeLessThan(4 * error);
    }
  },
);
