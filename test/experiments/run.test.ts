import { describe, expect, it } from 'vitest';
import { systematicCvSquared } from '../../experiments/document/skew.ts';
import { run, type Simulate } from '../../experiments/run.ts';
import { Tally } from '../../experiments/tally.ts';
import { measured, scenario, studyOf } from './synthetic.ts';

/** Shares of web-1 by replication: 0.5, 0.6, 0.7. */
const simulate: Simulate = (_, __, r) =>
  measured(
    [
      [4 + r, 6 - r],
      [4 + r, 6 - r],
    ],
    { replication: r },
  );

describe('run', () => {
  it('simulates replications 1, 2, … with the seed of the study, and sums them up', async () => {
    const calls: unknown[] = [];
    const result = await run(studyOf({ seed: 'abc' }), {
      simulate(given, seed, replication) {
        calls.push([given, seed, replication]);
        return simulate(given, seed, replication);
      },
    });
    expect(calls).toEqual([1, 2, 3].map((r) => [scenario, 'abc', r]));
    expect(result.outcome).toBe('done');
    expect(result.backends[0]?.share?.mean).toBeCloseTo(0.6, 14);
    expect(result.backends[0]?.share?.sd).toBeCloseTo(0.1, 14);
    expect(result.totals.made).toEqual({ mean: 20, sd: 0, low: 20, high: 20, n: 3 });
    expect(result.skew.whole.rmsCv).toBeCloseTo(Math.sqrt((0 + 0.04 + 0.16) / 3), 14);
  });

  it('gives the same result twice, but for the time it took', async () => {
    let clock = 0;
    const now = () => (clock += 1234);
    const first = await run(studyOf(), { simulate, now });
    const second = await run(studyOf(), { simulate, now });
    expect(second).toEqual(first);
    expect(first.performance).toEqual({ events: 180, requests: 60, wallSeconds: 1.234 });
  });

  it('reports each replication', async () => {
    const seen: unknown[] = [];
    await run(studyOf(), { simulate, onReplication: (progress) => seen.push(progress) });
    expect(seen).toEqual([1, 2, 3].map((finished) => ({ finished, of: 3, events: 60 * finished })));
  });

  it('keeps finished replications when aborted, and says so', async () => {
    const abort = new AbortController();
    const onReplication = ({ finished }: { finished: number }) => {
      if (finished === 2) abort.abort();
    };
    const result = await run(studyOf(), { simulate, signal: abort.signal, onReplication });
    expect(result.outcome).toBe('aborted');
    expect(result.scenario.replications).toBe(2);
    expect(result.backends[0]?.share).toMatchObject({ n: 2 });
    expect(result.backends[0]?.share?.mean).toBeCloseTo(0.55, 14);
  });

  it('can be aborted from outside between two replications', async () => {
    const abort = new AbortController();
    setImmediate(() => abort.abort());
    const result = await run(studyOf({ replications: 1000 }), { simulate, signal: abort.signal });
    expect(result.outcome).toBe('aborted');
    expect(result.scenario.replications).toBeLessThan(1000);
  });

  it('folds replications that run elsewhere in the order of their numbers', async () => {
    const late: Simulate = async (given, seed, r) => {
      await new Promise((resolve) => setTimeout(resolve, r === 1 ? 20 : 0));
      return simulate(given, seed, r);
    };
    const order: number[] = [];
    const result = await run(studyOf(), {
      simulate: late,
      ahead: 3,
      onReplication: ({ finished }) => order.push(finished),
    });
    expect(order).toEqual([1, 2, 3]);
    expect(result.backends).toEqual((await run(studyOf(), { simulate })).backends);
  });

  it('keeps what was finished elsewhere when aborted', async () => {
    const abort = new AbortController();
    const result = await run(studyOf({ replications: 9 }), {
      simulate: async (given, seed, r) => simulate(given, seed, r),
      ahead: 4,
      signal: abort.signal,
      onReplication: () => abort.abort(),
    });
    expect(result.outcome).toBe('aborted');
    expect(result.scenario.replications).toBe(4);
  });

  it('throws the reason when aborted before anything finished', async () => {
    const signal = AbortSignal.abort(new Error('never mind'));
    await expect(run(studyOf(), { simulate, signal })).rejects.toThrow('never mind');
  });

  it('gives series as means, or with intervals when asked', async () => {
    const { series } = await run(studyOf(), { simulate });
    expect(series.windowStartSeconds).toEqual([0, 10]);
    expect(series.backends['web-1']?.requests).toEqual([6, 6]);
    expect(series.resolvers.isp?.hitRatio).toEqual([0.5, 0.5]);
    expect(series.backends['web-1']?.openConnections).toBeNull();
    expect(series.skew.peakToMean[0]).toBeCloseTo(1.2, 14);
    const full = await run(studyOf(), { simulate, series: 'full' });
    const element = full.series.backends['web-1']?.requests[0] as { low: number; high: number };
    const whole = full.backends[0]?.share;
    // Ten requests a window: the interval of the window is that of the share, ten times as wide.
    expect(element.low).toBeCloseTo(10 * (whole?.low as number), 12);
    expect(element.high).toBeCloseTo(10 * (whole?.high as number), 12);
  });

  it('gives the mean number of connections that stay open', async () => {
    const { series } = await run(studyOf(), {
      simulate(_, __, r) {
        const m = measured([[4, 6]]);
        return { ...m, backends: { ...m.backends, openSeconds: Float64Array.of(10 * r, 50) } };
      },
    });
    expect(series.backends['web-1']?.openConnections).toEqual([2]);
    expect(series.backends['web-2']?.openConnections).toEqual([5]);
  });

  it('leaves windows without a value out of a series, and knows a window that never has one', async () => {
    const result = await run(studyOf({ replications: 2 }), {
      simulate: (_, __, r) =>
        measured(
          r === 1
            ? [
                [9, 1],
                [0, 0],
              ]
            : [
                [0, 0],
                [0, 0],
              ],
        ),
    });
    expect(result.series.skew.peakToMean).toEqual([1.8, null]);
    expect(result.series.resolvers.isp?.hitRatio).toEqual([0.5, null]);
  });
});

describe('systematic skew', () => {
  const systematic = (shares: readonly number[]) => {
    const tally = new Tally();
    for (const share of shares) tally.fold(measured([[100 * share, 100 - 100 * share]]));
    return systematicCvSquared(tally);
  };

  it('is the CV² of the mean loads when every replication leans the same way', () => {
    expect(systematic([0.7, 0.7, 0.7])).toBeCloseTo(2 * (0.04 / 0.5), 14);
  });

  it('takes off what chance leaves in a mean of n', () => {
    // Mean 0.6, sd 0.1, n = 3, both backends: 2·(0.01 − 0.01/3)/0.5.
    expect(systematic([0.5, 0.6, 0.7])).toBeCloseTo((2 * (0.01 - 0.01 / 3)) / 0.5, 14);
  });

  it('may come out below 0 where there is none, and is unknown from one replication', () => {
    expect(systematic([0.4, 0.6])).toBeCloseTo((-2 * (0.02 / 2)) / 0.5, 14);
    expect(systematic([0.4])).toBeNull();
  });
});
