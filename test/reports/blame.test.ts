import { describe, expect, it } from 'vitest';
import { blame } from '../../experiments/blame/index.ts';
import { ranked } from '../../experiments/blame/ranked.ts';
import type { Result } from '../../experiments/result.ts';
import { blameReport, causeSummary } from '../../reports/text/blame.ts';
import { read, SAMPLE } from '../scenarios/sample.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const STYLE = { width: 100, unicode: true, colour: false };

/** A result whose skew comes from orders of two resolver groups, a little from what clients keep, and chance. */
function resultOf(): Result {
  const result = sampleResult();
  const part = (cause: 'order' | 'kept' | 'chance', resolvers: string, mean: number) => ({
    cause,
    clients: 'users',
    resolvers,
    cvSquared: estimate(mean, mean / 10),
  });
  const counted: Result = {
    ...result,
    skew: {
      ...result.skew,
      whole: {
        ...result.skew.whole,
        expectedCvSquared: estimate(0.01, 0.001),
        expectedCvSquaredReason: null,
      },
      causes: [
        part('order', 'isp', 0.006),
        part('order', 'office', 0.003),
        part('kept', 'isp', 0.0005),
        part('kept', 'office', 0.00049),
        part('chance', 'isp', 0.00001),
      ],
      groups: [],
    },
  };
  return { ...counted, skew: { ...counted.skew, blamed: ranked(counted, read(SAMPLE).scenario) } };
}

describe('the report on causes', () => {
  it('ranks them by their parts, chance last, and adds up what one group does with several', () => {
    const { causes } = blame(resultOf(), null);
    expect(causes.map(({ cause, group }) => [cause, group?.name])).toEqual([
      ['order', 'isp'],
      ['order', 'office'],
      ['kept', 'users'],
      ['chance', undefined],
    ]);
    expect(causes[2]?.share).toBeCloseTo(0.099, 9);
  });

  it('tells of a saved result alone why nothing is predicted', () => {
    const text = blameReport(blame(resultOf(), null), 2, STYLE);
    expect(text).toContain('isp (unbound) repeats one order to everyone behind it');
    expect(text).toContain('60.0 % of expected CV²: 0.00600 ± 0.000600');
    expect(text).toContain('not predicted: the scenario is not at hand');
    expect(text).toContain('and 2 more (--top 4)');
  });

  it('names the heaviest in the summary of a run, and none that weighs nothing', () => {
    const lines = causeSummary(resultOf(), 100).join('\n');
    expect(lines).toMatch(/^causes +60.0 % isp/);
    expect(lines).not.toContain('chance');
  });

  it('says nothing of results saved before causes were counted', () => {
    const { causes: _, groups: __, blamed: ___, ...skew } = resultOf().skew;
    expect(causeSummary({ ...resultOf(), skew }, 100)).toEqual([]);
  });
});
