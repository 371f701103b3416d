import { describe, expect, it } from 'vitest';
import { looksUpTo } from '../../experiments/precision.ts';
import { run, type Simulate } from '../../experiments/run.ts';
import { streamsOf } from '../../sim/random/streams.ts';
import { measured, studyOf } from './synthetic.ts';

/** Shares that vary by about 6 % between replications: so 1 % needs some 140 of them. */
const simulate: Simulate = (_, seed, replication) => {
  const load = 100 + 20 * (streamsOf(seed, replication)('work', 'load').uniform() - 0.5);
  return measured([[load, 200 - load]], { replication });
};

describe('precision', () => {
  it('is looked at after 10, 14, 20, 28 … replications, and at the end', () => {
    expect(looksUpTo(1000)).toEqual([
      10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 448, 640, 896, 1000,
    ]);
    expect(looksUpTo(20)).toEqual([10, 14, 20]);
    expect(looksUpTo(7)).toEqual([7]);
  });

  it('stops at the first look at which every interval is narrow enough', async () => {
    const study = studyOf({ replications: 1000 });
    const { scenario, backends } = await run(study, { simulate, precision: 0.01 });
    expect(looksUpTo(1000)).toContain(scenario.replications);
    expect(scenario.precision).toEqual({ wanted: 0.01, reached: true });
    for (const { share } of backends)
      expect((share?.high ?? 0) - (share?.mean ?? 0)).toBeLessThanOrEqual(
        0.01 * (share?.mean ?? 0),
      );
    const looks = looksUpTo(1000);
    const before = looks[looks.indexOf(scenario.replications) - 1] as number;
    const shorter = await run({ ...study, replications: before }, { simulate, precision: 0.01 });
    expect(shorter.scenario.precision?.reached).toBe(false);
    expect(shorter.outcome).toBe('done');
  });

  it('is reached with the same replications however many are begun ahead', async () => {
    const study = studyOf({ replications: 1000 });
    const [one, five] = await Promise.all(
      [1, 5].map((ahead) => run(study, { simulate, precision: 0.02, ahead, now: () => 0 })),
    );
    expect(five).toEqual(one);
  });

  it('does not look at what is expected', async () => {
    const expectations = [
      {
        metric: 'share',
        what: 'share of web-1',
        unit: 'share',
        quantity: { kind: 'measure', of: 'backend', name: 'share', rows: ['web-1'], part: 'mean' },
        low: null,
        high: 0.4,
      },
    ] as const;
    const study = studyOf({ replications: 1000 });
    const free = await run(study, { simulate, precision: 0.02 });
    const bound = await run({ ...study, expectations }, { simulate, precision: 0.02 });
    expect(bound.expectations[0]?.verdict).toBe('failed');
    expect(bound.scenario.replications).toBe(free.scenario.replications);
  });

  it('is left out of a result whose replications were given', async () => {
    expect((await run(studyOf(), { simulate })).scenario).not.toHaveProperty('precision');
  });
});
