import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53 } from './skew53.ts';

describe('skew53 blame', () => {
  test('ranks the causes of a scenario, and of its saved result', () => {
    const cwd = folderWithScenario();
    const ran = skew53(['blame', 'small.yaml', '-q', '--check', '--top', '1', '-n', '3'], { cwd });
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toMatch(/1\. +\S+/);
    expect(ran.code).toBe(0);
    skew53(['run', 'small.yaml', '--json', 'r.json', '-q'], { cwd });
    const alone = skew53(['blame', 'r.json'], { cwd });
    expect(alone.stdout).toContain('the scenario is not at hand');
    const both = skew53(['blame', 'r.json', 'small.yaml', '--json'], { cwd });
    expect(JSON.parse(both.stdout).causes.length).toBeGreaterThan(0);
  });

  test('refuses what it cannot do, with the way out', () => {
    const cwd = folderWithScenario();
    skew53(['run', 'small.yaml', '--json', 'r.json', '-q'], { cwd });
    const refused = (...args: string[]) => skew53(['blame', ...args], { cwd }).stderr;
    expect(refused('r.json', '--check')).toContain('r.json does not hold its scenario');
    expect(refused('r.json', 'small.yaml', '--set', 'duration=7m')).toContain('hashes differ');
    expect(refused('r.json', 'small.yaml', '-n', '3')).toContain('leave out -n and -s');
    expect(refused('small.yaml', 'small.yaml')).toContain('a second one is for a result');
  });
});
