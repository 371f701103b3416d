/**
 * Scenario text → study. In this order: the file and those it extends, merged; imported records; `--set`;
 * the schema; the checks that need more than one value. Every mistake of every stage is collected.
 */
import type { Note, Study } from '../../experiments/study.ts';
import { Problems, ScenarioError } from './problem.ts';
import { Context } from './resolve/context.ts';
import { resolveScenario } from './resolve/scenario.ts';
import { fingerprint, frozen } from './fingerprint.ts';
import { Reader, type ReadText } from './reader.ts';
import { shape } from './shape.ts';
import type { Environment } from './variables.ts';
import { parseYaml } from './yaml.ts';

export interface ParseOptions {
  /** What error messages call the text, and what the paths in it are relative to. */
  readonly file: string;
  /** Reads the files that the scenario names; without it none can be read. */
  readonly read?: ReadText;
  /** Values for `${VAR}`; none by default. */
  readonly env?: Environment;
  /** `PATH=value`, applied in order after imports and `extends`. */
  readonly set?: readonly string[];
}

/**
 * Reads a scenario.
 *
 * @returns the study, its scenario deeply frozen
 * @throws {ScenarioError} with every mistake found, if there is any
 */
export function parseScenario(text: string, { file, read, env = {}, set = [] }: ParseOptions): Study {
  const problems = new Problems();
  const notes: Note[] = [];
  const reader = new Reader(read);
  const source = reader.given(file, text);
  const fail = (): never => {
    throw new ScenarioError(problems.sorted(reader.sources));
  };
  void set;
  const tree = parseYaml(source, { env, problems });
  if (tree?.kind !== 'mapping') {
    if (problems.count === 0) problems.add({ source, start: 0, end: 1 }, 'expected a mapping of scenario keys, such as "version: 1"');
    return fail();
  }
  const shaped = shape(tree, problems);
  if (!shaped) return fail();
  const scenario = resolveScenario({ input: shaped.input, original: tree, damaged: shaped.damaged }, new Context(shaped.tree, problems, notes));
  if (problems.count > 0) return fail();
  const { seed, replications } = shaped.input;
  return frozen({ scenario, seed, replications, hash: fingerprint(scenario), notes });
}
