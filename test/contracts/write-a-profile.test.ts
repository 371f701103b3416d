/** The worked example of docs/write-a-profile.md, done as it says in a copy of the sources. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type * as Runs from '../../experiments/run.ts';
import type * as Format from '../../scenarios/format/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/write-a-profile.md'), 'utf8');

/** Fenced blocks by what stands behind the language. */
const blocks = [...PAGE.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, of, text]) => ({
  of: of as string,
  text: text as string,
}));
const blocksOf = (what: string) => blocks.filter(({ of }) => of === what).map(({ text }) => text);

const DATA = 'sim/resolvers/profiles/office-cache.ts';
const LIST = 'sim/resolvers/profiles/index.ts';

let copy: string;
let format: typeof Format;
let runs: typeof Runs;

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'skew53-profile-'));
  for (const room of [
    'sim',
    'scenarios/format',
    'scenarios/import',
    'experiments',
    'theory',
    'package.json',
  ])
    cpSync(join(ROOT, room), join(copy, room), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, DATA), blocksOf(DATA)[0] as string);
  const [line = ''] = blocksOf(LIST);
  const [imported, ...listed] = line.trimEnd().split('\n') as [string, ...string[]];
  const list = readFileSync(join(copy, LIST), 'utf8');
  expect(list).toContain(listed[0]);
  expect(list).not.toContain('office-cache');
  writeFileSync(
    join(copy, LIST),
    `${imported}\n${list.replace(listed[0] as string, listed.join('\n'))}`,
  );
  format = await import(join(copy, 'scenarios/format/index.ts'));
  runs = await import(join(copy, 'experiments/run.ts'));
  // All sources are read once more.
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const read = (text: string) => format.parseScenario(text, { file: 'page.yaml', read: () => text });

it('its scenarios run, the second by the profile of one data file and one line', async () => {
  const [first, second] = blocksOf('scenario') as [string, string];
  const own = await runs.run(read(first));
  const named = await runs.run(read(second));
  const [offices] = named.resolvers;
  expect(offices?.profile).toBe('office-cache');
  // Kept a minute at least, where the records say 20 s.
  expect(offices?.hitRatio?.mean).toBeCloseTo(own.resolvers[0]?.hitRatio?.mean as number, 1);
  expect(named.skew.blamed?.[0]?.says).toContain('offices (office-cache) repeats one order');
});

it('what it assumes is told by a run, and its name by the schema', () => {
  const study = read(blocksOf('scenario')[1] as string);
  expect(study.scenario.resolvers[0]?.behaviour.minTtl).toBe(60);
  expect(JSON.stringify(format.scenarioJsonSchema())).toContain('office-cache');
});
