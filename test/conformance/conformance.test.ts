/** What real programs did (`npm run conformance`), against the profiles that are named after them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from './checks.ts';
import { differences } from './differences.ts';
import { page } from './page.ts';
import { behaviourOf } from './predicted.ts';
import { records } from './record.ts';

const PAGE = new URL('../../docs/conformance.md', import.meta.url);

describe.each(records())('$program $version as $profile', (record) => {
  const behaviour = behaviourOf(record.profile);

  test.each(checks)('$what', ({ what, check }) => {
    const known = differences.find((one) => one.program === record.program && one.what === what);
    if (known) expect(() => check(record, behaviour), known.reason).toThrow();
    else check(record, behaviour);
  });
});

test('every difference is of a program and of a check that there are', () => {
  const programs = new Set(records().map(({ program }) => program));
  const tests = new Set(checks.map(({ what }) => what));
  expect(
    differences.filter(({ program, what }) => !programs.has(program) || !tests.has(what)),
  ).toEqual([]);
});

test('docs/conformance.md says what was measured, and what differs', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8'), 'run `npm run docs:conformance`').toBe(page());
});
