import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53 } from './skew53.ts';

const TTL = ['--vary', 'zone.records.*.ttl=2..120', '-q'];
const expecting = (what: string) =>
  folderWithScenario({ replications: '5', duration: '3m', expect: `[${what}]` });

describe('skew53 plan', () => {
  test('finds the smallest TTL that a limit on queries allows, and shows what is traded', () => {
    // 5 resolvers of 20 requests a second ask about 5/(TTL + 1/20) times a second: 0.5 at a TTL of 10.
    const cwd = expecting('{ metric: authority-queries, below: 0.5/s }');
    const { code, stdout } = skew53(['plan', 'small.yaml', ...TTL, '--json', 'plan.json'], { cwd });
    const smallest = Number(/^ttl (\d+) is the smallest from 2 to 120/.exec(stdout)?.[1]);
    expect(smallest).toBeGreaterThanOrEqual(10);
    expect(smallest).toBeLessThanOrEqual(12);
    expect(stdout).toContain('DNS queries/s');
    expect(code).toBe(0);
    const { finding, tried, sweep } = JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'));
    expect(finding).toMatchObject({ kind: 'found', end: 'smallest', value: smallest });
    expect(sweep.cells).toHaveLength(tried.length);
  });

  test('gives the same bytes at any -j', () => {
    const cwd = expecting('{ metric: authority-queries, below: 0.5/s }');
    const [one, two] = ['1', '2'].map(
      (jobs) => skew53(['plan', 'small.yaml', ...TTL, '-j', jobs, '--json'], { cwd }).stdout,
    );
    expect(two).toBe(one);
  });

  test('exits with 4 when no value meets it', () => {
    const cwd = expecting('{ metric: share, backend: web-1, above: 99% }');
    const { code, stdout } = skew53(['plan', 'small.yaml', ...TTL], { cwd });
    expect(stdout).toContain('no ttl from 2 to 120 meets what small expects');
    expect(code).toBe(4);
  });

  test('refuses a scenario that expects nothing, a path that is not there, and what is no range', () => {
    const cwd = folderWithScenario();
    expect(skew53(['plan', 'small.yaml', ...TTL], { cwd }).stderr).toContain('say under expect');
    expect(skew53(['plan', 'small.yaml', '--vary', 'zone.nothing=1..2'], { cwd }).code).toBe(3);
    expect(skew53(['plan', 'small.yaml', '--vary', 'zone.ttl=5'], { cwd }).code).toBe(2);
  });
});
