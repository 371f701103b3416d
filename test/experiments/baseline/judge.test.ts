import { describe, expect, it } from 'vitest';
import { type Baseline, baselineOf, judgeBaseline } from '../../../experiments/baseline/index.ts';
import type { Result } from '../../../experiments/result.ts';
import { run } from '../../../experiments/run.ts';
import { streamsOf } from '../../../sim/random/streams.ts';
import { measured, studyOf } from '../synthetic.ts';

/** A run of two backends whose loads per window are uniform around a mean, `spread` wide. */
function resultOf({
  mean = [100, 100] as const,
  spread = 10,
  seed = 1 as number | string,
  replications = 10,
  windows = 50,
} = {}): Promise<Result> {
  return run(studyOf({ seed, replications }), {
    simulate: (_, __, replication) => {
      const stream = streamsOf(seed, replication)('work', 'loads');
      const around = (centre: number) => centre + spread * (stream.uniform() - 0.5);
      const loads = Array.from({ length: windows }, () => mean.map(around));
      return measured(loads, {}, [0.5, 0.5]);
    },
  });
}
const stored = (result: Result): Baseline => JSON.parse(JSON.stringify(baselineOf(result)));
const baseline = stored(await resultOf());
const at = (version: string, result: Result): Result => ({
  ...result,
  tool: { name: 'skew53', version },
});
const likenessOf = (judgement: ReturnType<typeof judgeBaseline>, path: string) =>
  judgement.numbers.find((number) => number.path === path)?.likeness;

describe('a result beside its baseline', () => {
  it('is compared to the last bit with the same version, scenario and seed', async () => {
    expect(judgeBaseline(baseline, await resultOf())).toEqual({
      likeness: 'same',
      changed: [],
      differences: [],
      numbers: [],
    });
    const off = { ...baseline.numbers, 'totals.made': (baseline.numbers['totals.made'] ?? 0) + 1 };
    const judgement = judgeBaseline({ ...baseline, numbers: off }, await resultOf());
    expect(judgement.likeness).toBe('different');
    expect(judgement.differences.map(({ path }) => path)).toEqual(['totals.made']);
  });

  it('is the same by intervals under another seed, and says which', async () => {
    const judgement = judgeBaseline(baseline, await resultOf({ seed: 2 }));
    expect(judgement.changed).toEqual([{ path: 'scenario.seed', baseline: 1, result: 2 }]);
    expect(judgement.likeness).toBe('same');
    expect(judgement.numbers.map(({ path }) => path)).toEqual([
      'backends.web-1.share',
      'backends.web-2.share',
      'authority.queriesPerSecond',
      'skew.whole.expectedCv',
      'skew.windows.loads',
    ]);
  });

  it('differs once a share has moved by more than a twentieth of the intended one', async () => {
    const judgement = judgeBaseline(
      baseline,
      await resultOf({ mean: [108, 92], seed: 2 } as never),
    );
    expect(judgement.likeness).toBe('different');
    expect(likenessOf(judgement, 'backends.web-1.share')).toBe('different');
  });

  it('is the same while a share has moved by less, however clearly', async () => {
    const judgement = judgeBaseline(
      baseline,
      await resultOf({ mean: [102, 98], seed: 2 } as never),
    );
    expect(likenessOf(judgement, 'backends.web-1.share')).toBe('same');
    const moved = judgement.numbers[0]?.difference;
    expect(moved?.low).toBeGreaterThan(0);
  });

  it('is not known to be the same on the limit, or with one replication', async () => {
    const onLimit = await resultOf({ mean: [105, 95], seed: 2, spread: 40 } as never);
    expect(likenessOf(judgeBaseline(baseline, onLimit), 'backends.web-1.share')).toBe(
      'inconclusive',
    );
    const single = stored(await resultOf({ replications: 1 }));
    expect(judgeBaseline(single, await resultOf({ replications: 1, seed: 2 })).likeness).toBe(
      'inconclusive',
    );
  });

  it('differs by the law of its window loads where all means are the same', async () => {
    const judgement = judgeBaseline(baseline, await resultOf({ spread: 60, seed: 2 }));
    expect(likenessOf(judgement, 'backends.web-1.share')).toBe('same');
    expect(likenessOf(judgement, 'skew.windows.loads')).toBe('different');
  });

  it('differs where a backend has come or gone', async () => {
    const { 'backends.web-2.share': _, ...deviations } = baseline.deviations;
    const numbers = { ...baseline.numbers, 'backends.web-2.share': null };
    const other = await resultOf({ seed: 2 });
    const come = judgeBaseline({ ...baseline, numbers, deviations }, other);
    expect(come.numbers[1]).toMatchObject({ likeness: 'different', baseline: null });
    const gone = judgeBaseline(
      { ...baseline, deviations: { ...baseline.deviations, 'backends.web-3.share': 0.1 } },
      other,
    );
    expect(likenessOf(gone, 'backends.web-3.share')).toBe('different');
  });

  it('of another version is compared by intervals too', async () => {
    const judgement = judgeBaseline(baseline, at('9.9.9', await resultOf()));
    expect(judgement.changed.map(({ path }) => path)).toEqual(['tool.version']);
    expect(judgement.likeness).toBe('same');
  });

  it('is called different for a mere new seed in at most one of a hundred', async () => {
    const shape = { spread: 120, windows: 20, replications: 6 };
    const accepted = stored(await resultOf(shape));
    let different = 0;
    for (let seed = 2; seed < 102; seed++) {
      const other = await resultOf({ seed, ...shape });
      if (judgeBaseline(accepted, other).likeness === 'different') different += 1;
    }
    expect(different).toBeLessThanOrEqual(1);
  });
});
