import { describe, expect, it } from 'vitest';
import { compare, runTallied, type Side } from '../../experiments/index.ts';
import type { ComparedNumber, Comparison } from '../../experiments/result.ts';
import type { Simulate } from '../../experiments/run.ts';
import { simulate } from '../../sim/simulate.ts';
import { scenarioOf } from '../support/scenarios.ts';
import { measured, studyOf } from './synthetic.ts';

const sideOf = (loads: readonly (readonly [number, number])[]): Promise<Side> =>
  runTallied(studyOf({ replications: loads.length }), {
    simulate: ((_, __, r) => measured([[...(loads[r - 1] as [number, number])]])) as Simulate,
  });
/** Loads of both backends by replication. */
const BEFORE = [
  [40, 60],
  [50, 50],
  [60, 40],
] as const;
const AFTER = BEFORE.map(([one, other]) => [one + 5, other - 5] as const);
const saved = ({ result }: Side): Side => ({ result, tally: null });
const find = ({ numbers }: Comparison, measure: string, of = '') =>
  numbers.find((number) => number.measure === measure && number.of === of) as ComparedNumber;

describe('compare', () => {
  it('pairs replications of one seed, so what they share cancels', async () => {
    const a = await sideOf(BEFORE);
    const b = await sideOf(AFTER);
    const share = find(compare(a, b), 'share', 'web-1');
    expect(share.difference?.mean).toBeCloseTo(0.05, 14);
    expect(share.difference?.high).toBeCloseTo(0.05, 12);
    expect(share.correlation).toBeCloseTo(1, 12);
    expect(share.relative).toBeCloseTo(0.1, 12);
    expect(share.isClear).toBe(true);
  });

  it('compares saved results as independent runs, by Welch', async () => {
    const a = await sideOf(BEFORE);
    const b = await sideOf(AFTER);
    const comparison = compare(saved(a), saved(b));
    const share = find(comparison, 'share', 'web-1');
    expect(comparison.isPaired).toBe(false);
    expect(share.correlation).toBeNull();
    // Standard error √(0.1²/3 + 0.1²/3), t with 4 degrees of freedom 2.776.
    expect(share.difference?.high).toBeCloseTo(0.05 + 2.776445 * Math.sqrt(0.02 / 3), 6);
    expect(share.isClear).toBe(false);
  });

  it('finds nothing between equal runs', async () => {
    const a = await sideOf(BEFORE);
    const { numbers } = compare(a, a);
    expect(numbers.filter(({ isClear }) => isClear)).toEqual([]);
    expect(numbers.every(({ difference }) => difference === null || difference.mean === 0)).toBe(
      true,
    );
  });

  it('has no interval, and no clear difference, of one replication', async () => {
    const share = find(
      compare(await sideOf([[40, 60]]), await sideOf([[60, 40]])),
      'share',
      'web-1',
    );
    expect(share.difference).toMatchObject({ low: null, high: null });
    expect(share.isClear).toBe(false);
  });

  it('achieves correlation through common random numbers: the same arrivals under another TTL', async () => {
    const at = (ttl: number) =>
      runTallied(
        studyOf({ scenario: scenarioOf({ duration: 600, rate: 5, ttl }), replications: 6 }),
        { simulate },
      );
    const made = find(compare(await at(10), await at(60)), 'made');
    expect(made.correlation).toBeCloseTo(1, 12);
    expect(made.difference).toMatchObject({ mean: 0, sd: 0 });
  });
});
