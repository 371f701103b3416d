/** Imports point only where docs/architecture.md draws an arrow; read from the import lines themselves. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the files of a room may import, by path prefix. Rooms are looked up by the longest prefix. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'sim/': ['sim/'],
  'theory/': ['theory/'],
  // A note is told by the reader and kept in the study, so the study's type is the reader's result.
  'scenarios/': ['scenarios/', 'sim/', 'theory/', 'experiments/study.ts'],
  'experiments/': ['experiments/', 'sim/', 'theory/', 'package.json'],
  'reports/': [
    'reports/',
    'experiments/result.ts',
    'experiments/readings.ts',
    'experiments/blame/blamed.ts',
    'experiments/explain/explanation.ts',
    'experiments/explain/query-explanation.ts',
    'experiments/sweep/sweep.ts',
    'experiments/tested.ts',
    'experiments/plan/planned.ts',
    'sim/measurements.ts',
    'theory/',
  ],
  'cli/': ['cli/', 'reports/', 'experiments/', 'scenarios/', 'sim/', 'theory/', 'package.json'],
  'index.ts': [''],
  'vitest.ts': [''],
};

/** Packages that only one place may know. */
const KEPT_TO: Readonly<Record<string, string>> = {
  seedrandom: 'sim/random/',
  canvas: 'reports/png.ts',
  'chartjs-node-canvas': 'reports/png.ts',
  commander: 'cli/',
  'cli-progress': 'cli/',
};

interface Import {
  readonly from: string;
  /** A path from the root, `node:…`, or a package's name. */
  readonly what: string;
  readonly typeOnly: boolean;
}

const files = Object.keys(MAY_IMPORT).flatMap((room) =>
  room.endsWith('/')
    ? readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(room, path))
    : [room],
);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = code.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s*['"]([^'"]+)['"]/gm,
  );
  const bare = code.matchAll(/^\s*import\s*()['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\bimport\(\s*()['"]([^'"]+)['"]/g);
  return [...statements, ...bare, ...dynamic].map(([, typeOnly, name]) => ({
    from: file,
    what: named(file, name as string),
    typeOnly: Boolean(typeOnly),
  }));
}

function named(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(ROOT, join(ROOT, dirname(file), specifier));
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const isInside = (what: string) => what.includes('.ts') || what.startsWith('package.json');

describe('imports point only where the architecture draws an arrow', () => {
  test.each(Object.entries(MAY_IMPORT))('from %s', (room, allowed) => {
    const wrong = imports
      .filter(({ from, what }) => from.startsWith(room) && isInside(what))
      .filter(({ what }) => !allowed.some((prefix) => what.startsWith(prefix)));
    expect(wrong).toEqual([]);
  });

  test('the check reads imports at all, from every room', () => {
    for (const room of Object.keys(MAY_IMPORT)) {
      if (room === 'theory/') continue;
      expect(
        imports.some(({ from }) => from.startsWith(room)),
        room,
      ).toBe(true);
    }
  });
});

test('sim runs in a browser: nothing there imports a Node module', () => {
  expect(
    imports.filter(({ from, what }) => from.startsWith('sim/') && what.startsWith('node:')),
  ).toEqual([]);
});

test('theory is formulas: nothing there imports a package or a Node module', () => {
  expect(imports.filter(({ from, what }) => from.startsWith('theory/') && !isInside(what))).toEqual(
    [],
  );
});

test('what reports take from sim is types only', () => {
  const values = imports.filter(
    ({ from, what, typeOnly }) =>
      from.startsWith('reports/') && what.startsWith('sim/') && !typeOnly,
  );
  expect(values).toEqual([]);
});

test.each(Object.entries(KEPT_TO))('%s is imported only by %s', (name, place) => {
  const elsewhere = imports.filter(
    ({ from, what, typeOnly }) => what === name && !typeOnly && !from.startsWith(place),
  );
  expect(elsewhere).toEqual([]);
});
