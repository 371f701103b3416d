import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../experiments/run.ts';
import '../../vitest.ts';
import type { Expectation } from '../../experiments/study.ts';
import { crashed, filled, measured, studyOf } from './synthetic.ts';

/** Shares 0.5, 0.6 and 0.7 in three replications; intended: half each. */
const result = await run(studyOf(), { simulate: (_, __, r) => measured([[4 + r, 6 - r]]) });

const failureOf = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion passed');
};

describe('toHaveShare', () => {
  it('accepts a share inside the limits and refuses one outside', () => {
    expect(result).toHaveShare('web-1', { within: 0.11 });
    expect(result).toHaveShare('web-1', { within: '11%' });
    expect(result).not.toHaveShare('web-1', { within: 0.09 });
  });

  it('judges against another share when told', () => {
    expect(result).toHaveShare('web-1', { within: 0.01, of: '60%' });
    expect(result).not.toHaveShare('web-1', { within: 0.01, of: 0.5 });
  });

  it('says what was measured, what was intended and the limits', () => {
    expect(failureOf(() => expect(result).toHaveShare('web-1', { within: '2%' }))).toBe(
      [
        'expected the share of web-1 to be within 2.00 % of its intended share',
        '  measured  60.00 % ± 24.84 % (95 % interval, 3 replications)',
        '  intended  50.00 %',
        '  limits    48.00 % to 52.00 %',
      ].join('\n'),
    );
  });

  it('fails for an unknown backend whether negated or not, and lists those there are', () => {
    const message = 'no backend is called "web-9"; the result has web-1, web-2';
    expect(failureOf(() => expect(result).toHaveShare('web-9', { within: 1 }))).toContain(message);
    expect(failureOf(() => expect(result).not.toHaveShare('web-9', { within: 1 }))).toContain(
      message,
    );
  });

  it('fails when nothing was measured, when it is given no result, and for a margin that is no share', async () => {
    const idle = await run(studyOf({ replications: 1 }), { simulate: () => measured([[0, 0]]) });
    expect(failureOf(() => expect(idle).not.toHaveShare('web-1', { within: 1 }))).toContain(
      'was not measured',
    );
    expect(
      failureOf(() =>
        expect(run(studyOf(), { simulate: () => measured([[1, 1]]) })).toHaveShare('web-1', {
          within: 1,
        }),
      ),
    ).toContain('await it first');
    expect(failureOf(() => expect(result).toHaveShare('web-1', { within: 2 }))).toContain(
      'within: expected a share',
    );
  });
});

describe('toBeBalanced', () => {
  it('accepts what lies within the limit with its whole interval', async () => {
    const even = await run(studyOf(), { simulate: () => measured([[5, 5]]) });
    expect(even).toBeBalanced({ peakToMean: 1 });
    expect(result).not.toBeBalanced({ peakToMean: 1.3 });
  });

  it('says what was measured, the limit, and what would decide', () => {
    expect(failureOf(() => expect(result).toBeBalanced({ peakToMean: 1.3 }))).toBe(
      [
        'expected the loads to be balanced within 1.3 times the intended shares',
        '  measured  1.200 ± 0.497 (95 % interval, 3 replications)',
        '  limit     1.300',
        '  undecided: about 75 replications would decide',
      ].join('\n'),
    );
  });

  it('refuses a limit that nothing could keep, also negated', () => {
    expect(() => expect(result).not.toBeBalanced({ peakToMean: 0.9 })).toThrow(TypeError);
  });
});

describe('toDrainWithin', async () => {
  const crash = (r: number) => ({
    ...measured([[4, 6]]),
    events: [crashed(5, [50, 30 + r, 0, 0], { made: filled(4, 100) })],
  });
  const drained = await run(studyOf(), { simulate: (_, __, r) => crash(r) });
  const stuck = await run(studyOf(), {
    simulate: () => ({ ...measured([[4, 6]]), events: [crashed(5, [50, 40, 40, 40])] }),
  });

  it('accepts a drain within the limit, and refuses a slower one and one that never ends', () => {
    expect(drained).toDrainWithin('crash web-1', { to: '50%', seconds: 25 });
    expect(drained).not.toDrainWithin('crash web-1', { to: 0.5, seconds: 10 });
    expect(stuck).not.toDrainWithin('crash web-1', { to: '50%', seconds: 25 });
  });

  it('says how long it was followed when it never came to its end', () => {
    const message = failureOf(() =>
      expect(stuck).toDrainWithin('crash web-1', { to: '50%', seconds: 25 }),
    );
    expect(message).toContain('not reached in the 40 s that it was followed, 80.0 % left');
  });

  it('does not know other events or other levels, also negated', () => {
    expect(() => expect(drained).not.toDrainWithin('crash', { to: 0.5, seconds: 9 })).toThrow(
      'no event is called "crash"; the result has crash web-1',
    );
    expect(() => expect(drained).not.toDrainWithin('crash web-1', { to: 0.6, seconds: 9 })).toThrow(
      'to: expected 50%, 90%, 99% or 99.9%, found 0.6',
    );
  });
});

describe('toMeetExpectations', async () => {
  const below = (high: number): Expectation => ({
    metric: 'share',
    what: 'share of web-1',
    unit: 'share',
    quantity: { kind: 'measure', of: 'backend', name: 'share', rows: ['web-1'], part: 'mean' },
    low: null,
    high,
  });
  const expecting = (...expectations: Expectation[]) =>
    run(studyOf({ expectations }), { simulate: (_, __, r) => measured([[400 + r, 600 - r]]) });

  it('accepts a result of which every expectation is met', async () => {
    expect(await expecting(below(0.5))).toMeetExpectations();
    expect(await expecting(below(0.5), below(0.3))).not.toMeetExpectations();
  });

  it('says which are not, and why', async () => {
    const failing = await expecting(below(0.5), below(0.3));
    expect(failureOf(() => expect(failing).toMeetExpectations())).toBe(
      [
        'expected all 2 expectations to be met; 1 are not',
        '  failed: share of web-1 below 30 %; measured 0.402 [0.3995, 0.4045]',
      ].join('\n'),
    );
  });

  it('is no matcher for scenarios that expect nothing', () => {
    expect(() => expect(result).not.toMeetExpectations()).toThrow('the scenario expects nothing');
  });
});

describe('toMatchBaseline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'skew53-baselines-'));
  const file = join(folder, 'synthetic.json');
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(file, { force: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const accept = () => {
    vi.stubEnv('UPDATE_BASELINES', '1');
    expect(result).toMatchBaseline({ folder });
    vi.stubEnv('UPDATE_BASELINES', '0');
  };

  it('accepts equal numbers, once they have been accepted', () => {
    accept();
    expect(result).toMatchBaseline({ folder });
  });

  it('says how to accept a result that has none, also negated', () => {
    const way = 'accept this result with vitest -u, or UPDATE_BASELINES=1';
    expect(() => expect(result).toMatchBaseline({ folder })).toThrow(way);
    expect(() => expect(result).not.toMatchBaseline({ folder })).toThrow(way);
  });

  it('shows the numbers that differ', async () => {
    accept();
    const other = await run(studyOf(), { simulate: () => measured([[5, 5]]) });
    const message = failureOf(() => expect(other).toMatchBaseline({ folder }));
    expect(message).toContain('  backends.web-1.share: 0.6 → 0.5');
    expect(message).toContain('accept it with vitest -u');
    expect(other).not.toMatchBaseline({ folder });
  });
});
