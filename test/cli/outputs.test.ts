import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOutputs, writeOutputs } from '../../cli/outputs.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { folder } from './skew53.ts';

describe('outputs are whole or not at all', () => {
  test('all are written, in folders made for them', () => {
    const at = folder();
    writeOutputs([
      { path: join(at, 'a/b/one.txt'), content: 'one' },
      { path: join(at, 'two.bin'), content: Uint8Array.of(1, 2, 3) },
    ]);
    expect(readFileSync(join(at, 'a/b/one.txt'), 'utf8')).toBe('one');
    expect([...readFileSync(join(at, 'two.bin'))]).toEqual([1, 2, 3]);
  });

  test('when one cannot be written, the others keep what they had and no other file is left', () => {
    const at = folder();
    writeFileSync(join(at, 'one.txt'), 'before');
    writeFileSync(join(at, 'file'), '');
    const write = () =>
      writeOutputs([
        { path: join(at, 'one.txt'), content: 'after' },
        { path: join(at, 'file/two.txt'), content: 'two' },
      ]);
    expect(write).toThrow(UsageError);
    expect(readFileSync(join(at, 'one.txt'), 'utf8')).toBe('before');
    expect(readdirSync(at).sort()).toEqual(['file', 'one.txt']);
  });

  test('a device is written to, never replaced', () => {
    writeOutputs([{ path: '/dev/null', content: 'gone' }]);
    expect(() => checkOutputs(['/dev/null'])).not.toThrow();
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });
});

describe('the check before a run', () => {
  test('passes what can be written, and leaves nothing behind', () => {
    const at = folder();
    checkOutputs([join(at, 'new/folder/file.json'), join(at, 'file.json')]);
    expect(readdirSync(at)).toEqual([]);
  });

  test.each([
    ['a folder in the place of the file', 'folder'],
    ['a file in the place of a folder', 'file/out.json'],
    ['a file further up', 'file/a/b/out.json'],
  ])('refuses %s', (_, path) => {
    const at = folder();
    mkdirSync(join(at, 'folder'));
    writeFileSync(join(at, 'file'), '');
    expect(() => checkOutputs([join(at, path)])).toThrow(UsageError);
  });

  test('refuses one path for two outputs', () => {
    const at = folder();
    expect(() => checkOutputs([join(at, 'a'), join(at, 'b/../a')])).toThrow('two outputs');
  });
});
