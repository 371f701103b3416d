import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, folderWithScenario, skew53 } from './skew53.ts';

const accepted = () => {
  const cwd = folderWithScenario();
  skew53(['test', '-u', 'small.yaml', '-q'], { cwd });
  return cwd;
};

/** Three instances behind busy resolvers, as users have them, small enough for a test. */
const SITE = `version: 1
name: site
duration: 30m
replications: 6
zone:
  name: example.com
  records:
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-1, value: 192.0.2.1 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-2, value: 192.0.2.2 }
    - { name: app, type: A, routing: multivalue, ttl: 60, setIdentifier: web-3, value: 192.0.2.3 }
resolvers:
  - { name: isp, profile: unbound, count: 20, popularity: { zipf: 1.0 } }
clients:
  - { name: browsers, profile: jdk-httpclient, count: 500, resolvers: isp, lookup: app.example.com, arrivals: { poisson: 20/s } }
backends:
  - { name: web-1, address: 192.0.2.1 }
  - { name: web-2, address: 192.0.2.2 }
  - { name: web-3, address: 192.0.2.3 }
`;

describe('skew53 test', () => {
  test('accepts a baseline, and finds the same result to the last bit at any -j', () => {
    const cwd = accepted();
    const baseline = readFileSync(join(cwd, 'baselines', 'small.json'), 'utf8');
    for (const jobs of ['1', '2']) {
      const { code, stdout } = skew53(['test', 'small.yaml', '-q', '-j', jobs], { cwd });
      expect(stdout).toContain('baseline the same to the last bit');
      expect(code).toBe(0);
      skew53(['test', '-u', 'small.yaml', '-q', '-j', jobs], { cwd });
      expect(readFileSync(join(cwd, 'baselines', 'small.json'), 'utf8')).toBe(baseline);
    }
  });

  test('finds another seed the same within tolerance', () => {
    const cwd = folderWithScenario({ replications: '60' });
    skew53(['test', '-u', 'small.yaml', '-q'], { cwd });
    const { code, stdout } = skew53(['test', 'small.yaml', '-q', '-s', '2'], { cwd });
    expect(stdout).toContain('baseline the same within tolerance');
    expect(code).toBe(0);
  });

  const changes: [string, string, string][] = [
    ['a TTL', 'ttl: 60,', 'ttl: 3600,'],
    ['a client profile', 'profile: jdk-httpclient', 'profile: python-requests'],
    ['a routing policy', 'routing: multivalue,', 'routing: weighted, weight: 1,'],
  ];
  test.each(changes)('catches the change of %s', (_, before, after) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'site.yaml'), SITE);
    expect(skew53(['test', '-u', 'site.yaml', '-q'], { cwd }).code).toBe(0);
    writeFileSync(join(cwd, 'site.yaml'), SITE.replaceAll(before, after));
    const { code, stdout } = skew53(['test', 'site.yaml', '-q'], { cwd });
    expect(stdout).toContain('the scenario has changed since');
    expect(stdout).toContain('accept it with skew53 test -u site.yaml');
    expect(code).toBe(5);
  });

  test('has an expectation that failed count before a difference', () => {
    const cwd = accepted();
    appendFileSync(
      join(cwd, 'small.yaml'),
      'expect: [{ metric: share, backend: web-1, above: 99% }]\n',
    );
    const { code, stdout } = skew53(['test', 'small.yaml', '-q'], { cwd });
    expect(stdout).toMatch(/^FAIL {2}small\.yaml/m);
    expect(stdout).toContain('failed: share of web-1 above 99');
    expect(code).toBe(4);
  });

  test('calls it undecided where there is nothing to hold it against, and fails for that under --strict', () => {
    const cwd = folderWithScenario();
    const { code, stdout } = skew53(['test', 'small.yaml', '-q'], { cwd });
    expect(stdout).toContain('accept this result with skew53 test -u small.yaml');
    expect(code).toBe(0);
    expect(skew53(['test', 'small.yaml', '-q', '--strict'], { cwd }).code).toBe(6);
  });

  test('goes on after a file that cannot be read, and one that is wrong', () => {
    const cwd = accepted();
    writeFileSync(join(cwd, 'wrong.yaml'), 'version: 1\nname: wrong\n');
    const wrong = skew53(['test', 'wrong.yaml', 'small.yaml', '-q'], { cwd });
    expect(wrong.stdout).toContain('pass  small.yaml');
    expect(wrong.stdout).toContain('ERR   wrong.yaml');
    expect(wrong.code).toBe(3);
    expect(skew53(['test', 'gone.yaml', 'wrong.yaml', '-q'], { cwd }).code).toBe(2);
  });

  test('refuses what is no baseline', () => {
    const cwd = accepted();
    writeFileSync(join(cwd, 'baselines', 'small.json'), '{}');
    const { code, stdout } = skew53(['test', 'small.yaml', '-q'], { cwd });
    expect(stdout).toContain('is no baseline of this version; accept a new one with -u');
    expect(code).toBe(2);
  });

  test('reports as JSON, as JUnit XML and to GitHub, several at once', () => {
    const cwd = accepted();
    const summary = join(cwd, 'summary.md');
    const { stdout } = skew53(
      [
        'test',
        'small.yaml',
        '-q',
        '--set',
        'zone.records.*.ttl=3600',
        '--reporter',
        'junit=junit.xml',
        '--reporter',
        'json=tested.json',
        '--reporter',
        'github',
      ],
      { cwd, env: { GITHUB_STEP_SUMMARY: summary } },
    );
    expect(stdout).toMatch(/^::error file=small\.yaml,title=different%3A small::differs from/m);
    expect(stdout).toContain('%0A');
    const [tested] = JSON.parse(readFileSync(join(cwd, 'tested.json'), 'utf8')).scenarios;
    expect(tested).toMatchObject({ name: 'small', verdict: 'different' });
    const xml = readFileSync(join(cwd, 'junit.xml'), 'utf8');
    expect(xml).toMatch(/<testsuite name="small" [^>]*tests="1" failures="1"/);
    expect(xml).toMatch(/<failure message="differs from its baseline/);
    expect(readFileSync(summary, 'utf8')).toContain('| DIFF | small.yaml |');
  });

  test('refuses a reporter that it does not know, and a file that cannot be written, before it runs', () => {
    const cwd = folderWithScenario();
    expect(skew53(['test', 'small.yaml', '--reporter', 'tap'], { cwd }).code).toBe(2);
    const gone = skew53(['test', 'small.yaml', '--reporter', 'json=.'], { cwd });
    expect(gone.code).toBe(2);
    expect(existsSync(join(cwd, 'baselines'))).toBe(false);
  });
});
