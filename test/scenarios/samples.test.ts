/** `{ empirical: FILE }`: what such a file may hold, and what is said of one that holds something else. */
import { describe, expect, it } from 'vitest';
import type { Law } from '../../sim/scenario.ts';
import { mistakes, read, sampleAnd } from './sample.ts';

const text = sampleAnd('network: { rtt: { empirical: rtt.csv } }\n');
const lawOf = (file: string) =>
  read(text, { files: { 'rtt.csv': file } }).scenario.network.rtt as Law;
const saidOf = (file: string) => mistakes(text, { files: { 'rtt.csv': file } });

describe('a file of spans', () => {
  it.each([
    ['one duration per line', '20ms\n10ms\n20ms\n', [0.01, 0.02], [1, 2]],
    ['comments and blank lines', '# measured in May\n\n 10ms \r\n20ms', [0.01, 0.02], [1, 1]],
    [
      'CSV with weights',
      'when,value,weight\nmon,10ms,3\ntue,1s,0.5\nwed,2s,0\n',
      [0.01, 1],
      [3, 0.5],
    ],
    ['CSV in seconds', 'seconds\n0.5\n2e-3\n', [0.002, 0.5], [1, 1]],
    ['CSV in milliseconds', 'Weight, Milliseconds\n2, 250\n1, 0\n', [0, 0.25], [1, 2]],
  ])('may hold %s', (_, file, values, weights) => {
    expect(lawOf(file)).toEqual({ name: 'empirical', settings: { values, weights } });
  });

  it('enters the hash by what it holds, not by how it is written', () => {
    const hashOf = (file: string) => read(text, { files: { 'rtt.csv': file } }).hash;
    expect(hashOf('10ms\n20ms\n')).toBe(hashOf('seconds,weight\n0.02,1\n0.01,1\n'));
    expect(hashOf('10ms\n20ms\n')).not.toBe(hashOf('10ms\n21ms\n'));
  });

  it('is found beside the file that names it', () => {
    const base = `version: 1\nextends: base/sample.yaml\n`;
    const files = { 'base/sample.yaml': text, 'base/rtt.csv': '5ms' };
    expect(read(base, { files }).scenario.network.rtt).toMatchObject({
      settings: { values: [0.005], weights: [1] },
    });
  });

  it('may be named by several laws, by an arrival process, and from the command line', () => {
    const changed = text.replace(
      '{ poisson: 30/s }',
      '{ renewal: { rate: 30/s, law: { empirical: rtt.csv } } }',
    );
    const { scenario } = read(changed, {
      files: { 'rtt.csv': '1s\n', 'other.csv': '2s\n' },
      set: ['network.rtt.empirical=other.csv'],
    });
    expect(scenario.network.rtt).toMatchObject({ settings: { values: [2], weights: [1] } });
    expect(scenario.clients[0]?.arrivals.settings).toEqual({
      rate: 30,
      law: { name: 'empirical', settings: { values: [1], weights: [1] } },
    });
  });

  it('is told line by line what is wrong in it', () => {
    expect(saidOf('10ms\n20\nfast\n')).toEqual([
      'rtt.csv:2 ‹20› expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h; found "20"',
      'rtt.csv:3 ‹fast› expected a duration with a unit, such as 250ms, 30s, 1m30s or 2h; found "fast"',
    ]);
    expect(saidOf('value,weight\n10ms,-1\n20ms\n')).toEqual([
      'rtt.csv:2 ‹10ms,-1› expected a weight from 0 up; found "-1"',
      'rtt.csv:3 ‹20ms› expected a weight from 0 up; found ""',
    ]);
    expect(saidOf('seconds\n-1\n')).toEqual([
      'rtt.csv:2 ‹-1› expected seconds, a number from 0 up; found "-1"',
    ]);
    expect(saidOf('# nothing\n')).toEqual([
      'rtt.csv:1 ‹#› no span in this file has a weight above 0; expected at least one',
    ]);
  });

  it('with one mistake on every line is told so ten times, not a million', () => {
    const said = saidOf('x\n'.repeat(1000));
    expect(said).toHaveLength(11);
    expect(said[10]).toBe('rtt.csv:11 ‹x› 990 more lines, from this one on, are not as expected');
  });

  it('that is not there is told where it is named, once for each place', () => {
    expect(mistakes(text)).toEqual([
      '18 ‹rtt.csv› cannot read "rtt.csv": rtt.csv: there is no such file',
    ]);
    expect(mistakes(text.replace('rtt.csv', '/rtt.csv'))).toEqual([
      '18 ‹/rtt.csv› cannot read "/rtt.csv": the path is absolute; write it relative to this file',
    ]);
    expect(mistakes(text.replace('rtt.csv', '""'))[0]).toContain('expected the path of a file');
    expect(mistakes(text.replace('rtt.csv', '[10ms]'))[0]).toContain('expected the path of a file');
  });
});

it('gaps that are all 0 cannot be scaled to a rate', () => {
  const arrivals = (law: string) =>
    sampleAnd('').replace('{ poisson: 30/s }', `{ renewal: { rate: 30/s, law: ${law} } }`);
  const said = 'gaps of mean 0 cannot be scaled to a rate; give a law with spans above 0';
  expect(mistakes(arrivals('0s'))).toEqual([expect.stringContaining(said)]);
  expect(mistakes(arrivals('{ empirical: a.csv }'), { files: { 'a.csv': '0s' } })).toEqual([
    expect.stringContaining(said),
  ]);
  expect(mistakes(arrivals('{ erlang: { mean: 1s, k: 3 } }'))).toEqual([]);
});
