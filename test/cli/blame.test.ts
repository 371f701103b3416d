import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53 } from './skew53.ts';

describe('skew53 blame', () => {
  test('ranks the causes of a scenario, and of its saved result', () => {
    const cwd = folderWithScenario();
    // Clients that pick at random are at the mercy of nobody's order.
    const set = ['resolvers.*.profile=pdns-recursor', 'clients.*.profile=one-shot'].flatMap(
      (value) => ['--set', value],
    );
    const ran = skew53(['blame', 'small.yaml', '-q', '--check', '--top', '1', '-n', '3', ...set], {
      cwd,
    });
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toContain('(pdns-recursor) repeats one order to everyone behind it');
    expect(ran.stdout).toContain('run without it:');
    expect(ran.code).toBe(0);
    skew53(['run', 'small.yaml', '--json', 'r.json', '-q', ...set], { cwd });
    const alone = skew53(['blame', 'r.json'], { cwd });
    expect(alone.stdout).toContain('the scenario is not at hand');
    const both = skew53(['blame', 'r.json', 'small.yaml', '--json', ...set], { cwd });
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
