import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53 } from './skew53.ts';

describe('skew53 explain', () => {
  test('says what a scenario means, without a run', () => {
    const { code, stdout, stderr } = skew53(['explain', 'small.yaml'], {
      cwd: folderWithScenario(),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^small {3}seed 1 {3}2 × 1m {3}not run\n/);
    expect(stdout).toMatch(/hit ratio, resolvers isp +99\.5 %/);
    expect(stderr).toBe('');
  });

  test('takes --set, and prints the same as data', () => {
    const cwd = folderWithScenario();
    const explain = (...more: string[]) =>
      JSON.parse(skew53(['explain', 'small.yaml', '--json', ...more], { cwd }).stdout);
    const lifetime = (document: { lifetimes: { longestSeconds: number }[] }) =>
      document.lifetimes[0]?.longestSeconds;
    expect(explain()).toMatchObject({
      schemaVersion: 1,
      scenario: { name: 'small' },
      run: { detail: 'counts' },
    });
    expect(explain('--set', 'detail=requests').run.detail).toBe('requests');
    expect(lifetime(explain())).toBe(10);
    expect(lifetime(explain('--set', 'zone.records.*.ttl=30'))).toBe(30);
  });

  test('refuses a time, a type and options that no question goes with', () => {
    const cwd = folderWithScenario();
    const refused = (...more: string[]) => {
      const { code, stderr } = skew53(['explain', 'small.yaml', ...more], { cwd });
      expect(code).toBe(2);
      return stderr;
    };
    expect(refused('--from', 'isp')).toContain(
      '--from is about one question; say which with --query',
    );
    expect(refused('--query', 'app.example.com', '--type', 'FOO')).toContain(
      'Expected a record type',
    );
    expect(refused('--query', 'app.example.com', '--at', '2m')).toContain(
      '--at: the run ends at 1m',
    );
  });

  test('exits 3 for a scenario with mistakes, and 2 for an option that it lacks', () => {
    const cwd = folderWithScenario({ duration: '5 min' });
    expect(skew53(['explain', 'small.yaml'], { cwd }).code).toBe(3);
    const { code, stderr } = skew53(['explain', 'small.yaml', '--why', 'app.example.com'], {
      cwd,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--why'");
  });
});
