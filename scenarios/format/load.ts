/** The one file that touches the file system. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { Study } from '../../experiments/study.ts';
import { MOST_SCENARIO_BYTES } from './extends.ts';
import { type ParseOptions, parseScenario } from './parse.ts';
import { UnreadableError } from './reader.ts';

/**
 * Reads a scenario file, and the files it names relative to itself.
 *
 * @param options as for `parseScenario`; `env` is the process's environment by default
 * @throws {UnreadableError} if the file itself cannot be read
 * @throws {ScenarioError} with every mistake in it, files it names that cannot be read among them
 */
export function loadScenario(path: string, options: Pick<ParseOptions, 'env' | 'set'> = {}): Study {
  const text = readText(path, MOST_SCENARIO_BYTES);
  return parseScenario(text, { env: process.env, ...options, file: path, read: readText });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the file may not be read',
  EPERM: 'the file may not be read',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead round in a circle',
};

/** The text of a regular file of at most so many bytes. */
export function readText(path: string, mostBytes: number): string {
  let file: number;
  try {
    // Without O_NONBLOCK a pipe would wait for a writer before it can be refused.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile())
      throw new UnreadableError(
        `${path}: ${stats.isDirectory() ? 'it is a folder' : 'it is no regular file'}`,
      );
    if (stats.size > mostBytes) {
      throw new UnreadableError(
        `${path}: it has ${megabytes(stats.size)} MB; at most ${megabytes(mostBytes)} MB are read`,
      );
    }
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    closeSync(file);
  }
}

function unreadable(path: string, error: unknown): UnreadableError {
  if (error instanceof UnreadableError) return error;
  const code = (error as { code?: unknown }).code;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new UnreadableError(`${path}: it is not UTF-8 text`);
  const reason = typeof code === 'string' ? (REASONS[code] ?? code) : String(error);
  return new UnreadableError(`${path}: ${reason}`);
}

function megabytes(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(bytes % (1024 * 1024) === 0 ? 0 : 1);
}
