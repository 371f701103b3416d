import { describe, expect, it } from 'vitest';
import { run } from '../../experiments/run.ts';
import '../../vitest.ts';
import { measured, studyOf } from './synthetic.ts';

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
