import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../reports/json.ts';
import { type Sample, sampleResult } from '../support/sample-result.ts';
import { folder, folderWithScenario, skew53 } from './skew53.ts';

const save = (path: string, sample?: Sample) =>
  writeFileSync(path, jsonReport(sampleResult(sample), { performance: false }));

function folderWithResult(): string {
  const cwd = folder();
  save(join(cwd, 'result.json'));
  return cwd;
}

/** Width and height in the header of a PNG. */
function sizeOf(path: string): number[] {
  const header = readFileSync(path);
  return [header.readUInt32BE(16), header.readUInt32BE(20)];
}

describe('skew53 chart', () => {
  test('draws what run drew, byte for byte, and names the files', () => {
    const cwd = folderWithScenario();
    skew53(['run', 'small.yaml', '--json', 'result.json', '--png', 'run'], { cwd });
    const { code, stdout } = skew53(['chart', 'result.json', '--out', 'again'], { cwd });
    expect(code).toBe(0);
    const drawn = readdirSync(join(cwd, 'run')).sort();
    expect(readdirSync(join(cwd, 'again')).sort()).toEqual(drawn);
    expect(stdout.trim().split('\n').sort()).toEqual(drawn.map((name) => join('again', name)));
    for (const name of drawn)
      expect(
        readFileSync(join(cwd, 'again', name)).equals(readFileSync(join(cwd, 'run', name))),
      ).toBe(true);
  });

  test('draws only those that are named, as large and dark as told', () => {
    const cwd = folderWithResult();
    const args = ['chart', 'result.json', '--only', 'load,share'];
    skew53([...args, '--size', '640x360', '--out', 'light'], { cwd });
    skew53([...args, '--size', '640x360', '--dark', '--out', 'dark'], { cwd });
    expect(readdirSync(join(cwd, 'dark')).sort()).toEqual([
      'three-instances-load.png',
      'three-instances-share.png',
    ]);
    const at = (look: string) => join(cwd, look, 'three-instances-load.png');
    expect(sizeOf(at('dark'))).toEqual([640, 360]);
    expect(readFileSync(at('dark')).equals(readFileSync(at('light')))).toBe(false);
  });

  test('says what has nothing to show, and why', () => {
    const cwd = folder();
    save(join(cwd, 'short.json'), { windows: 1 });
    const args = ['chart', 'short.json', '--only', 'share,load'];
    expect(skew53(args, { cwd })).toEqual({
      code: 0,
      stdout: 'three-instances-share.png\n',
      stderr: 'short.json: not drawn: load (the run has only one window)\n',
    });
    expect(skew53([...args, '--quiet'], { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('reads standard input', () => {
    const cwd = folder();
    const input = jsonReport(sampleResult({ name: 'piped' }), { performance: false });
    skew53(['chart', '-', '--only', 'share'], { cwd, input });
    expect(readdirSync(cwd)).toEqual(['piped-share.png']);
  });

  test('lays several results over each other, and says what they lack for it', () => {
    const cwd = folderWithResult();
    const together = (...args: string[]) => skew53(['chart', ...args, '--together'], { cwd });
    expect(together('result.json', 'result.json')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('not drawn: response-times (no result has servers'),
    });
    expect(together('result.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--together wants two results or more'),
    });
  });

  test('names the charts of results of one scenario after their files', () => {
    const cwd = folder();
    for (const path of ['a', 'b']) mkdirSync(join(cwd, path));
    for (const path of ['before.json', 'after.json', 'a/one.json', 'b/one.json'])
      save(join(cwd, path));
    const drawn = (...results: string[]) =>
      skew53(['chart', ...results, '--only', 'share'], { cwd }).stdout;
    expect(drawn('before.json', 'after.json')).toBe('before-share.png\nafter-share.png\n');
    expect(drawn('a/one.json', 'b/one.json')).toBe('a-one-share.png\nb-one-share.png\n');
  });
});

describe('exit code 2, with nothing written', () => {
  const { performance: _, ...whole } = sampleResult();

  test.each([
    ['a file that is not there', null, 'cannot read'],
    ['a file that is not JSON', 'version: 1', 'is not JSON'],
    ['JSON that is no result', '{"a": 1}', 'is not a result of skew53'],
    [
      'a result of another schema',
      JSON.stringify({ ...whole, schemaVersion: 2 }),
      'schema version 2',
    ],
    ['a result cut down', JSON.stringify({ ...whole, series: undefined }), 'it lacks series'],
  ])('%s', (_, text, words) => {
    const cwd = folder();
    save(join(cwd, 'good.json'));
    if (text !== null) writeFileSync(join(cwd, 'bad.json'), text);
    const { code, stdout, stderr } = skew53(['chart', 'good.json', 'bad.json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('bad.json');
    expect(stderr).toContain(words);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.png'))).toEqual([]);
  });

  test.each([
    [['--only', 'shares'], 'did you mean share?'],
    [['--only', 'pie-of-everything'], 'Expected some of share, load'],
    [['--size', '1920'], 'such as 1920x1080'],
    [['--size', '10x10'], 'from 200 to 10000'],
    [['result.json'], 'given twice'],
    [['--out', 'result.json/charts'], 'part of the path is a file'],
  ])('%j', (args, words) => {
    const cwd = folderWithResult();
    const { code, stderr } = skew53(['chart', 'result.json', ...args], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(readdirSync(cwd)).toEqual(['result.json']);
  });
});
