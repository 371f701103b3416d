/**
 * Files that appear whole or not at all: each is written beside its place under another name, and all
 * are moved into place when all are written. What cannot work is found before the run.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { systemReason } from './system-reason.ts';
import { UsageError } from './usage-error.ts';

export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Refuses paths that a run could not write to in the end. Leaves nothing behind.
 *
 * @throws {UsageError}
 */
export function checkOutputs(paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    if (seen.has(resolve(path))) throw new UsageError(`two outputs would be written to ${path}`);
    seen.add(resolve(path));
    refusing(path, () => {
      if (existsSync(path) && statSync(path).isDirectory())
        throw new UsageError(`cannot write ${path}: it is a directory`);
      if (isDevice(path)) return;
      const probe = besides(join(nearestFolder(dirname(resolve(path))), 'probe'));
      closeSync(openSync(probe, 'wx'));
      rmSync(probe);
    });
  }
}

/**
 * Writes all files, creating folders as needed.
 *
 * @throws {UsageError} if one cannot be written; none of them has then changed, unless moving into place failed halfway
 */
export function writeOutputs(files: readonly OutputFile[]): void {
  const moves: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const { path, content } of files) {
      refusing(path, () => {
        if (isDevice(path)) return writeFileSync(path, content);
        mkdirSync(dirname(path), { recursive: true });
        // A link stays a link: what it points at is replaced.
        const to = existsSync(path) ? realpathSync(path) : path;
        const from = besides(to);
        moves.push({ from, to });
        writeSynced(from, content);
      });
    }
    for (const { from, to } of moves) refusing(to, () => renameSync(from, to));
  } finally {
    for (const { from } of moves) rmSync(from, { force: true });
  }
}

function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o666);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A name in the same folder, so that moving into place is one step. */
function besides(path: string): string {
  return join(
    dirname(path),
    `.${basename(path).slice(0, 64)}.${randomBytes(6).toString('hex')}.tmp`,
  );
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

/** `/dev/null`, a pipe: written to as they are, never replaced. */
function isDevice(path: string): boolean {
  return existsSync(path) && !statSync(path).isFile() && !statSync(path).isDirectory();
}

function refusing(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const reason = systemReason(error);
    throw reason === null ? error : new UsageError(`cannot write ${path}: ${reason}`);
  }
}
