import { describe, expect, it } from 'vitest';
import type { BlamedPart, Result } from '../../experiments/result.ts';
import { pageOf } from '../../reports/charts/page.ts';
import { whoCauses, whoCausesFinding } from '../../reports/charts/who-causes.ts';
import { renderPng } from '../../reports/png.ts';
import { estimate, sampleResult } from '../support/sample-result.ts';

const page = pageOf();

/** So many resolver groups that keep orders, each half as much as the one before, clients that keep choices, and chance. */
function blaming(groups: number): Result {
  const result = sampleResult();
  const order = Array.from({ length: groups }, (_, i): BlamedPart => {
    const share = 0.8 / 1.25 ** i / ((1 - 0.8 ** groups) / 0.2);
    return {
      cause: i % 3 === 2 ? 'kept' : 'order',
      group: { kind: 'resolvers', name: `isp-${i + 1}/unbound` },
      says: `isp-${i + 1}/unbound repeats one order to everyone behind it, at TTL 60`,
      cvSquared: estimate(0.01 * share, 0.001 * share),
      share,
    };
  });
  const rest: BlamedPart[] = [
    {
      cause: 'content',
      group: { kind: 'resolvers', name: 'office' },
      says: 'office keeps answers that name only some of the addresses, at TTL 60',
      cvSquared: estimate(0.0019, 0.0002),
      share: 0.19,
    },
    { cause: 'chance', group: null, says: 'chance', cvSquared: estimate(0.0001, 0), share: 0.01 },
  ];
  return {
    ...result,
    skew: {
      ...result.skew,
      whole: {
        ...result.skew.whole,
        expectedCvSquared: estimate(0.01, 0.001),
        expectedCvSquaredReason: null,
      },
      blamed: [...order, ...rest],
    },
  };
}

describe('the chart of who causes the skew', () => {
  it('says in its title who causes most, and how much', () => {
    expect(whoCausesFinding(blaming(1))).toBe(
      'isp-1/unbound repeats one order to everyone behind it, at TTL 60: 80.0 % of the expected skew',
    );
  });

  it('has a row for each of a few groups, and one for what is left of many', () => {
    const labels = (groups: number) =>
      whoCauses.configuration(blaming(groups), page, 0).data.labels as string[];
    expect(labels(2)).toHaveLength(4);
    expect(labels(30)).toHaveLength(12);
    expect(labels(30).at(-1)).toMatch(/^21 others together +\d/);
  });

  it('adds up to all there is', () => {
    const sets = whoCauses.configuration(blaming(30), page, 0).data.datasets.slice(1);
    const sum = sets
      .flatMap(({ data }) => data as (number | null)[])
      .reduce<number>((all, part) => all + (part ?? 0), 0);
    expect(sum).toBeCloseTo(100, 9);
  });

  it('is left out where nobody is known', () => {
    const { blamed: _, ...skew } = sampleResult().skew;
    expect(whoCauses.lacks({ ...sampleResult(), skew }, 0)).not.toBeNull();
  });

  it('is drawn', async () => {
    const png = await renderPng(whoCauses.configuration(blaming(3), page, 0), page);
    expect(png.length).toBeGreaterThan(10_000);
  });
});
