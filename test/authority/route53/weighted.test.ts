/** Weighted routing (route53.md section 3.2), by queries straight to the authority as AWS advises to test it. */
import { describe, expect } from 'vitest';
import { simulate } from '../../../sim/simulate.ts';
import { chiSquare, limitAt1e6 } from '../../support/chi-square.ts';
import { multivalueRecords, scenarioOf } from '../../support/scenarios.ts';
import { checked, plainZone, worldOf } from '../world.ts';
import { rule } from './rules.ts';

const QUERIES = 20_000;

const weighted = (weights: readonly number[]) =>
  multivalueRecords(weights.length, 60).map((record, i) => ({
    ...record,
    routing: 'weighted',
    settings: { weight: weights[i] },
  }));

/** Answers and intended shares of a group, some of it unhealthy, follow the shares. */
function expectShares(
  weights: readonly number[],
  unhealthy: readonly number[],
  shares: readonly number[],
): void {
  const world = worldOf(checked(weighted(weights)));
  world.say(false, unhealthy);
  world.intended().forEach((share, i) => {
    expect(share).toBeCloseTo(shares[i] as number, 12);
  });
  const counts = weights.map(() => 0);
  const answers = world.ask(QUERIES);
  expect(answers.every((answer) => answer.length === 1)).toBe(true);
  for (const [row] of answers as [number][]) {
    counts[row] = (counts[row] as number) + 1;
  }
  const live = shares.flatMap((share, i) => (share > 0 ? [i] : []));
  expect(live.reduce((sum, i) => sum + (counts[i] as number), 0)).toBe(QUERIES);
  if (live.length === 1) return;
  const statistic = chiSquare(
    live.map((i) => counts[i] as number),
    live.map((i) => shares[i] as number),
  );
  expect(statistic).toBeLessThan(limitAt1e6(live.length - 1));
}

describe('weights', () => {
  rule('3.2a', 'are chances, w/Σw', () => {
    expectShares([1, 2, 3, 4], [], [0.1, 0.2, 0.3, 0.4]);
    expectShares([255, 1], [], [255 / 256, 1 / 256]);
    expectShares([7], [], [1]);
  });

  rule('3.2b', 'of the healthy members share the answers when others are not', () => {
    expectShares([10, 20, 20], [2], [1 / 3, 2 / 3, 0]);
    expectShares([1, 2, 3, 4], [0, 3], [0, 0.4, 0.6, 0]);
  });

  rule('3.2c', 'of 0 are not answered while another member is healthy', () => {
    expectShares([1, 0, 9], [], [0.1, 0, 0.9]);
    expectShares([0, 3, 1], [1], [0, 0, 1]);
  });

  rule('3.2d', 'that are all 0 are equal chances', () => {
    expectShares([0, 0, 0], [], [1 / 3, 1 / 3, 1 / 3]);
    expectShares([0, 0, 0], [1], [0.5, 0, 0.5]);
  });

  rule('3.2e', 'of 0 are considered when all others are unhealthy', () => {
    expectShares([0, 3, 1, 0], [1, 2], [0.5, 0, 0, 0.5]);
    expectShares([0, 3, 1, 0], [0, 1, 2], [0, 0, 0, 1]);
  });

  rule('3.2f', 'decide as if all were healthy when none is', () => {
    expectShares([0, 3, 1], [0, 1, 2], [0, 0.75, 0.25]);
    expectShares([0, 0], [0, 1], [0.5, 0.5]);
  });

  rule('3.2i', 'go to record sets: all values of the one chosen are answered', () => {
    const [first, second] = weighted([1, 1]);
    const records = [{ ...first, values: ['192.0.2.1', '192.0.2.9'] }, second] as (typeof first)[];
    const answers = worldOf(records as ReturnType<typeof weighted>).ask(1000);
    expect(new Set(answers.map((answer) => answer.toSorted().join()))).toEqual(
      new Set(['0,1', '2']),
    );
  });

  rule('3.2j', 'show over 10,000 queries to the authority, and not through one cache', () => {
    expectShares([3, 1], [], [0.75, 0.25]);
    const records = weighted([3, 1]).map((record) => ({ ...record, ttl: 1_000_000 }));
    const cached = scenarioOf({ backends: 2, rate: 10 }, { zones: [{ ...plainZone, records }] });
    const { requests } = simulate(cached, 1, 1).backends;
    const loads = [0, 1].map((row) =>
      requests.filter((_, i) => i % 2 === row).reduce((a, b) => a + b, 0),
    );
    expect(Math.max(...loads)).toBeGreaterThan(10_000);
    expect(Math.min(...loads)).toBe(0);
  });
});
