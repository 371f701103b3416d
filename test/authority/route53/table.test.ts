import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RULES, rule } from './rules.ts';
import { PAGE, page, testsByRule } from './table.ts';
import { UNTESTED } from './untested.ts';

/** Which tests there are changes often: while rules wait for their tests, that column may lag behind. */
const compared = (text: string) =>
  UNTESTED.length > 0 ? text.replace(/ \|[^|\n]* \|$/gm, '') : text;

it('every rule has a test that names it, or a reason to need none', () => {
  const tests = testsByRule();
  const without = RULES.filter(
    ({ id, informative }) => informative === undefined && tests.get(id)?.length === 0,
  ).map(({ id }) => id);
  expect(without.filter((id) => !UNTESTED.includes(id))).toEqual([]);
});

it('no two rules have one number', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

it('a rule that nobody knows cannot be tested', () => {
  expect(() => rule('9.9', 'does something', () => {})).toThrow('there is no rule 9.9');
});

it('docs/route53.md says what the rules and their tests say (npm run docs:rules)', () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page());
  expect(compared(readFileSync(PAGE, 'utf8'))).toBe(compared(page()));
});
