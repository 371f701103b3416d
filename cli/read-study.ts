/** The scenario named on the command line, or standard input, as a study. */
import { readFileSync } from 'node:fs';
import type { Study } from '../experiments/index.ts';
import { loadScenario, parseScenario, UnreadableError } from '../scenarios/format/index.ts';
import { readText } from '../scenarios/format/load.ts';
import { UsageError } from './usage-error.ts';

const STDIN = '-';

/**
 * @param path `-` reads standard input; paths in it are then relative to the working directory
 * @throws {UsageError} if the file itself cannot be read
 * @throws {ScenarioError} if anything in it is wrong
 */
export function readStudy(path: string, set: readonly string[] = []): Study {
  const options = { env: process.env, set };
  try {
    if (path !== STDIN) return loadScenario(path, options);
    return parseScenario(readFileSync(0, 'utf8'), { file: '<stdin>', read: readText, ...options });
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(`cannot read ${error.message}`);
    throw error;
  }
}
