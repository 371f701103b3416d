import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { folderWithScenario, scenario, skew53 } from './skew53.ts';

describe('skew53 validate', () => {
  test('says of each file that it is valid', () => {
    const cwd = folderWithScenario();
    const { code, stdout } = skew53(['validate', 'small.yaml', 'small.yaml'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe('small.yaml: small is valid\n'.repeat(2));
  });

  test('shows the problems of all files, and exits 3', () => {
    const cwd = folderWithScenario({ duration: '5 min' });
    writeFileSync(join(cwd, 'other.yaml'), scenario({ seed: '[]' }));
    const { code, stderr } = skew53(['validate', 'small.yaml', 'other.yaml'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toMatch(/small\.yaml:3:.*[\s\S]*other\.yaml:\d+:[\s\S]*2 errors in 2 files/);
  });

  test('exits 2 when a file cannot be read, and still shows the problems of the others', () => {
    const cwd = folderWithScenario({ duration: '5 min' });
    const { code, stderr } = skew53(['validate', 'nowhere.yaml', 'small.yaml'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere.yaml');
    expect(stderr).toContain('small.yaml:3:');
  });
});

test('skew53 schema prints a JSON Schema that knows the top-level keys', () => {
  const { code, stdout } = skew53(['schema']);
  expect(code).toBe(0);
  expect(Object.keys(JSON.parse(stdout).properties)).toEqual(
    expect.arrayContaining(['version', 'zone', 'backends']),
  );
});

describe('skew53 profiles', () => {
  test('lists resolver and client profiles', () => {
    const { stdout } = skew53(['profiles']);
    expect(stdout).toMatch(/unbound +resolvers/);
    expect(stdout).toMatch(/chrome-windows +clients/);
  });

  test('shows the values of one with how well they are known and the source', () => {
    expect(skew53(['profiles', 'unbound']).stdout).toMatch(
      /maxTtl +86400 +read in source +NLnetLabs\/unbound/,
    );
  });

  test('says which values are uncertain, and which fields are left as a plain implementation has them', () => {
    const { stdout } = skew53(['profiles', 'unbound']);
    expect(stdout).toMatch(/^uncertain +base +orderOnJoin +ttlPassed$/m);
    expect(stdout).toMatch(/^as ideal +frozenPer +shards +shardPick +tier2 +ecs +upstreamRetry /m);
  });

  test('prints the same as data', () => {
    expect(JSON.parse(skew53(['profiles', '--json']).stdout)).toContainEqual({
      name: 'ideal',
      kind: 'resolvers',
      summary: expect.any(String),
    });
    expect(JSON.parse(skew53(['profiles', 'unbound', '--json']).stdout)).toMatchObject({
      fields: { maxTtl: { value: 86_400, evidence: 'read in source' } },
      assumed: ['base', 'orderOnJoin', 'ttlPassed'],
    });
  });

  test('lists what else a scenario can name, by kind', () => {
    expect(skew53(['profiles', '--kind', 'orders']).stdout).toMatch(/shuffle +orders +A fresh/);
    expect(skew53(['profiles', 'shuffle']).stdout).toMatch(/^shuffle: A fresh/);
  });

  test('refuses what is not there with what is near', () => {
    const { code, stderr } = skew53(['profiles', 'unbond']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "unbound"?');
    expect(skew53(['profiles', 'shufle', '--kind', 'orders']).stderr).toContain('"shuffle"');
    expect(skew53(['profiles', '--kind', 'order']).code).toBe(2);
  });
});

describe('help', () => {
  test.each([
    [],
    ['init'],
    ['explain'],
    ['run'],
    ['validate'],
    ['chart'],
    ['schema'],
    ['profiles'],
  ])('of %s leads with examples and lists the exit codes', (...command) => {
    const { code, stdout } = skew53([...command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Examples:\n {2}skew53 /);
    expect(stdout).toMatch(/Exit codes:\n {2}0 +done\n {2}1 +internal error/);
  });

  test('of the program names every command', () => {
    const { stdout } = skew53(['--help']);
    for (const command of ['init', 'explain', 'run', 'chart', 'validate', 'schema', 'profiles'])
      expect(stdout).toContain(`\n  ${command} `);
  });
});

test('--version is the version of the package', () => {
  expect(skew53(['--version']).stdout).toBe(`${manifest.version}\n`);
});

describe('colour', () => {
  const run = (env: Record<string, string>, ...more: string[]) =>
    skew53(['run', 'small.yaml', ...more], { cwd: folderWithScenario(), env }).stdout.includes(
      '\u001b[',
    );

  test('is off in a pipe, also under CI, and on when forced', () => {
    expect(run({})).toBe(false);
    expect(run({ CI: '1' })).toBe(false);
    expect(run({ FORCE_COLOR: '1' })).toBe(true);
  });

  test('gives way to NO_COLOR and --no-color', () => {
    expect(run({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(run({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });
});
