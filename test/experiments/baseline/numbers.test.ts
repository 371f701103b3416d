import { describe, expect, it } from 'vitest';
import { type Baseline, baselineOf, differences } from '../../../experiments/baseline/index.ts';
import { run } from '../../../experiments/run.ts';
import { measured, studyOf } from '../synthetic.ts';

const resultOf = (shift: number, seed: number | string = 1) =>
  run(studyOf({ seed }), { simulate: (_, __, r) => measured([[4 + r + shift, 6 - r]]) });
const result = await resultOf(0);
const stored: Baseline = JSON.parse(JSON.stringify(baselineOf(result)));

describe('a baseline', () => {
  it('equals the result it was made from, also after a way through a file', () => {
    expect(differences(stored, result)).toEqual([]);
  });

  it('holds shares, rates, ratios and CV² in full precision and fixed order', () => {
    expect(stored.numbers['backends.web-1.share']).toBe(result.backends[0]?.share?.mean);
    expect(stored.numbers['skew.whole.cvSquared']).toBe(result.skew.whole.cvSquared?.mean);
    expect(stored.numbers['authority.queriesPerSecond']).toBe(
      result.authority.queriesPerSecond?.mean,
    );
    expect(stored.numbers['resolvers.isp.hitRatio']).toBe(0.5);
    expect(Object.keys(stored.numbers)).toEqual(Object.keys(baselineOf(result).numbers));
    expect(Object.keys(stored.numbers).slice(0, 2)).toEqual(['totals.made', 'totals.attempts']);
  });

  it('names every number that moved, by the last bit too', async () => {
    const moved = differences(stored, await resultOf(1e-9));
    expect(moved.map(({ path }) => path)).toContain('backends.web-1.share');
    expect(moved.map(({ path }) => path)).not.toContain('resolvers.isp.hitRatio');
    const nudged = {
      ...stored,
      numbers: {
        ...stored.numbers,
        'totals.made': (stored.numbers['totals.made'] as number) * (1 + 2 ** -52),
      },
    };
    expect(differences(nudged, result)).toHaveLength(1);
  });

  it('lists numbers that only one side has', () => {
    const { 'totals.made': made, ...rest } = stored.numbers;
    expect(differences({ ...stored, numbers: rest }, result)).toEqual([
      { path: 'totals.made', baseline: undefined, result: made },
    ]);
    expect(differences({ ...stored, numbers: { ...stored.numbers, gone: null } }, result)).toEqual([
      { path: 'gone', baseline: null, result: undefined },
    ]);
  });
});
