import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadScenario, ScenarioError, UnreadableError } from '../../scenarios/format/index.ts';
import { SAMPLE, sampleAnd } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'skew53-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a scenario file', () => {
  it('is read with the files it names, relative to itself', () => {
    mkdirSync(join(folder, 'sub'));
    file('base.yaml', SAMPLE);
    expect(
      loadScenario(file('sub/over.yaml', 'version: 1\nextends: ../base.yaml\nseed: 5\n')).seed,
    ).toBe(5);
  });

  it('sees the environment', () => {
    const path = file('env.yaml', sampleAnd('description: $$ {HOME}\n'.replace('$$ ', '$')));
    expect(loadScenario(path, { env: { HOME: 'here' } }).scenario.description).toBe('here');
  });

  it('takes options', () => {
    expect(loadScenario(file('set.yaml', SAMPLE), { set: ['seed=9'] }).seed).toBe(9);
  });

  it.each([
    ['is missing', 'none.yaml', /there is no such file/],
    ['is a folder', '.', /it is a folder/],
    ['is a pipe', 'pipe.yaml', /it is no regular file/],
    ['is a loop of links', 'loop.yaml', /its links lead round in a circle/],
    ['is huge', 'huge.yaml', /it has 16.5 MB; at most 16 MB are read/],
    ['is no text', 'binary.yaml', /it is not UTF-8 text/],
  ])('that %s cannot be read', (_title, name, said) => {
    const path = join(folder, name);
    if (name === 'pipe.yaml') execFileSync('mkfifo', [path]);
    if (name === 'loop.yaml') symlinkSync(path, path);
    if (name === 'huge.yaml') truncateSync(file(name, ''), 16.5 * 1024 * 1024);
    if (name === 'binary.yaml') file(name, Buffer.from([0xff, 0xfe, 0x00]));
    expect(() => loadScenario(path)).toThrow(UnreadableError);
    expect(() => loadScenario(path)).toThrow(said);
  });

  it('is at fault when a file it names cannot be read', () => {
    const path = file('lost.yaml', 'version: 1\nextends: nowhere.yaml\n');
    expect(() => loadScenario(path)).toThrow(ScenarioError);
  });
});
