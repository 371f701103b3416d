import { describe, expect, it } from 'vitest';
import { estimateMean } from '../../experiments/estimate.ts';
import { judge } from '../../experiments/expectations/verdict.ts';
import type { Estimate, ExpectationResult } from '../../experiments/result.ts';
import { run } from '../../experiments/run.ts';
import type { Expectation } from '../../experiments/study.ts';
import { FAILURES, type Measurements } from '../../sim/measurements.ts';
import { crashed, filled, measured, studyOf } from './synthetic.ts';

const LIMITS = { low: null, high: null };
/** Mean 10, half of the 95 % interval 1. */
const ten: Estimate = { mean: 10, sd: 1.398, low: 9, high: 11, n: 10 };

describe('an expectation', () => {
  it('is met when the whole interval is within', () => {
    expect(judge(ten, { low: 9, high: 11 }, 1).verdict).toBe('met');
    expect(judge(ten, { ...LIMITS, high: 11 }, 1).verdict).toBe('met');
    expect(judge(ten, { ...LIMITS, low: 9 }, 1).verdict).toBe('met');
  });

  it('failed when the interval is wholly outside', () => {
    expect(judge(ten, { ...LIMITS, high: 8.9 }, 1).verdict).toBe('failed');
    expect(judge(ten, { ...LIMITS, low: 11.1 }, 1).verdict).toBe('failed');
  });

  it('fails the later the more expectations there are: one file in twenty by chance, not one number', () => {
    expect(judge(ten, { ...LIMITS, high: 8.9 }, 20).verdict).toBe('inconclusive');
    expect(judge(ten, { ...LIMITS, high: 8 }, 20).verdict).toBe('failed');
  });

  it('else needs n·(half-width/distance)² replications', () => {
    expect(judge(ten, { ...LIMITS, high: 10.5 }, 1)).toEqual({
      verdict: 'inconclusive',
      reason: null,
      replicationsNeeded: 40,
    });
    expect(judge(ten, { low: 9.6, high: 10.5 }, 1).replicationsNeeded).toBe(63);
    expect(judge(ten, { ...LIMITS, high: 10.01 }, 1)).toMatchObject({
      reason: 'it is on the limit',
      replicationsNeeded: null,
    });
    expect(judge(ten, { ...LIMITS, high: 10 }, 1).reason).toBe('it is on the limit');
  });

  it('cannot be told from one replication', () => {
    const one = estimateMean([3]) as Estimate;
    expect(judge(one, { ...LIMITS, high: 9 }, 1)).toMatchObject({
      verdict: 'inconclusive',
      replicationsNeeded: 2,
    });
  });
});

const base = { metric: 'm', what: 'm', unit: 'share', low: null, high: null };
const shareOf = (rows: readonly string[], low: number, high: number): Expectation => ({
  ...base,
  quantity: { kind: 'measure', of: 'backend', name: 'share', rows, part: 'mean' },
  low,
  high,
});

async function verdictsOf(
  expectations: readonly Expectation[],
  simulate: (r: number) => Measurements,
  replications = 10,
): Promise<readonly ExpectationResult[]> {
  const study = studyOf({ expectations, replications });
  return (await run(study, { simulate: (_, __, r) => simulate(r) })).expectations;
}

describe('expectations of a study', () => {
  it('are judged against the result, in words', async () => {
    const loads = (r: number) => measured([[400 + r, 600 - r]]);
    const [met, failed] = await verdictsOf(
      [shareOf(['web-1'], 0.39, 0.42), shareOf(['web-1'], 0.5, 1)],
      loads,
    );
    expect(met).toMatchObject({ text: 'm between 39 % and 42 %', verdict: 'met' });
    expect(met?.measured?.mean).toBeCloseTo(0.4055, 12);
    expect(failed?.verdict).toBe('failed');
  });

  it('of every row hold when they hold for each, and show the one that decides', async () => {
    const loads = (r: number) => measured([[400 + r, 600 - r]]);
    const rows = ['web-1', 'web-2'];
    const [all, one] = await verdictsOf([shareOf(rows, 0.3, 0.7), shareOf(rows, 0.3, 0.5)], loads);
    expect(all?.verdict).toBe('met');
    expect(one).toMatchObject({ verdict: 'failed' });
    expect(one?.measured?.mean).toBeCloseTo(0.5945, 12);
  });

  it('of failures look at the windows of their stretch', async () => {
    const failing = (r: number) => {
      const m = measured([
        [100, 100],
        [100, 100],
        [100, 100],
      ]);
      const [clients] = m.clients as [Measurements['clients'][number]];
      const failures = filled(3 * FAILURES.length);
      failures[FAILURES.length] = 20 + (r % 2);
      return { ...m, clients: [{ ...clients, failures }] };
    };
    const between = (from: number, until: number): Expectation => ({
      ...base,
      quantity: { kind: 'failures', from, until },
      high: 0.09,
    });
    const [during, whole] = await verdictsOf([between(10, 20), between(0, 30)], failing);
    expect(during).toMatchObject({ verdict: 'failed' });
    expect(during?.measured?.mean).toBeCloseTo(0.1025, 12);
    expect(whole).toMatchObject({ verdict: 'met' });
  });

  it('of a drain that never came to its end fail when it was followed for longer', async () => {
    const drain = (high: number): Expectation => ({
      ...base,
      unit: 's',
      quantity: {
        kind: 'measure',
        of: 'event',
        name: 'drain-p50',
        rows: ['crash web-1'],
        part: 'mean',
      },
      high,
    });
    const stuck = () => ({ ...measured([[4, 6]]), events: [crashed(5, [50, 40, 40, 40])] });
    const [late, open] = await verdictsOf([drain(30), drain(60)], stuck);
    expect(late).toMatchObject({
      verdict: 'failed',
      reason: 'not reached 40 s after the event, as far as it was followed',
    });
    expect(open?.verdict).toBe('inconclusive');
  });

  it('of answers are tested by chi-square: right ones pass, wrong ones do not', async () => {
    const answers: Expectation = { ...base, quantity: { kind: 'answers' }, low: 0.01 };
    const giving = (first: number) => () => {
      const m = measured([[400, 600]]);
      const [a, b] = m.authority.answers as [Answer, Answer];
      const given = [
        { ...a, first },
        { ...b, first: 1000 - first },
      ];
      return { ...m, authority: { ...m.authority, answers: given } };
    };
    expect((await verdictsOf([answers], giving(495)))[0]).toMatchObject({ verdict: 'met' });
    expect((await verdictsOf([answers], giving(540)))[0]).toMatchObject({ verdict: 'failed' });
    expect((await verdictsOf([answers], giving(1000)))[0]?.reason).toMatch(/^p = /);
  });
});

type Answer = Measurements['authority']['answers'][number];
