import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalogueNames } from '../../cli/starting-points.ts';
import manifest from '../../package.json' with { type: 'json' };
import { loadScenario } from '../../scenarios/format/index.ts';
import { folder, skew53 } from './skew53.ts';

describe('skew53 init', () => {
  test('writes a scenario that runs, the schema that its first line names, and says what comes next', () => {
    const cwd = folder();
    const { code, stdout } = skew53(['init'], { cwd });
    expect(code).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual(['scenario.yaml', 'skew53.schema.json']);
    const text = readFileSync(join(cwd, 'scenario.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/skew53\.schema\.json\n/);
    expect(readFileSync(join(cwd, 'skew53.schema.json'), 'utf8')).toBe(skew53(['schema']).stdout);
    const next = [...stdout.matchAll(/^ {2}skew53 (.*)$/gm)].map(
      ([, command]) => command as string,
    );
    expect(next).toHaveLength(3);
    for (const command of next) {
      const args = command.replaceAll("'", '').split(' ');
      const quick = args[0] === 'run' ? ['-n', '1', '--set', 'duration=1m'] : [];
      expect(skew53([...args, ...quick], { cwd }).code, command).toBe(0);
    }
  });

  test('makes folders, and puts the schema beside the scenario', () => {
    const cwd = folder();
    expect(skew53(['init', 'a/b/mine.yaml'], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, 'a/b')).sort()).toEqual(['mine.yaml', 'skew53.schema.json']);
  });

  test.each(catalogueNames())('from %s writes all that it needs: the copy is valid', (name) => {
    const cwd = folder();
    expect(skew53(['init', '--from', name], { cwd }).code).toBe(0);
    expect(loadScenario(join(cwd, `${name}.yaml`)).scenario.name).toBe(name);
  });

  test('replaces nothing, not even behind a dangling link, and says the way out', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'mine.yaml'), 'mine');
    symlinkSync('nowhere.yaml', join(cwd, 'link.yaml'));
    for (const file of ['mine.yaml', 'link.yaml']) {
      const { code, stderr } = skew53(['init', file], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain('--force');
    }
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe('mine');
    expect(readdirSync(cwd).sort()).toEqual(['link.yaml', 'mine.yaml']);
    expect(skew53(['init', 'mine.yaml', '--force'], { cwd }).code).toBe(0);
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toContain('version: 1');
  });

  test('refuses when only a file that the scenario names is there, and writes nothing', () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'tutorial-change-batch.json'), '{}');
    const { code, stderr } = skew53(['init', '--from', 'tutorial'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('tutorial-change-batch.json is there already');
    expect(readdirSync(cwd)).toEqual(['tutorial-change-batch.json']);
  });

  test('keeps a schema that is there, and says so when it is of another version', () => {
    const cwd = folder();
    expect(skew53(['init', 'one.yaml'], { cwd }).stderr).toBe('');
    expect(skew53(['init', 'two.yaml'], { cwd }).stderr).toBe('');
    writeFileSync(join(cwd, 'skew53.schema.json'), '{}');
    const { code, stderr } = skew53(['init', 'three.yaml'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('skew53 schema > skew53.schema.json');
    expect(readFileSync(join(cwd, 'skew53.schema.json'), 'utf8')).toBe('{}');
  });

  test('names what is near an unknown scenario, and the catalogue in its help', () => {
    const { code, stderr } = skew53(['init', '--from', 'frozen-ordr'], { cwd: folder() });
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "frozen-order"?');
    expect(skew53(['init', '--help']).stdout).toMatch(/Catalogue:\n( {2}.*\n)* {2}frozen-order/);
  });
});

test('the package holds the catalogue, and the files it names', () => {
  expect(manifest.files).toEqual(expect.arrayContaining(['scenarios/*.yaml', 'scenarios/*.json']));
});
