/** A result saved with `run --json`, read back. */
import { readFileSync } from 'node:fs';
import type { Result } from '../experiments/index.ts';
import { systemReason } from './system-reason.ts';
import { UsageError } from './usage-error.ts';

const STDIN = '-';
/** What a document of this schema has had from the start; without one it was cut down, or is no result. */
const BLOCKS = ['scenario', 'totals', 'backends', 'skew', 'authority', 'events', 'series'] as const;

/**
 * @param path `-` reads standard input
 * @throws {UsageError} if the file cannot be read or holds no result of this schema
 */
export function readResult(path: string): Result {
  const document = parse(textOf(path), path);
  const { schemaVersion, tool } = (document ?? {}) as Partial<Result>;
  if (tool?.name !== 'skew53')
    throw new UsageError(
      `${path} is not a result of skew53; save one with skew53 run FILE --json ${path}`,
    );
  if (schemaVersion !== 1) {
    throw new UsageError(
      `${path} has schema version ${schemaVersion}, made by skew53 ${tool.version}; this version reads schema version 1`,
    );
  }
  const missing = BLOCKS.filter((block) => !isBlock((document as Partial<Result>)[block]));
  if (missing.length > 0)
    throw new UsageError(`${path} is no whole result: it lacks ${missing.join(', ')}`);
  return document as Result;
}

function isBlock(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function textOf(path: string): string {
  try {
    return readFileSync(path === STDIN ? 0 : path, 'utf8');
  } catch (error) {
    const reason = systemReason(error);
    throw reason === null ? error : new UsageError(`cannot read ${path}: ${reason}`);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
}
