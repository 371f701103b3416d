import { describe, expect, test } from 'vitest';
import { bytes, positiveInteger, seed } from '../../cli/option-values.ts';
import { pace } from '../../cli/progress.ts';
import { allowsColour, outputTo, showsUnicode } from '../../cli/terminal.ts';

describe('colour is decided by NO_COLOR, then FORCE_COLOR, then the terminal', () => {
  test.each([
    [true, {}, true],
    [false, {}, false],
    [false, { CI: '1' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
  ])('terminal %s with %o: %s', (terminal, env, colour) =>
    expect(allowsColour(terminal, env)).toBe(colour),
  );
});

test.each([
  [{}, true],
  [{ LANG: 'en_GB.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, false],
  [{ TERM: 'linux' }, false],
])('under %o there is more than ASCII: %s', (env, unicode) =>
  expect(showsUnicode(env)).toBe(unicode),
);

test.each([
  [undefined, 100],
  [0, 100],
  [20, 40],
  [80, 80],
  [300, 120],
])('of %s columns %d are used', (columns, width) => {
  const stream = { ...(columns === undefined ? {} : { columns }), write: () => true };
  expect(outputTo(stream, {}).width).toBe(width);
});

describe('option values', () => {
  test.each([
    ['512', 512],
    ['512MB', 512e6],
    ['2GiB', 2 * 1024 * 1024 * 1024],
    ['1.5k', 1500],
    ['1 gb', 1e9],
  ])('%s is %d bytes', (text, value) => expect(bytes(text)).toBe(value));

  test.each(['', 'lots', '-1', '1XB', 'MB'])('"%s" is no size', (text) =>
    expect(() => bytes(text)).toThrow('Expected a size'),
  );

  test('counts are whole and within their limit', () => {
    const upTo10 = positiveInteger(10);
    expect(upTo10('10')).toBe(10);
    expect(positiveInteger(1e15)('1e9')).toBe(1e9);
    for (const text of ['0', '11', '1.5', '-1', 'x', ''])
      expect(() => upTo10(text)).toThrow('Expected a whole number');
  });

  test('a seed is a number when it reads as one, else text', () => {
    expect(seed('42')).toBe(42);
    expect(seed('007')).toBe('007');
    expect(seed('trial-3')).toBe('trial-3');
  });
});

test('progress tells a rate and the time left once something is finished', () => {
  expect(pace({ finished: 0, of: 10, events: 0 }, 1000)).toEqual({ rate: '', left: '' });
  expect(pace({ finished: 4, of: 10, events: 8e6 }, 2000)).toEqual({
    rate: '4.00 million events/s',
    left: '3s left',
  });
});
