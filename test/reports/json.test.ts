import { expect, test } from 'vitest';
import { jsonReport } from '../../reports/json.ts';
import { sampleResult } from '../support/sample-result.ts';

test('equal results are equal bytes, and end with a newline', () => {
  const text = jsonReport(sampleResult(), { performance: true });
  expect(text).toBe(jsonReport(sampleResult(), { performance: true }));
  expect(text.endsWith('}\n')).toBe(true);
});

test('the document comes back from its text unchanged, in its own order', () => {
  const parsed = JSON.parse(jsonReport(sampleResult(), { performance: true }));
  expect(parsed).toEqual(sampleResult());
  expect(Object.keys(parsed)).toEqual(Object.keys(sampleResult()));
});

test('without performance, only that block is gone', () => {
  const { performance: _, ...rest } = sampleResult();
  expect(JSON.parse(jsonReport(sampleResult(), { performance: false }))).toEqual(rest);
});
