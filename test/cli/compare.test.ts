import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53 } from './skew53.ts';

describe('skew53 compare', () => {
  test('finds nothing between a scenario and itself', () => {
    const { code, stdout } = skew53(['compare', 'small.yaml', 'small.yaml', '-q'], {
      cwd: folderWithScenario(),
    });
    expect(stdout).toContain('compared in pairs');
    expect(code).toBe(0);
  });

  test('exits with 5 when something differs clearly, and writes JSON, Markdown and a chart of both', () => {
    const cwd = folderWithScenario();
    const { code, stdout } = skew53(
      [
        'compare',
        'small.yaml',
        'small.yaml',
        '-n',
        '8',
        '-q',
        '--json',
        'c.json',
        '--md',
        'c.md',
        '--png',
        'charts',
        '--set',
        'backends.*.service={ constant: 1ms }',
        '--set-b',
        'clients.*.arrivals={ poisson: 90/s }',
      ],
      { cwd },
    );
    expect(stdout).toMatch(/\d+ of \d+ numbers differ clearly/);
    expect(code).toBe(5);
    expect(JSON.parse(readFileSync(join(cwd, 'c.json'), 'utf8')).isPaired).toBe(true);
    expect(readdirSync(join(cwd, 'charts'))).toEqual(['small-against-small-response-times.png']);
    expect(readFileSync(join(cwd, 'c.md'), 'utf8')).toMatch(/^\| measure \|/m);
  });

  test('reads saved results, and says what is none', () => {
    const cwd = folderWithScenario();
    skew53(['run', 'small.yaml', '-q', '--json', 'a.json'], { cwd });
    expect(skew53(['compare', 'a.json', 'a.json'], { cwd }).stdout).toContain('independent');
    writeFileSync(join(cwd, 'other.json'), '{}');
    const refused = (file: string) => skew53(['compare', 'a.json', file], { cwd });
    expect(refused('other.json')).toMatchObject({ code: 2 });
    expect(refused('other.json').stderr).toContain('other.json is not a result of skew53');
    expect(refused('gone.json').stderr).toContain('cannot read gone.json');
    expect(skew53(['compare', 'a.json', 'a.json', '--set', 'seed=2'], { cwd }).stderr).toContain(
      'only scenarios can be changed',
    );
  });
});
