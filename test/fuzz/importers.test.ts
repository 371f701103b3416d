/**
 * Whatever a file holds: a zone, or problems in order, in less than a second; never another exception. By default 1,000
 * files, 5,000 in `.ci/run`; `npm run fuzz -- importers 100000 7` takes other numbers, from another seed.
 */
import { expect, test } from 'vitest';
import { readFiles } from '../../scenarios/format/import-files.ts';
import { type Problem, parseScenario, ScenarioError } from '../../scenarios/format/index.ts';
import { foreignFormats } from '../../scenarios/import/index.ts';
import { checks, DOCUMENTS, LINED, listing, TEXTS } from './corpus.ts';
import { Dice } from './dice.ts';
import { bytesChanged, linesChanged, structureChanged } from './mutations.ts';

const COUNT = Number(process.env.FUZZ_COUNT ?? 1000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** Of the processor's time: another program's work is no hang. */
const LONGEST_SECONDS = 1;

const SCENARIO = `version: 1
name: fuzz
duration: 1m
zone: { import: [a, b] }
resolvers: [{ name: isp, profile: ideal, count: 2 }]
clients: [{ name: users, profile: one-shot, resolvers: isp, lookup: www.example.org, arrivals: { poisson: 1/s } }]
backends: [{ name: web, address: 192.0.2.1-192.0.2.3 }]
`;

interface Case {
  readonly text: string;
  /** A file beside it, as it ought to be. */
  readonly other: string;
}

/** The file of one number: the same for the same seed. */
function fileOf(number: number): Case {
  const dice = new Dice(Math.imul(SEED, 0x9e3779b1) + number);
  const times = 1 + dice.below(4);
  const kind = dice.below(10);
  const other = JSON.stringify(dice.yes(0.5) ? checks : listing);
  if (kind < 5) {
    let data: unknown = dice.one(DOCUMENTS);
    for (let i = 0; i < times; i++) data = structureChanged(data, dice);
    return { text: JSON.stringify(data, null, dice.yes(0.5) ? 2 : 0) ?? '', other };
  }
  let text = dice.one(kind < 8 ? LINED : TEXTS);
  for (let i = 0; i < times; i++)
    text = kind < 7 ? linesChanged(text, dice) : bytesChanged(text, dice, TEXTS);
  return { text, other };
}

/** As `zone.import` reads them. */
function problemsOfScenario({ text, other }: Case): readonly Problem[] {
  const files: Readonly<Record<string, string>> = { a: text, b: other };
  try {
    parseScenario(SCENARIO, { file: 's.yaml', read: (path) => files[path] as string });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems;
  }
}

/** As `skew53 import` reads them. */
function problemsOfCommand({ text, other }: Case): readonly Problem[] {
  const files = [
    { file: 'a', text },
    { file: 'b', text: other },
  ];
  return readFiles(files, { zone: 'example.org', formats: foreignFormats }).problems;
}

/** What is wrong with a list of problems, null if they are in order, each once, and in their lines. */
function disorder(problems: readonly Problem[]): string | null {
  const seen = new Set<string>();
  const ended = new Set<string>();
  for (const [i, { file, line, column, length, message, sourceLine }] of problems.entries()) {
    const before = problems[i - 1];
    const key = JSON.stringify([file, line, column, message]);
    if (seen.has(key)) return `twice: ${key}`;
    seen.add(key);
    if (line < 1 || column < 1 || length < 1 || column > sourceLine.length + 1)
      return `out of its line: ${key}`;
    if (before && before.file !== file) ended.add(before.file);
    if (ended.has(file)) return `files mixed: ${key}`;
    if (
      before?.file === file &&
      (before.line > line || (before.line === line && before.column > column))
    )
      return `out of order: ${key}`;
  }
  return null;
}

function secondsOfWork(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

test(`${COUNT} changed files from seed ${SEED} are read, or refused in order, each in a second`, {
  timeout: COUNT * 100 + 60_000,
}, () => {
  let refused = 0;
  for (let number = 0; number < COUNT; number++) {
    const file = fileOf(number);
    const found: string[] = [];
    const read = number % 2 === 0 ? problemsOfScenario : problemsOfCommand;
    const seconds = secondsOfWork(() => {
      try {
        const problems = read(file);
        refused += problems.length > 0 ? 1 : 0;
        found.push(...[disorder(problems)].filter((wrong) => wrong !== null));
      } catch (error) {
        found.push(`threw ${error instanceof Error ? error.stack : String(error)}`);
      }
    });
    if (seconds > LONGEST_SECONDS) found.push(`took ${seconds} s`);
    if (found.length > 0)
      expect.fail(
        `file ${number} of seed ${SEED}: ${found.join('; ')}\n${file.text.slice(0, 4000)}`,
      );
  }
  // Neither all nor none: the changes reach what lies behind the parser.
  expect(refused / COUNT).toBeGreaterThan(0.3);
  expect(refused / COUNT).toBeLessThan(0.99);
});
