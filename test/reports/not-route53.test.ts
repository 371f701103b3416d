/** Whatever a report is, it says of policies for comparison that they are not Route 53. */
import { expect, it } from 'vitest';
import { compare } from '../../experiments/index.ts';
import { setUp } from '../../reports/charts/set-up.ts';
import { comparisonMarkdown, comparisonReport } from '../../reports/text/comparison.ts';
import { textReport } from '../../reports/text.ts';
import { sampleResult } from '../support/sample-result.ts';

const LABEL = 'not Route 53 (round-robin)';
const STYLE = { width: 200, unicode: true, colour: false };
const labelled = sampleResult({ notRoute53: ['round-robin'] });
const plain = sampleResult();

it('the summary, short and long', () => {
  for (const length of ['compact', 'full'] as const) {
    expect(textReport(labelled, STYLE, length).split('\n')[0]).toContain(LABEL);
    expect(textReport(plain, STYLE, length)).not.toContain('not Route 53');
  }
});

it('charts', () => {
  expect(setUp(labelled)).toContain(LABEL);
  expect(setUp(plain)).not.toContain('not Route 53');
});

it('a comparison, as text and as Markdown, if either side uses one', () => {
  const comparison = compare({ result: plain, tally: null }, { result: labelled, tally: null });
  expect(comparisonReport(comparison, STYLE, 'compact')).toContain(LABEL);
  expect(comparisonMarkdown(comparison, 'compact')).toContain(LABEL);
});
