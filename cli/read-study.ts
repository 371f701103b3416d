/** The scenario named on the command line, or standard input, as a study. */
import { readFileSync } from 'node:fs';
import type { Study } from '../experiments/index.ts';
import { MOST_SCENARIO_BYTES } from '../scenarios/format/extends.ts';
import {
  loadScenario,
  parseScenario,
  ScenarioError,
  UnreadableError,
} from '../scenarios/format/index.ts';
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

/**
 * A scenario and every file that it is made of, mistakes and all.
 *
 * @throws {UsageError} if the file itself cannot be read
 */
export function readWatched(
  path: string,
  set: readonly string[] = [],
): { readonly study: Study | ScenarioError; readonly files: readonly string[] } {
  const files = new Set([path]);
  const read = (file: string, mostBytes: number) => {
    files.add(file);
    return readText(file, mostBytes);
  };
  try {
    const study = parseScenario(given(path), { file: path, read, env: process.env, set });
    return { study, files: [...files] };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return { study: error, files: [...files] };
  }
}

/**
 * The same scenario with any values set, as the files were when first read: cells of one sweep are of one text.
 *
 * @throws {UsageError} if the file itself cannot be read
 */
export function studyReader(path: string): (set: readonly string[]) => Study {
  const known = new Map<string, string>();
  const read = (file: string, mostBytes: number) => {
    const text = known.get(file) ?? readText(file, mostBytes);
    known.set(file, text);
    return text;
  };
  const [file, text] = path === STDIN ? ['<stdin>', readFileSync(0, 'utf8')] : [path, given(path)];
  return (set) => parseScenario(text, { file, read, env: process.env, set });
}

function given(path: string): string {
  try {
    return readText(path, MOST_SCENARIO_BYTES);
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(`cannot read ${error.message}`);
    throw error;
  }
}
