import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../scenarios/format/index.ts';
import { mistakes, problems, read, SAMPLE, sampleAnd, sampleWith } from './sample.ts';

describe('hostile text', () => {
  it('is refused when nested aliases would make it explode', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `  - &a${i} [${
          i === 0
            ? '0'
            : Array(9)
                .fill(`*a${i - 1}`)
                .join(', ')
        }]`,
    );
    const text = sampleAnd(`x-bomb:\n${bomb.join('\n')}\nevents: *a11\n`);
    expect(mistakes(text).join('\n')).toMatch(
      /aliases stand for more than 100000 values; write fewer/,
    );
  });

  it('is refused when a chain of aliases would nest too deep', () => {
    const chain = Array.from(
      { length: 5000 },
      (_, i) => `  - &a${i} [${i === 0 ? '0' : `*a${i - 1}`}]`,
    );
    expect(
      mistakes(sampleAnd(`x-chain:\n${chain.join('\n')}\nevents: *a4999\n`)).join('\n'),
    ).toMatch(/aliases nest more than 200 levels deep/);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(50_000)],
    ['dashes', `\n  ${'- '.repeat(20_000)}`],
    ['closed brackets', `${'['.repeat(300)}${']'.repeat(300)}`],
  ])('is refused when %s nest too deep for any parser', (_title, deep) => {
    expect(mistakes(sampleAnd(`events: ${deep}\n`))).toEqual([
      expect.stringMatching(/nested more than 200 levels deep; no scenario needs that$/),
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('cannot use %s as a key', (key) => {
    expect(mistakes(sampleAnd(`${key}: { polluted: true }\n`))).toEqual([
      `18 ‹${key}› "${key}" cannot be a key`,
    ]);
    expect(mistakes(sampleWith('count: 20', `count: 20, ? ${key} : 5`))).toHaveLength(1);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'that names %s is only an unknown key, an unknown name or an unknown word',
    (word) => {
      expect(mistakes(sampleAnd(`${word}: 1\n`))[0]).toMatch(/unknown key/);
      expect(mistakes(sampleWith('resolvers: isp', `resolvers: { ${word}: 100% }`))).toHaveLength(
        1,
      );
      expect(mistakes(sampleWith('resolvers: isp', `resolvers: ${word}`))).toHaveLength(1);
      expect(mistakes(sampleWith('profile: unbound', `profile: ${word}`))).toHaveLength(1);
      expect(mistakes(sampleWith('{ poisson: 30/s }', `{ ${word}: 30/s }`))).toHaveLength(1);
    },
  );

  it('reaches a terminal without its escapes', () => {
    const text = sampleAnd('"\\e[31mred\\u202e": "\\x07"\n').replace(
      'three-instances',
      '"a\\e]0;title\\x07\\u009b"',
    );
    const report = formatProblems(problems(text));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(report.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(report).toContain('unknown key "\\u{1b}[31mred\\u{202e}"');
  });

  it('shows raw control characters of the file as replacements, one column each', () => {
    const [problem] = problems(sampleAnd('colour\u202e: \u009b1\n'));
    const [, line] = formatProblems(problem ? [problem] : []).split('\n');
    expect(line).toBe('  18 | colour\uFFFD: \uFFFD1');
  });

  it.each([
    ['count: 20', 'count: 1e308', 'expected a whole number from 1 to 10000000; found 1e+308'],
    [
      'count: 20',
      'count: 99999999999999999999',
      'expected a whole number from 1 to 10000000; found 100000000000000000000',
    ],
    ['count: 20', 'count: .inf', 'expected a finite number; found ".inf"'],
    ['count: 20', 'count: .nan', 'expected a finite number; found ".nan"'],
    ['count: 20', 'popularity: { zipf: 1e999 }', 'expected a finite number; found "1e999"'],
    ['30/s', `${'9'.repeat(400)}/s`, 'expected a rate of at most 1e9/s'],
    ['1h', `${'9'.repeat(400)}s`, 'expected a duration of at most 36500d'],
    [
      '192.0.2.3 }\n',
      '0.0.0.0-255.255.255.255 }\n',
      'the range 0.0.0.0-255.255.255.255 has 4294967296 addresses; at most 65536 are allowed',
    ],
  ])(
    'cannot make numbers that the clock or the memory cannot hold: %s → %s',
    (passage, instead, said) => {
      const at = SAMPLE.lastIndexOf(passage);
      const text = SAMPLE.slice(0, at) + instead + SAMPLE.slice(at + passage.length);
      expect(mistakes(text).join('\n')).toContain(said);
    },
  );

  it.each([
    ['nothing', '', /^1 ‹› expected a mapping of scenario keys/],
    ['a comment', '# nothing\n', /expected a mapping of scenario keys/],
    ['a list', '- version: 1\n', /expected a mapping of scenario keys/],
    ['a word', 'version', /expected a mapping of scenario keys/],
    ['two documents', `${SAMPLE}---\n${SAMPLE}`, /a second document begins here/],
    ['an unknown tag', sampleAnd('seed: !!python/object 1\n'), /unresolved tag/],
    ['a binary', sampleAnd('seed: !!binary aGVsbG8=\n'), /unresolved tag|found/],
    ['a complex key', sampleAnd('? [a, b]\n: 1\n'), /expected a plain word as key/],
    [
      'a repeated key',
      sampleAnd('duration: 2h\n'),
      /^18 ‹duration› this key is already in the mapping/,
    ],
    ['broken YAML', sampleAnd('seed: [1, 2\n'), /^1[89] /],
  ])('that is %s is refused with one clear problem', (_title, text, said) => {
    const found = mistakes(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(said);
  });

  it('may begin with a byte order mark and end its lines as it likes', () => {
    expect(read(`\uFEFF${SAMPLE}`).hash).toBe(read(SAMPLE).hash);
    expect(read(SAMPLE.replaceAll('\n', '\r\n')).hash).toBe(read(SAMPLE).hash);
    expect(problems(sampleAnd('colour: 1\n').replaceAll('\n', '\r\n'))[0]?.sourceLine).toBe(
      'colour: 1',
    );
  });
});
