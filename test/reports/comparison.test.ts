import { expect, it } from 'vitest';
import { compare } from '../../experiments/index.ts';
import { comparisonMarkdown, comparisonReport } from '../../reports/text/comparison.ts';
import { sampleResult } from '../support/sample-result.ts';

const side = (name: string) => {
  const result = sampleResult();
  return { result: { ...result, scenario: { ...result.scenario, name } }, tally: null };
};

it('says how two runs were compared and what differs clearly', () => {
  const text = comparisonReport(
    compare(side('before'), side('after')),
    { width: 100, unicode: true, colour: false },
    'compact',
  );
  expect(text).toMatch(/^after against before .*compared as independent runs$/m);
  expect(text).toMatch(/none of \d+ numbers differs clearly/);
});

it('makes Markdown that names cannot break out of', () => {
  const text = comparisonMarkdown(compare(side('before'), side('a|b<script>')), 'full');
  expect(text).toContain('a\\|b\\<script\\>');
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const pipes = (line: string) => line.replace(/\\\|/g, '').split('|').length;
  expect(new Set(rows.map(pipes)).size).toBe(1);
});
