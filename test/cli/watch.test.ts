import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { folder, folderWithScenario, scenario, skew53, start } from './skew53.ts';

/** What a process prints, as it comes. */
function watching(args: readonly string[], cwd: string) {
  const child = start(['watch', ...args], cwd);
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  const sees = async (what: RegExp) => {
    for (let i = 0; i < 150 && !what.test(text); i++) await setTimeout(100);
    expect(text).toMatch(what);
    text = '';
  };
  return { child, sees };
}

test('watch runs again when the scenario, or a file it extends, is saved; mistakes are shown and waited out', async () => {
  const cwd = folderWithScenario();
  const own = join(cwd, 'own.yaml');
  writeFileSync(own, 'extends: small.yaml\nname: first\n');
  const { child, sees } = watching(['own.yaml', '-n', '1'], cwd);
  await sees(/first {3}seed 1[\s\S]*watching own\.yaml and 1 more/);
  writeFileSync(own, 'extends: small.yaml\nname: second\nnonsense: 1\n');
  await sees(/unknown key "nonsense"[\s\S]*watching/);
  writeFileSync(own, 'extends: small.yaml\nname: second\n');
  await sees(/second {3}seed 1[\s\S]*watching/);
  writeFileSync(join(cwd, 'small.yaml'), scenario({ seed: '7' }));
  await sees(/second {3}seed 7[\s\S]*watching/);
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  expect(await gone).toEqual([130, null]);
});

test('watch refuses standard input and what is not there', () => {
  expect(skew53(['watch', '-']).code).toBe(2);
  expect(skew53(['watch', 'gone.yaml'], { cwd: folder() }).code).toBe(2);
});

test('completion names every command and its options, for three shells', () => {
  const help = skew53(['--help']).stdout;
  const commands = [...help.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== 'help');
  expect(commands).toContain('run');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = skew53(['completion', shell]);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`\\b${command}\\b`));
    expect(stdout).toContain('max-events');
  }
  expect(skew53(['completion', 'tcsh']).stderr).toContain('there are bash, zsh, fish');
});

test('the bash script completes as bash would ask it', () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'complete.sh'), skew53(['completion', 'bash']).stdout);
  const asked = (words: string[]) => {
    const script = `source complete.sh; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _skew53; printf '%s\\n' "\${COMPREPLY[@]}" > out`;
    const { status } = spawnSync('bash', ['-c', script], { cwd });
    expect(status).toBe(0);
    return readFileSync(join(cwd, 'out'), 'utf8').trim().split('\n');
  };
  expect(asked(['skew53', 'sw'])).toEqual(['sweep']);
  expect(asked(['skew53', 'run', '--repl'])).toEqual(['--replications']);
  expect(asked(['skew53', 'run', '--summary', 'c'])).toEqual(['compact']);
  expect(asked(['skew53', 'run', 'comp'])).toEqual(['complete.sh']);
});
