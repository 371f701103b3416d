/**
 * Scenario text → study. In this order: the file and those it extends, merged; imports; `--set`; change batches;
 * what was imported for nothing taken out; files of measured spans; the schema; the checks that need more than one value. Every mistake of every stage is collected.
 */
import type { Note, Study } from '../../experiments/study.ts';
import { withChangeFiles } from './change-files.ts';
import { withoutUnusedCollections } from './collections.ts';
import { readExtended } from './extends.ts';
import { fingerprint, frozen } from './fingerprint.ts';
import { lostChecks, withoutUnusedChecks } from './imported-checks.ts';
import { type Imported, withImports } from './imports.ts';
import { withoutOpaque } from './opaque.ts';
import { withoutPolicyInstances } from './policy-instances.ts';
import { Problems, ScenarioError } from './problem.ts';
import { Reader, type ReadText } from './reader.ts';
import { readReplays } from './replays.ts';
import { Context } from './resolve/context.ts';
import { resolveExpectations } from './resolve/expectations.ts';
import { resolveScenario } from './resolve/scenario.ts';
import { filledIn, withSampleFiles } from './samples.ts';
import { applyOption } from './set.ts';
import { shape } from './shape.ts';
import type { Tree } from './tree.ts';
import type { Environment } from './variables.ts';

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
export function parseScenario(
  text: string,
  { file, read, env = {}, set = [] }: ParseOptions,
): Study {
  const problems = new Problems();
  const notes: Note[] = [];
  const reader = new Reader(read);
  const surroundings = { reader, problems, notes };
  const study = (): Study | undefined => {
    const written = readExtended(reader.given(file, text), { reader, env, problems });
    if (!written) return undefined;
    const { tree: found, sources } = withImports(written, surroundings);
    const changed = set.reduce<Tree>(
      (tree, option) => applyOption(tree, reader.given('--set', option), problems),
      found,
    );
    return studyOf(
      withoutIdle({ tree: withChangeFiles(changed, surroundings), sources }, surroundings),
      surroundings,
    );
  };
  const result = study();
  if (!result || problems.count > 0) throw new ScenarioError(problems.sorted(reader.sources));
  return frozen(result);
}

/** The tree without what was imported for nothing. */
export function withoutIdle(
  imported: Imported,
  { problems, notes }: Pick<Surroundings, 'problems' | 'notes'>,
): Tree {
  const { sources } = imported;
  const known = withoutOpaque(imported, lostChecks(imported), notes);
  const looked = withoutPolicyInstances({ tree: known, sources }, problems);
  const checked = withoutUnusedChecks({ tree: looked, sources }, notes);
  return withoutUnusedCollections({ tree: checked, sources });
}

interface Surroundings {
  readonly reader: Reader;
  readonly problems: Problems;
  readonly notes: Note[];
}

/** The study that a whole tree stands for; undefined when too little of it can be used. Meaningful only if nothing was reported. */
export function studyOf(whole: Tree, { reader, problems, notes }: Surroundings): Study | undefined {
  const { tree, samples } = withSampleFiles(whole, { reader, problems });
  const shaped = shape(tree, problems);
  if (!shaped) return undefined;
  const input = filledIn(shaped.input, samples);
  const context = new Context(shaped, problems, notes);
  const replays = readReplays(shaped.tree, { reader, problems });
  const scenario = resolveScenario(input, tree, replays, context);
  // What is expected can only be held against a scenario without mistakes.
  const expectations =
    context.objections === 0 && problems.count === 0
      ? resolveExpectations(input.expect, scenario, context)
      : [];
  const { seed, replications } = input;
  return { scenario, seed, replications, hash: fingerprint(scenario), notes, expectations };
}
