/** What the pages for people name must be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

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

test('the README runs the scenario and the tests with one command each', () => {
  const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(text).toContain(
    'npm ci --include=dev && npm run skew53 -- run scenarios/three-instances.yaml --png charts\n',
  );
  expect(text).toContain('npm ci --include=dev && npm test\n');
});
