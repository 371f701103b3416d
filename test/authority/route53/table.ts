/** `docs/route53.md` from the rules and from the tests that name them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Rule } from './rules/rule.ts';
import { RULES, SECTIONS } from './rules.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
export const PAGE = `${ROOT}docs/route53.md`;

const INTRODUCTION = `# Route 53, rule by rule

What the simulated authority does, where that is known from, what is assumed where nobody says, and which tests hold
it. Names of tests begin with the number of the rule. Written by \`npm run docs:rules\`; change the rules in
\`test/authority/route53/rules/\`.

How a rule is known: *documented* by AWS, *observed* by others, *inferred* from what is documented, or *undocumented*;
then a scenario may choose, the default is named first, and \`explain\` lists the choice among its assumptions.
`;

/** Test files by the id of each rule that they name. */
export function testsByRule(): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>(RULES.map(({ id }) => [id, []]));
  const all = readdirSync(`${ROOT}test`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => `test/${path.replaceAll('\\', '/')}`);
  for (const file of all.toSorted()) {
    for (const id of idsIn(readFileSync(ROOT + file, 'utf8'))) {
      const known = files.get(id);
      if (known && !known.includes(file)) known.push(file);
    }
  }
  return files;
}

function idsIn(text: string): string[] {
  const calls = [...text.matchAll(/\brule\(\s*(\[[^\]]*\]|'[^']*')/g)];
  return calls.flatMap(([, ids]) =>
    [...(ids as string).matchAll(/'([^']*)'/g)].map(([, id]) => id as string),
  );
}

export function page(): string {
  const tests = testsByRule();
  const tables = SECTIONS.map(({ title, rules }) => {
    const rows = rules.map((rule) => row(rule, tests.get(rule.id) ?? []));
    return [
      `## ${title}`,
      '',
      '| | Rule | How it is known | Assumed | Tests |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [INTRODUCTION, ...tables].join('\n');
}

function row(rule: Rule, files: readonly string[]): string {
  const cells = [
    rule.id,
    rule.says,
    `${rule.known}: ${rule.source}`,
    rule.option ?? '',
    rule.informative ? `none: ${rule.informative}` : files.map(linked).join(', '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const linked = (file: string) =>
  `[${file.replace(/^test\//, '').replace(/\.test\.ts$/, '')}](../${file})`;
