/** A node sends to targets of its own zone unless `crossZone` says otherwise. */
import { expect, it } from 'vitest';
import { simulate } from '../../../sim/simulate.ts';
import { balancedScenario } from '../../support/balancers.ts';
import { columnSums, sum } from '../../support/scenarios.ts';

/** Two targets in zone a, eight in zone b, a node in each. */
function twoAndEight(crossZone: boolean) {
  const scenario = balancedScenario(
    { backends: 10, rate: 20, duration: 2000, ttl: 0 },
    {
      crossZone,
      nodes: [
        { zone: 'a', address: '198.51.100.1' },
        { zone: 'b', address: '198.51.100.2' },
      ],
    },
    { backend: (row) => ({ zone: row < 2 ? 'a' : 'b' }) },
  );
  return simulate(scenario, 'zones', 1);
}

it.each([
  { crossZone: false, near: 0.25, far: 0.0625 },
  { crossZone: true, near: 0.1, far: 0.1 },
])('gives $near of all to each of two targets and $far to each of eight ($crossZone)', (row) => {
  const m = twoAndEight(row.crossZone);
  const all = sum(m.backends.requests);
  columnSums(m.backends.requests, 10).forEach((requests, target) => {
    const share = target < 2 ? row.near : row.far;
    const error = Math.sqrt((share * (1 - share)) / all);
    expect(Math.abs(requests / all - share)).toBeLessThan(4 * error);
    expect(m.backends.intendedWhole[target]).toBeCloseTo(share, 12);
  });
  const [lb] = m.balancers;
  expect(sum(lb?.requests ?? [])).toBe(all);
  expect(columnSums(lb?.forwarded ?? new Float64Array(0), 10)).toEqual(
    columnSums(m.backends.requests, 10),
  );
});
