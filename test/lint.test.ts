/** What would make results differ between machines is refused by the linter, where it matters. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'skew53-lint-'));
cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
cpSync(join(ROOT, 'lint'), join(folder, 'lint'), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the linter says about one line of code in a file. */
function lint(file: string, code: string): string {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), `${code}\n`);
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const { stdout, stderr } = spawnSync(biome, ['lint', '--colors=off', file], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

test.each([
  ['sim/a.ts', 'export const x = Math.random();', 'Draw from a named stream'],
  ['cli/a.ts', 'export const x = Math.random();', 'Draw from a named stream'],
  ['sim/a.ts', 'export const x = Date.now();', 'must not depend on a wall clock'],
  ['theory/a.ts', 'export const x = performance.now();', 'must not depend on a wall clock'],
  ['sim/a.ts', 'export const x = Math.pow(2, 3);', 'Powers differ'],
  ['theory/a.ts', 'export const x = (2 ** 3) * 4;', 'Powers differ'],
  ['experiments/a.ts', 'export let x = 2;\nx **= 2;', 'Powers differ'],
  ['reports/a.ts', 'export const x = (1e6).toLocaleString();', 'must not depend on a locale'],
  [
    'reports/a.ts',
    "export const x = new Intl.NumberFormat('en').format(2);",
    'must not depend on a locale',
  ],
  ['sim/a.ts', "export const x = 'a'.localeCompare('b');", 'must not depend on a locale'],
  ['sim/a.ts', "import { sep } from 'node:path';\nexport const x = sep;", 'Node'],
  ['sim/a.ts', 'console.log(1);', 'console'],
])('%s refuses %s', (file, code, words) => expect(lint(file, code)).toContain(words));

test.each([
  ['sim/a.ts', '/** a ** b, Math.pow in words */\nexport const x = 2 * 3;'],
  ['cli/a.ts', 'export const x = performance.now();'],
])('%s allows %s', (file, code) => expect(lint(file, code)).not.toMatch(/[×!] /));
