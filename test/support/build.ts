/** Builds `dist/` before the tests that start the command line, unless it is newer than every source. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = [
  'cli',
  'experiments',
  'reports',
  'scenarios',
  'sim',
  'theory',
  'index.ts',
  'vitest.ts',
  'package.json',
];

export function setup(): void {
  if (isFresh()) return;
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isFresh(): boolean {
  const main = `${ROOT}/dist/main.mjs`;
  if (!existsSync(main)) return false;
  const built = statSync(main).mtimeMs;
  return SOURCES.every((source) => newestIn(`${ROOT}/${source}`) < built);
}

function newestIn(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Math.max(0, ...files.map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs));
}
