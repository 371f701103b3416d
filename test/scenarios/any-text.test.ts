// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a scenario look like this
/** Whatever is written: a study, or problems in order. Never another exception. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  formatProblems,
  type Problem,
  parseScenario,
  ScenarioError,
  UnreadableError,
} from '../../scenarios/format/index.ts';
import { SAMPLE } from './sample.ts';

const FULL = `${SAMPLE}warmup: 5m
network: { rtt: { uniform: [10ms, 20ms] } }
events:
  - { at: 10m, set: { name: app, setIdentifier: web-1, ttl: 30 } }
x-shape: &shape { profile: ideal }
`;
const LISTING = readFileSync('scenarios/listing-mixed-zone.json', 'utf8');
const IMPORTING = FULL.replace(/ {2}records:\n(?: {4}.*\n)+/, '  import: list.json\n').replace(
  'example.com\n',
  'example.org\n',
);

function read(
  text: string,
  files: Readonly<Record<string, string>> = {},
  set: readonly string[] = [],
): readonly Problem[] {
  try {
    parseScenario(text, {
      file: 'a.yaml',
      set,
      env: { HOME: 'x' },
      read(path) {
        const found = Object.hasOwn(files, path) ? files[path] : undefined;
        if (found === undefined) throw new UnreadableError('there is no such file');
        return found;
      },
    });
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return error.problems;
  }
}

function expectOrdered(problems: readonly Problem[]): void {
  for (const [i, { file, line, column, length, sourceLine }] of problems.entries()) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(sourceLine.length + 1);
    expect(length).toBeGreaterThanOrEqual(1);
    const before = problems[i - 1];
    if (before?.file !== file || file === '--set') continue;
    expect(before.line < line || (before.line === line && before.column <= column)).toBe(true);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(formatProblems(problems).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
}

/** A value that someone, or something, might put anywhere. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '1h',
      '60',
      '5 min',
      '12%',
      '300/s',
      'isp',
      'app.example.com',
      '*',
      '@',
      '',
      '.',
      '..',
      '192.0.2.1',
      'web-1',
      'toString',
      '__proto__',
      '<<',
      '${HOME}',
      '${',
      '*a',
      '&a',
      'none',
      'auto',
      'x-y',
      '\u001b[31m',
      '\u202e',
      'é.example.com',
      'a'.repeat(300),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      0,
      -0,
      -1,
      1.5,
      1e308,
      2 ** 53,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      true,
      null,
      [],
      {},
      [[]],
      [null],
      { '': 0 },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

type Path = (string | number)[];
const pathsOf = (data: unknown, path: Path = []): Path[] =>
  typeof data === 'object' && data !== null
    ? [
        path,
        ...Object.entries(data).flatMap(([key, inner]) =>
          pathsOf(inner, [...path, Array.isArray(data) ? Number(key) : key]),
        ),
      ]
    : [path];

type Edit = {
  readonly kind: 'replace' | 'delete' | 'rename' | 'add' | 'double';
  readonly at: number;
  readonly value: unknown;
  readonly key: string;
};
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('replace', 'delete', 'rename', 'add', 'double'),
  at: fc.nat(),
  value,
  key: fc.oneof(
    fc.constantFrom(
      'name',
      'ttl',
      'weight',
      'value',
      'values',
      'extends',
      'import',
      'zones',
      'x-a',
      'constructor',
      'expect',
      'healthCheck',
      'Weight',
      'RoutingPolicy',
      'AliasTarget',
    ),
    fc.string({ maxLength: 8 }),
  ),
});

/** The data with one place of it changed. */
function edited(data: unknown, { kind, at, value: next, key }: Edit): unknown {
  const copy = structuredClone(data);
  const paths = pathsOf(copy).slice(1);
  const path = paths[at % Math.max(1, paths.length)];
  if (!path) return copy;
  const last = path.at(-1) as string | number;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>(
      (here, step) => (here as Record<string | number, unknown>)[step],
      copy,
    ) as Record<string | number, unknown>;
  if (kind === 'replace') parent[last] = next;
  else if (Array.isArray(parent))
    parent.splice(
      Number(last),
      kind === 'delete' ? 1 : 0,
      ...(kind === 'delete' ? [] : [kind === 'double' ? parent[Number(last)] : next]),
    );
  else if (kind === 'delete') delete parent[last];
  else if (kind === 'rename') {
    Object.defineProperty(parent, key, {
      value: parent[last],
      enumerable: true,
      configurable: true,
      writable: true,
    });
    delete parent[last];
  } else
    Object.defineProperty(parent, key, {
      value: next,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return copy;
}

const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
const seed = { seed: 53, endOnFailure: true };

describe('any text', () => {
  it('that differs from a scenario in a few places is read, or refused in order', () => {
    const data = parse(FULL) as unknown;
    fc.assert(
      fc.property(edits, (changes) => expectOrdered(read(stringify(changes.reduce(edited, data))))),
      { ...seed, numRuns: 250 },
    );
  });

  it('that is a scenario with a few characters cut out or put in is read, or refused in order', () => {
    const cut = fc.record({
      at: fc.nat(FULL.length - 1),
      length: fc.nat(6),
      put: fc.oneof(
        fc.constantFrom(
          '\n',
          '  ',
          '- ',
          ': ',
          '{',
          '}',
          '[',
          ']',
          '"',
          "'",
          '*x',
          '&x ',
          '<<: ',
          '#',
          '|',
          '>',
          '!!',
          '---\n',
          '...',
          '%',
          '@',
          '\t',
          '\r',
          '? ',
          '\0',
        ),
        fc.string({ maxLength: 3 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        const text = cuts.reduce(
          (before, { at, length, put }) => before.slice(0, at) + put + before.slice(at + length),
          FULL,
        );
        expectOrdered(read(text));
      }),
      { ...seed, numRuns: 250 },
    );
  });

  it('of no kind at all is refused in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) =>
        expectOrdered(read(text)),
      ),
      { ...seed, numRuns: 150 },
    );
  });

  it('that is imported is read, or refused in order', () => {
    const data = JSON.parse(LISTING) as unknown;
    fc.assert(
      fc.property(edits, (changes) =>
        expectOrdered(
          read(IMPORTING, { 'list.json': JSON.stringify(changes.reduce(edited, data)) }),
        ),
      ),
      { ...seed, numRuns: 120 },
    );
    fc.assert(
      fc.property(fc.nat(LISTING.length), fc.string({ maxLength: 4 }), (at, put) =>
        expectOrdered(
          read(IMPORTING, { 'list.json': LISTING.slice(0, at) + put + LISTING.slice(at + 1) }),
        ),
      ),
      { ...seed, numRuns: 60 },
    );
  });

  it('of an option is applied, or refused in order', () => {
    const word = fc.constantFrom(
      'zone',
      'records',
      '*',
      'resolvers',
      'isp',
      'ttl',
      'name',
      '[name=app]',
      '[',
      '=',
      '.',
      ']',
      '{a: 1}',
      '1',
      'events',
      'x-a',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 7 }), (words) =>
        expectOrdered(read(FULL, {}, [words.join('.'), words.join('')])),
      ),
      { ...seed, numRuns: 150 },
    );
  });

  it('of a scenario that is extended is merged, or refused in order', () => {
    const data = parse(FULL) as unknown;
    fc.assert(
      fc.property(edits, (changes) =>
        expectOrdered(
          read(
            `version: 1\nextends: b.yaml\n${stringify({ zone: { records: [{ name: 'app', type: 'A', setIdentifier: 'web-1', ttl: 5 }] }, resolvers: [{ name: 'isp', count: 3 }] })}`,
            { 'b.yaml': stringify(changes.reduce(edited, data)) },
          ),
        ),
      ),
      { ...seed, numRuns: 100 },
    );
  });
});
