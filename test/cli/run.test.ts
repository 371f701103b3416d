import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWithScenario, scenario, skew53 } from './skew53.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A run without events has these. */
const CHARTS = [
  'authority-queries',
  'hidden-load',
  'hit-ratio',
  'load',
  'lorenz',
  'peak-to-mean',
  'share-over-time',
  'share',
  'who-causes',
  'window-loads',
].map((name) => `small-${name}.png`);

describe('skew53 run', () => {
  test('prints a summary on standard output and nothing on standard error', () => {
    const { code, stdout, stderr } = skew53(['run', 'small.yaml'], { cwd: folderWithScenario() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^small {3}seed 1 {3}2 × 1m/);
    expect(stdout).toContain('web-2');
    expect(stderr).toBe('');
  });

  test('reads standard input for -', () => {
    const { code, stdout } = skew53(['run', '-'], {
      cwd: folderWithScenario(),
      input: scenario({ name: 'piped' }),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^piped/);
  });

  test('takes replications and seed from the command line', () => {
    const { stdout } = skew53(['run', 'small.yaml', '-n', '3', '-s', 'seven'], {
      cwd: folderWithScenario(),
    });
    expect(stdout).toMatch(/seed seven {3}3 × 1m/);
  });

  test('prints the same bytes for any number of jobs', () => {
    const cwd = folderWithScenario();
    const [one, two, many] = ['1', '2', '7'].map(
      (jobs) =>
        skew53(['run', 'small.yaml', '--json', '--no-performance', '-n', '5', '-j', jobs], { cwd })
          .stdout,
    );
    expect(one).toContain('"replications": 5');
    expect(two).toBe(one);
    expect(many).toBe(one);
  });

  test('writes a table of each kind as CSV and as Parquet', () => {
    const cwd = folderWithScenario();
    const args = ['run', 'small.yaml', '--csv', 'tables', '--parquet', 'tables'];
    expect(skew53(args, { cwd }).code).toBe(0);
    const kinds = ['bins', 'measures', 'series'];
    expect(readdirSync(join(cwd, 'tables')).sort()).toEqual(
      kinds.flatMap((kind) => [`small-${kind}.csv`, `small-${kind}.parquet`]),
    );
    expect(readFileSync(join(cwd, 'tables/small-measures.csv'), 'utf8')).toMatch(
      /^scenario,subject,of,.+\r\nsmall,run,,made,mean,requests,/,
    );
    expect(readFileSync(join(cwd, 'tables/small-series.parquet'), 'latin1')).toMatch(/^PAR1/);
  });

  test('prints one JSON document for a bare --json, and no summary', () => {
    const cwd = folderWithScenario();
    const { stdout, stderr } = skew53(['run', 'small.yaml', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      outcome: 'done',
      scenario: { name: 'small' },
    });
    expect(stderr).toBe('');
    expect(
      JSON.parse(skew53(['run', 'small.yaml', '--json', '-'], { cwd }).stdout).scenario.name,
    ).toBe('small');
  });

  test('puts a summary asked for beside the document on standard error', () => {
    const { stdout, stderr } = skew53(['run', 'small.yaml', '--json', '--summary', 'full'], {
      cwd: folderWithScenario(),
    });
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(stderr).toContain('answer age');
  });

  test('gives equal bytes for equal runs without --performance, and other bytes for another seed', () => {
    const cwd = folderWithScenario();
    const run = (...more: string[]) =>
      skew53(['run', 'small.yaml', '--json', '--no-performance', ...more], { cwd }).stdout;
    expect(run()).toBe(run());
    expect(run()).not.toBe(run('-s', '2'));
    expect(run()).not.toContain('wallSeconds');
  });

  test('writes documents and charts, makes their folders, and leaves nothing else', () => {
    const cwd = folderWithScenario();
    const { code } = skew53(
      ['run', 'small.yaml', '--json', 'a/b/result.json', '--png', 'charts', '--out', 'all'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'a/b/result.json'), 'utf8')).outcome).toBe('done');
    expect(readdirSync(join(cwd, 'charts')).sort()).toEqual(CHARTS);
    expect(readFileSync(join(cwd, 'charts/small-share.png')).subarray(0, 8)).toEqual(PNG);
    expect(readdirSync(join(cwd, 'all')).sort()).toEqual([...CHARTS, 'small.json', 'small.txt']);
    expect(readdirSync(cwd).sort()).toEqual(['a', 'all', 'charts', 'small.yaml']);
  });

  test('replaces what a link points at, and keeps the link', () => {
    const cwd = folderWithScenario();
    writeFileSync(join(cwd, 'real.json'), 'old');
    symlinkSync('real.json', join(cwd, 'link.json'));
    skew53(['run', 'small.yaml', '--json', 'link.json'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8')).outcome).toBe('done');
  });

  test('--quiet with --summary none prints nothing at all', () => {
    const { code, stdout, stderr } = skew53(['run', 'small.yaml', '--quiet', '--summary', 'none'], {
      cwd: folderWithScenario(),
    });
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('gives intervals in its series when asked', () => {
    const { stdout } = skew53(['run', 'small.yaml', '--json', '--series', 'full'], {
      cwd: folderWithScenario(),
    });
    expect(JSON.parse(stdout).series.authority.queries[0]).toHaveProperty('low');
  });

  test('gives charts file names that every system takes', () => {
    const cwd = folderWithScenario({ name: 'a:b' });
    skew53(['run', 'small.yaml', '--png', '.'], { cwd });
    expect(existsSync(join(cwd, 'a-b-share.png'))).toBe(true);
  });
});

describe('exit code 2, before anything is run', () => {
  test.each([
    ['no command', []],
    ['an unknown command', ['rnu', 'small.yaml']],
    ['an unknown option', ['run', 'small.yaml', '--pgn', 'x']],
    ['no file', ['run']],
    ['a file that is not there', ['run', 'nowhere.yaml']],
    ['a folder in place of a file', ['run', '.']],
    ['--json that swallowed the file', ['run', '--json', 'small.yaml']],
    ['a count that is none', ['run', 'small.yaml', '-n', 'many']],
    ['no replications', ['run', 'small.yaml', '-n', '0']],
    ['an assignment without a value', ['run', 'small.yaml', '--set', 'duration']],
    ['a length of summary that there is not', ['run', 'small.yaml', '--summary', 'short']],
    ['a size that is none', ['run', 'small.yaml', '--max-memory', 'lots']],
    ['a profile that there is not', ['profiles', 'unbuond']],
  ])('%s', (_, args) => {
    const { code, stdout, stderr } = skew53(args, { cwd: folderWithScenario() });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['under a file', ['--png', 'small.yaml/charts'], 'part of the path is a file'],
    ['where nothing can be made', ['--out', '/proc/skew53'], 'cannot write'],
    ['that is a folder', ['--json', 'folder'], 'it is a directory'],
    ['written twice', ['--json', 'out/small.json', '--out', 'out'], 'two outputs'],
  ])('an output %s, with nothing left behind', (_, args, words) => {
    const cwd = folderWithScenario();
    mkdirSync(join(cwd, 'folder'));
    const { code, stdout, stderr } = skew53(['run', 'small.yaml', ...args], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(words);
    expect(readdirSync(cwd).sort()).toEqual(['folder', 'small.yaml']);
  });

  test('a run above the limits, with the figure and the way out', () => {
    const cwd = folderWithScenario();
    const run = (...more: string[]) => skew53(['run', 'small.yaml', ...more], { cwd });
    const tooMany = /about [\d.e]+ events, above the limit of \d+;.*--max-events/;
    // 12,000 requests and the lead-in, one by one; counted, 5 members' answers every 10 s.
    const oneByOne = run('--set', 'detail=requests', '--max-events', '10000');
    expect(oneByOne.code).toBe(2);
    expect(oneByOne.stderr).toMatch(tooMany);
    const counted = run('--max-events', '20');
    expect(counted.code).toBe(2);
    expect(counted.stderr).toMatch(tooMany);
    expect(run('--max-events', '10000').code).toBe(0);
    expect(run('--max-memory', '1KiB').code).toBe(2);
  });

  test('a mistyped name is answered with the right one', () => {
    expect(skew53(['rnu']).stderr).toContain('Did you mean run?');
    expect(skew53(['profiles', 'unbuond']).stderr).toContain('did you mean "unbound"?');
  });
});

describe('exit code 3', () => {
  test('shows every mistake of a scenario with its place, and writes nothing', () => {
    const cwd = folderWithScenario({ duration: '5 min', replications: 'two' });
    const { code, stdout, stderr } = skew53(['run', 'small.yaml', '--png', 'charts'], { cwd });
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/small\.yaml:3:\d+: error: .*\n.*duration: 5 min\n.*\^/);
    expect(stderr).toContain('2 errors in 1 file');
    expect(existsSync(join(cwd, 'charts'))).toBe(false);
  });

  test('is what a --set that fits nothing gets', () => {
    expect(
      skew53(['run', 'small.yaml', '--set', 'zone.nothing=3'], { cwd: folderWithScenario() }).code,
    ).toBe(3);
  });
});

test('a full disk behind standard output is said in words', () => {
  if (!existsSync('/dev/full')) return;
  const { code, stderr } = skew53(['run', 'small.yaml', '--json', '/dev/full'], {
    cwd: folderWithScenario(),
  });
  expect(code).toBe(2);
  expect(stderr).toBe('error: cannot write /dev/full: the disk is full\n');
});
