import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folder, skew53 } from './skew53.ts';

const at = (name: string) =>
  fileURLToPath(new URL(`../scenarios/import/same-zone/${name}`, import.meta.url));
const FILES = [at('record-sets.json'), at('health-checks.json')];

describe('skew53 import', () => {
  test('says what files hold, and of what kinds they are', () => {
    const { code, stdout, stderr } = skew53(['import', ...FILES]);
    expect(code).toBe(0);
    expect(stdout).toContain('record-sets.json: route53-listing\n');
    expect(stdout).toContain('zone example.org\n  record sets 27: simple 11');
    expect(stdout).toContain('health checks 4: http 2, calculated 1, tcp 1');
    expect(stderr).not.toContain('error');
  });

  test('writes a scenario that runs as it is', () => {
    const cwd = folder();
    const { code, stdout } = skew53(['import', ...FILES, '--emit', 'dns'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('wrote dns/backends.yaml, dns/zone.yaml, dns/scenario.yaml');
    expect(readdirSync(join(cwd, 'dns')).sort()).toEqual([
      'backends.yaml',
      'scenario.yaml',
      'zone.yaml',
    ]);
    const ran = skew53(['run', 'dns/scenario.yaml', '-n', '1', '--set', 'duration=1m'], { cwd });
    expect(ran.code).toBe(0);
  });

  test('replaces nothing unless told to, and writes nothing when anything is wrong', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'zone.yaml'), 'mine');
    const refused = skew53(['import', ...FILES, '--emit', '.'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--force');
    expect(readdirSync(cwd)).toEqual(['zone.yaml']);
    writeFileSync(join(cwd, 'bad.json'), '{ "ResourceRecordSets": [{ "Nmae": "x" }] }');
    const bad = skew53(['import', 'bad.json', '--emit', 'dns'], { cwd });
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain(
      'bad.json:1:28: error: Unknown parameter in ResourceRecordSet: "Nmae"',
    );
    expect(bad.stderr).toContain('^^^^^^');
    expect(readdirSync(cwd).sort()).toEqual(['bad.json', 'zone.yaml']);
    expect(skew53(['import', ...FILES, '--emit', '.', '--force'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'zone.yaml'), 'utf8')).toContain('name: example.org');
  });

  test('prints JSON, problems in it too', () => {
    const { stdout } = skew53(['import', ...FILES, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      zone: 'example.org',
      recordSets: { total: 27, byPolicy: { weighted: 2 }, byType: { MX: 1 } },
      healthChecks: { total: 4 },
      problems: [],
      written: [],
    });
    const wrong = skew53(['import', FILES[1] as string, '--json']);
    expect(wrong.code).toBe(3);
    expect(JSON.parse(wrong.stdout).problems).toHaveLength(1);
  });

  test('takes a file for what it is said to be, and refuses paths that cannot be read', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'zone'), '; nothing here\n');
    const { code, stderr } = skew53(['import', '--kind', 'zone-file', 'zone'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('zone:1:1: error: no records are in this zone file');
    expect(skew53(['import', '--kind', 'zonefile', 'zone'], { cwd }).code).toBe(2);
    expect(skew53(['import', 'nowhere.json'], { cwd }).code).toBe(2);
  });
});
