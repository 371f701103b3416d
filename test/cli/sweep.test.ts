import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { folderWithScenario, skew53, start } from './skew53.ts';

const VARY = ['--vary', 'zone.records.*.ttl=5,10,20', '--vary', 'resolvers.*.count=1,4'];
const sweep = (cwd: string, ...args: string[]) =>
  skew53(['sweep', 'small.yaml', '-q', ...args], { cwd });
const cellsIn = (folder: string) =>
  existsSync(join(folder, 'cells'))
    ? readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.json'))
    : [];

describe('skew53 sweep', () => {
  test('prints cells and their differences, the same for any number of jobs', () => {
    const cwd = folderWithScenario();
    const one = sweep(cwd, ...VARY, '-j', '1', '--csv', 'one.csv', '--png', 'charts');
    const two = sweep(cwd, ...VARY, '-j', '2', '--csv', 'two.csv');
    expect(one.stderr).toBe('');
    expect(one.code).toBe(0);
    expect(one.stdout).toContain('6 cells, 2 replications each');
    expect(one.stdout).toContain('against cell 1, compared in pairs');
    expect(two.stdout).toBe(one.stdout);
    const csv = readFileSync(join(cwd, 'one.csv'), 'utf8');
    expect(readFileSync(join(cwd, 'two.csv'), 'utf8')).toBe(csv);
    expect(readdirSync(join(cwd, 'charts'))).toContain('small-sweep-cache-hit-ratio.png');
    expect(csv.split('\r\n')).toHaveLength(8);
    expect(csv).toMatch(/^cell,zone\.records\.\*\.ttl,resolvers\.\*\.count,outcome,peak-to-mean,/);
    expect(sweep(cwd, ...VARY, '--json', '-j', '1').stdout).toBe(
      sweep(cwd, ...VARY, '--json', '-j', '2').stdout,
    );
  });

  test('measures what it is asked for, and pairs what is zipped', () => {
    const { stdout } = sweep(
      folderWithScenario(),
      ...['--vary', 'zone.records.*.ttl=5,10', '--vary', 'resolvers.*.count=1,4', '--zip'],
      ...['--measure', 'share,lookups', '--against', '2', '--json'],
    );
    const document = JSON.parse(stdout);
    expect(document.cells.map(({ values }: { values: string[] }) => values)).toEqual([
      ['5', '1'],
      ['10', '4'],
    ]);
    expect(document.measures.map(({ of }: { of: string }) => of)).toEqual(['web-1', 'web-2', '']);
    expect(document.cells[0].numbers[0].difference).not.toBeNull();
  });

  test('tells mistakes of every cell before anything runs', () => {
    const cwd = folderWithScenario();
    const { code, stderr } = sweep(cwd, '--vary', 'zone.records.*.ttl=5,-1,soon', '--out', 'o');
    expect(code).toBe(3);
    expect(stderr).toContain('cell 2, zone.records.*.ttl=-1:');
    expect(stderr).toContain('cell 3, zone.records.*.ttl=soon:');
    expect(existsSync(join(cwd, 'o'))).toBe(false);
    const common = sweep(cwd, '--vary', 'zone.recods.*.ttl=5,6');
    expect(common.code).toBe(3);
  });

  test.each([
    [['--vary', 'seed=1,2'], 'all cells share one seed'],
    [['--vary', 'zone.records.*.ttl=1..9'], 'no range'],
    [['--vary', 'zone.records.*.ttl=1,2', '--against', '3'], 'there are 2 cells'],
    [['--vary', 'zone.records.*.ttl=1,2', '--shard', '1/2'], '--shard needs --out'],
    [['--vary', 'zone.records.*.ttl=1,2', '--shard', '3/2', '--out', 'o'], 'i from 1 to n'],
    [['--vary', 'zone.records.*.ttl=1,2', '--measure', 'shrae'], 'did you mean share'],
    [['--vary', 'zone.records.*.ttl=1..90:1', '--max-events', '100'], '90 cells'],
    [[], '--vary'],
  ])('refuses %j', (args, message) => {
    const { code, stderr } = sweep(folderWithScenario(), ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('a sweep in a folder', () => {
  test('killed half-way, goes on where it was', async () => {
    const cwd = folderWithScenario({ duration: '10m' });
    const args = ['--vary', 'zone.records.*.ttl=1..8:1', '-n', '4', '--out', 'o'];
    const child = start(['sweep', 'small.yaml', '-q', '-j', '1', ...args], cwd);
    while (cellsIn(join(cwd, 'o')).length < 2) await setTimeout(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const kept = cellsIn(join(cwd, 'o'));
    expect(kept.length).toBeLessThan(8);
    const at = (name: string) => statSync(join(cwd, 'o/cells', name)).mtimeMs;
    const times = kept.map(at);
    const resumed = sweep(cwd, ...args, '--json');
    expect(resumed.code).toBe(0);
    expect(kept.map(at)).toEqual(times);
    expect(cellsIn(join(cwd, 'o'))).toHaveLength(8);
    expect(resumed.stdout).toBe(sweep(cwd, ...args.slice(0, 4), '--json').stdout);
  });

  test('computes a cell again whose file was cut short, and nothing else', () => {
    const cwd = folderWithScenario();
    const whole = sweep(cwd, ...VARY, '--out', 'o').stdout;
    const [first, second] = cellsIn(join(cwd, 'o')).map((name) => join(cwd, 'o/cells', name));
    const text = readFileSync(first as string, 'utf8');
    writeFileSync(first as string, text.slice(0, text.length / 2));
    const before = statSync(second as string).mtimeMs;
    expect(skew53(['merge', 'o'], { cwd })).toMatchObject({ code: 7 });
    expect(sweep(cwd, ...VARY, '--out', 'o').stdout).toBe(whole);
    expect(readFileSync(first as string, 'utf8')).toBe(text);
    expect(statSync(second as string).mtimeMs).toBe(before);
  });

  test('runs again what a changed file makes another cell', () => {
    const cwd = folderWithScenario();
    sweep(cwd, ...VARY, '--out', 'o');
    writeFileSync(
      join(cwd, 'small.yaml'),
      readFileSync(join(cwd, 'small.yaml'), 'utf8').replace('100/s', '101/s'),
    );
    sweep(cwd, ...VARY, '--out', 'o');
    expect(cellsIn(join(cwd, 'o'))).toHaveLength(12);
  });

  test('in shards is the same as whole', () => {
    const cwd = folderWithScenario();
    const whole = sweep(cwd, ...VARY).stdout;
    expect(sweep(cwd, ...VARY, '--shard', '1/2', '--out', 'a').stdout).toContain('missing');
    sweep(cwd, ...VARY, '--shard', '2/2', '--out', 'b');
    expect(cellsIn(join(cwd, 'a'))).toHaveLength(3);
    const merged = skew53(['merge', 'a', 'b', 'a'], { cwd });
    expect(merged).toEqual({ code: 0, stdout: whole, stderr: '' });
    const part = skew53(['merge', 'a'], { cwd });
    expect(part.code).toBe(7);
    expect(part.stderr).toContain('3 of 6 cells');
    sweep(cwd, '--vary', 'zone.records.*.ttl=5', '--out', 'c');
    expect(skew53(['merge', 'a', 'c'], { cwd }).stderr).toContain('different sweeps');
    expect(skew53(['merge', 'gone'], { cwd })).toMatchObject({ code: 2 });
  });

  test('interrupted, keeps and prints what is finished', async () => {
    const cwd = folderWithScenario({ duration: '10m' });
    const args = [
      '--vary',
      'zone.records.*.ttl=1..200:1',
      '-n',
      '4',
      '--out',
      'o',
      '--csv',
      'c.csv',
    ];
    const child = start(['sweep', 'small.yaml', '-j', '1', ...args], cwd);
    child.stdout?.resume();
    child.stderr?.resume();
    while (cellsIn(join(cwd, 'o')).length < 2) await setTimeout(5);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    const csv = readFileSync(join(cwd, 'c.csv'), 'utf8');
    expect(csv.match(/,done,/g)).toHaveLength(cellsIn(join(cwd, 'o')).length);
    expect(csv).toContain(',missing,');
  });
});
