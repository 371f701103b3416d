/** What the pages for people name must be there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../cli/command-line.ts';
import { run } from '../experiments/index.ts';
import manifest from '../package.json' with { type: 'json' };
import { charts } from '../reports/charts/index.ts';
import { read } from './scenarios/sample.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join('docs', path)),
];

describe.each(PAGES)('%s', (page) => {
  const text = readFileSync(join(ROOT, page), 'utf8');

  test('links only to files that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, target]) => target as string,
    );
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  });

  test('names only scripts that package.json has', () => {
    const scripts = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z0-9:]*)/g)].map(
      ([, name]) => name as string,
    );
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  test('names only paths that are there', () => {
    const rooms = 'sim|scenarios|experiments|reports|cli|theory|test|docs';
    const paths = [...text.matchAll(new RegExp(`\`((?:${rooms})/[\\w./-]*)\``, 'g'))].map(
      ([, path]) => path as string,
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('docs/charts.md', () => {
  const text = readFileSync(join(ROOT, 'docs/charts.md'), 'utf8');

  test('has a section for every chart, in their order', () => {
    const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(charts.map(({ name }) => name));
  });

  test('has pictures that do not weigh on a clone', () => {
    const images = join(ROOT, 'docs/images');
    const heavy = readdirSync(images).filter((name) => statSync(join(images, name)).size > 60_000);
    expect(heavy).toEqual([]);
  });
});

describe.each([
  'questions.md',
  'rehearse-a-failure.md',
  'balancers.md',
  'connections.md',
  'several-resolvers.md',
])('docs/%s', (page) => {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  const shown = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml as string);

  test.each(shown)('shows scenarios that run as they stand: %#', (yaml) => {
    expect(read(yaml).scenario.clients.length).toBeGreaterThan(0);
  });
});

test('docs/arrivals.md shows a scenario and a file that it replays', () => {
  const text = readFileSync(join(ROOT, 'docs/arrivals.md'), 'utf8');
  const [yaml = '', csv = ''] = ['yaml', 'csv'].map(
    (kind) => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1],
  );
  const { scenario, notes } = read(yaml, { files: { 'requests.csv': csv } });
  expect(notes).toEqual([]);
  expect(scenario.clients[0]).toMatchObject({
    count: 2,
    arrivals: { settings: { times: Float64Array.of(0, 0.25, 4, 12), period: 16 } },
  });
});

test('the rehearsal of docs/rehearse-a-failure.md meets what it expects', async () => {
  const text = readFileSync(join(ROOT, 'docs/rehearse-a-failure.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const { expectations } = await run(read(yaml));
  expect(expectations.map(({ text: what, verdict }) => [what, verdict])).toEqual([
    ['drain after crash shop-2 to 90 % below 100 s', 'met'],
    ['failures from 480 s until 840 s below 0.5 %', 'met'],
  ]);
});

test('in the example of docs/several-resolvers.md no request fails, and phones wait once', async () => {
  const text = readFileSync(join(ROOT, 'docs/several-resolvers.md'), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const study = read(yaml);
  const { totals, clients } = await run({ ...study, replications: 2 });
  expect(totals.failed?.mean).toBe(0);
  // 200 phones of 0.1 requests/s: each waits for 1.5 requests on average, out of the 36,000 made.
  const waited = (clients[0]?.lookupTime?.meanSeconds?.mean ?? 0) * 36_000;
  expect(waited / (5 * 200)).toBeGreaterThan(1.3);
  expect(waited / (5 * 200)).toBeLessThan(1.7);
});

test('the scenarios of docs/resolvers.md run as they stand, and its pods put four queries a look-up', async () => {
  const text = readFileSync(join(ROOT, 'docs/resolvers.md'), 'utf8');
  const [domains = '', pods = ''] = [...text.matchAll(/```yaml\n(version: 1\n[\s\S]*?)```/g)].map(
    ([, yaml]) => yaml as string,
  );
  expect(read(domains).scenario.name).toBe('stub-domains');
  const { totals, resolvers } = await run({ ...read(pods), replications: 2 });
  expect(totals.failed?.mean).toBe(0);
  // But for look-ups under way when the run begins or ends.
  const ratio = (resolvers[0]?.queries?.mean ?? 0) / (totals.lookups?.mean ?? 1);
  expect(Math.abs(ratio - 4)).toBeLessThan(4e-4);
});

test('the test that docs/guard-in-ci.md shows is one of ours', () => {
  const page = readFileSync(join(ROOT, 'docs/guard-in-ci.md'), 'utf8');
  const [, shown = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
  const ours = readFileSync(join(ROOT, 'test/guards/canary.test.ts'), 'utf8')
    .replace("'../../index.ts'", "'skew53'")
    .replace("'../../vitest.ts'", "'skew53/vitest'");
  const lines = (text: string) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  expect(lines(shown)).toEqual(lines(ours));
});

describe('the command lines of the pages', () => {
  const lines = PAGES.flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap(([, block]) => (block as string).split('\n'))
      .flatMap((line) => line.split(/[|>]|&&/))
      .flatMap((part) => /skew53(?: --)? ([a-z]+)(.*)/.exec(part)?.slice(1) ?? []),
  );
  const calls = lines.flatMap((_, i): [string, string][] =>
    i % 2 === 0 ? [[lines[i] as string, lines[i + 1] as string]] : [],
  );

  test.each(calls)('%s%s names options and files that there are', async (command, rest) => {
    let help = '';
    const write = (text: string) => {
      help += text;
    };
    const silent = {
      write,
      line: write,
      terminal: false,
      colour: false,
      unicode: true,
      width: 100,
    };
    expect(await runCommandLine([command, '--help'], silent, silent)).toBe(0);
    const options = rest.match(/(?<= )--[a-z-]+/g) ?? [];
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
    const files = rest.match(/scenarios\/[\w.-]+/g) ?? [];
    expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test('the README runs the scenario and the tests with one command each', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(text).toContain(
    'npm ci --include=dev && npm run skew53 -- run scenarios/three-instances.yaml --png charts\n',
  );
  expect(text).toContain('npm ci --include=dev && npm test\n');
});
